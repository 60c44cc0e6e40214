"""What could be done about a profession that is missing: a colleague of it who is free, or another time that week."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from domain.calendar import to_local
from domain.roster import Person, Roster
from planning.group.attendance import cause_on, meet_at_once, stretch_of
from planning.group.model import Occurrence, TeamNeed
from planning.group.nearest import OneDay
from planning.group.slots import travel_minutes
from services.desk import Desk
from services.group.meetings import Meeting
from services.group.other_times import FreeTime, in_weeks, known_days
from storage import sessions

MOST = 2
"""Two to ask are enough to begin with."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the profession from other teams who is free at the time. Names, for the chair to ask."""

    name: str
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remedies:
    """`times` are other times that week at which the profession, and the chair, could come."""

    colleagues: tuple[Colleague, ...]
    times: tuple[datetime, ...]


def remedies(
    desk: Desk, session: Session, roster: Roster, meeting: Meeting, missing: Collection[str], now: datetime
) -> Mapping[str, Remedies]:
    """By discipline, what the facts of this moment confirm; nothing where nothing would help."""
    here = to_local(meeting.starts_at, desk.zone)
    (known,) = known_days(desk, session, roster, meeting, [here.date()])
    one = Occurrence(meeting.team_code, here.date(), here.time(), meeting.minutes)
    booked = _booked(session, meeting)
    times = in_weeks(desk, session, roster, meeting, now)
    return {
        key: Remedies(
            tuple(_colleagues(roster, known, one, key, booked))[:MOST],
            tuple(time.starts_at for time in times if _there(roster, meeting, key, time))[:MOST],
        )
        for key in missing
    }


def _booked(session: Session, meeting: Meeting) -> frozenset[str]:
    """Who has or gives supervision at the time."""
    return frozenset(
        staff_id
        for row in sessions.between(session, meeting.starts_at - timedelta(hours=12), meeting.ends_at)
        if row.starts_at + timedelta(minutes=row.minutes) > meeting.starts_at
        for staff_id in (row.staff_id, row.supervisor_id)
        if staff_id is not None
    )


def _colleagues(
    roster: Roster, known: OneDay, one: Occurrence, discipline: str, booked: frozenset[str]
) -> list[Colleague]:
    needs = {need.code: need for need in known.request.teams}
    office = roster.teams[one.team].office
    found = [
        person
        for person in roster.people.values()
        if person.discipline == discipline
        and person.teams
        and one.team not in person.teams
        and person.staff_id not in booked
        and _is_free(known, needs, one, person)
    ]
    near = {
        p.staff_id: min(travel_minutes(known.request, office, roster.teams[code].office) for code in p.teams)
        for p in found
    }
    found.sort(key=lambda person: (near[person.staff_id], person.name))
    return [Colleague(p.name, tuple(roster.teams[code].name for code in p.teams)) for p in found]


def _is_free(known: OneDay, needs: Mapping[str, TeamNeed], one: Occurrence, person: Person) -> bool:
    if cause_on(known.request, person.staff_id, known.day, stretch_of(one)) is not None:
        return False
    theirs = [other for other in known.dated if other.team in person.teams]
    return not any(meet_at_once(known.request, needs[one.team], one, needs[other.team], other) for other in theirs)


def _there(roster: Roster, meeting: Meeting, discipline: str, time: FreeTime) -> bool:
    members = {p.staff_id for p in roster.members(meeting.team_code) if p.discipline == discipline}
    return bool(members - set(time.absent))

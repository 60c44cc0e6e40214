"""What the bot says by itself about one meeting to one person, as things are when it is sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from domain.roster import Roster
from services.desk import Desk
from services.group.expected import expected
from services.group.meetings import Meeting, find
from services.notices import Drop, Subject
from storage import meetings
from storage.roster import load_roster
from storage.tables import GroupOccurrenceRow, OccurrenceState


@dataclass(frozen=True, slots=True)
class SwapView:
    """Somebody asks the reader to change slot `theirs` for slot `yours`."""

    meeting_id: str
    team: str
    starts_at: datetime
    by_id: str
    by: str
    theirs: int
    yours: int


@dataclass(frozen=True, slots=True)
class CannotView:
    """Somebody said that they can't come; `slots` are those of theirs that need another presenter."""

    meeting_id: str
    team: str
    starts_at: datetime
    staff_id: str
    name: str
    slots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ExcusedView:
    team: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class ChangedView:
    """`what` is moved, cancelled or extra; `was` where it stood; `slots` are the reader's; `next` is what stays.

    `again` tells that the reader had said they can't come, or was excused, on the old day. `cause` is why they can't
    come by what is known. One who only chairs is no `member`.
    """

    meeting_id: str
    team: str
    what: str
    starts_at: datetime
    was: datetime | None
    slots: tuple[int, ...]
    next: datetime | None
    office: str = ""
    chair: str | None = None
    again: bool = False
    cause: str | None = None
    member: bool = True


def changed(desk: Desk, about: Subject, now: datetime) -> ChangedView | Drop:
    """As things are at this moment: what has changed again since is told by its own notice."""
    what = about.facts["what"]
    with desk.database.read() as session:
        roster = load_roster(session)
        if session.get(GroupOccurrenceRow, about.subject) is None:
            return Drop("gone")
        row, meeting = find(desk, session, roster, about.subject)
        if row.starts_at <= now:
            return Drop("past")
        still = (row.state is OccurrenceState.CANCELLED) is (what == "cancelled")
        if not still or row.starts_at.isoformat() != about.facts["starts_at"]:
            return Drop("changed_again")
        slots = tuple(s.number for s in meetings.agenda(session, row.id) if s.presenter_id == about.staff_id)
        later = meetings.of_team(session, row.team_code, now, now + timedelta(days=60))
        following = next((other.starts_at for other in later if other.id != row.id), None)
        seats = expected(desk, session, roster, meeting).seats
    seat = next((seat for seat in seats if seat.staff_id == about.staff_id), None)
    chair = roster.people.get(meeting.chair_id or "")
    was = about.facts.get("was")
    return ChangedView(
        row.id,
        meeting.team,
        what,
        row.starts_at,
        datetime.fromisoformat(was) if was else None,
        slots,
        following,
        office=meeting.office,
        chair=None if chair is None else chair.name,
        again="again" in about.facts,
        cause=None if seat is None or seat.cause is None or what == "cancelled" else seat.cause.value,
        member=seat is not None,
    )


@dataclass(frozen=True, slots=True)
class LeadView:
    """The reader leads the opening, `minutes` long. `activity` is the programme's name of it."""

    meeting_id: str
    team: str
    starts_at: datetime
    activity: str
    minutes: int


def lead(desk: Desk, about: Subject, now: datetime) -> LeadView | Drop:
    rules = desk.programme.group_supervision
    with desk.database.read() as session:
        found = coming(desk, session, about, now)
        if isinstance(found, Drop):
            return found
        _, row, meeting = found
    activity = rules.activities.get(row.activity or "")
    if row.lead_id != about.staff_id or activity is None:
        return Drop("changed_again")
    return LeadView(row.id, meeting.team, row.starts_at, activity, rules.opening_minutes)


def swap(desk: Desk, about: Subject, now: datetime) -> SwapView | Drop:
    with desk.database.read() as session:
        found = coming(desk, session, about, now)
        if isinstance(found, Drop):
            return found
        roster, row, meeting = found
        held = {slot.number: slot.presenter_id for slot in meetings.agenda(session, row.id)}
    theirs, yours, by = about.facts["from"], about.facts["to"], about.facts["by"]
    if held.get(theirs) != by or held.get(yours) != about.staff_id or by not in roster.people:
        return Drop("changed_again")
    return SwapView(row.id, meeting.team, row.starts_at, by, roster.people[by].name, theirs, yours)


def cannot(desk: Desk, about: Subject, now: datetime) -> CannotView | Drop:
    with desk.database.read() as session:
        found = coming(desk, session, about, now)
        if isinstance(found, Drop):
            return found
        roster, row, meeting = found
        who = about.facts["who"]
        if who not in meetings.replies(session, row.id) or who not in roster.people:
            return Drop("changed_again")
        slots = tuple(slot.number for slot in meetings.agenda(session, row.id) if slot.presenter_id == who)
    return CannotView(row.id, meeting.team, row.starts_at, who, roster.people[who].name, slots)


def excused(desk: Desk, about: Subject, now: datetime) -> ExcusedView | Drop:
    with desk.database.read() as session:
        found = coming(desk, session, about, now)
        if isinstance(found, Drop):
            return found
        _, row, meeting = found
        if about.staff_id not in meetings.replies(session, row.id):
            return Drop("changed_again")
    return ExcusedView(meeting.team, row.starts_at)


def coming(
    desk: Desk, session: Session, about: Subject, now: datetime
) -> tuple[Roster, GroupOccurrenceRow, Meeting] | Drop:
    """The meeting a notice is about, if it is still to come."""
    roster = load_roster(session)
    if session.get(GroupOccurrenceRow, about.subject) is None:
        return Drop("gone")
    row, meeting = find(desk, session, roster, about.subject)
    if row.state is OccurrenceState.CANCELLED:
        return Drop("cancelled")
    return Drop("past") if row.starts_at <= now else (roster, row, meeting)

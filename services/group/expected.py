"""Who is expected at one meeting: every seat of the team, filled or not, and what is known of it for that day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from sqlmodel import Session

from domain.calendar import local
from domain.roster import Roster
from domain.supervision.causes import Cause
from planning.group.attendance import who_misses
from planning.group.model import Absent, Fixed, GroupRequest, Occurrence, TeamSlot, Weeks
from services.desk import Desk
from services.group.meetings import Meeting
from services.planning.group_facts import slot_of
from services.planning.group_request import group_request
from services.planning.group_store import as_occurrence
from services.planning.taken import commitments
from storage import groups, meetings, planning
from storage.tables import GroupSeriesRow, MeetingReply, SeriesState


class Coming(StrEnum):
    """What is known of a seat; kept apart, because each asks for something else."""

    EXPECTED = "expected"
    VACANT = "vacant"
    UNAVAILABLE = "unavailable"
    EXCUSED = "excused"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat of the team at one meeting. A vacant one has no person. `role` and `discipline` are keys.

    `cause` is the scheduling cause where somebody can't come, never a private reason; `said` that they told us so.
    """

    staff_id: str | None
    name: str | None
    role: str
    discipline: str
    coming: Coming
    cause: Cause | None = None
    said: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """Every seat, in the order of the programme's team shape. `missing` are the disciplines nobody comes from."""

    seats: tuple[Seat, ...]
    disciplines: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        there = {seat.discipline for seat in self.seats if seat.coming is Coming.EXPECTED}
        return tuple(key for key in self.disciplines if key not in there)

    @property
    def represented(self) -> bool:
        """Is every profession in the room? A vacant seat is missing like any other."""
        return not self.missing

    def of(self, discipline: str) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.discipline == discipline)


def expected(desk: Desk, session: Session, roster: Roster, meeting: Meeting) -> Expected:
    """Who can come by the roster, absences, fixed times and other teams' meetings, and what people have said."""
    day = desk.today(meeting.starts_at)
    causes = _causes(desk, session, roster, meeting, day)
    replies = {key: row.reply for key, row in meetings.replies(session, meeting.meeting_id).items()}
    seats = [*_people(roster, meeting, day, causes, replies), *vacant(desk, roster, meeting.team_code, day)]
    order = {role: n for n, role in enumerate(_roles(desk))}
    seats.sort(key=lambda seat: (order.get(seat.role, len(order)), seat.staff_id is None, seat.name or ""))
    return Expected(tuple(seats), disciplines(desk))


def disciplines(desk: Desk) -> tuple[str, ...]:
    """The professions of a full team, in the programme's order."""
    shape = {key for role in _roles(desk) for key in desk.programme.roles[role].disciplines}
    return tuple(key for key in desk.programme.disciplines if key in shape)


def vacant(desk: Desk, roster: Roster, team_code: str, day: date) -> Iterator[Seat]:
    """What the team's shape has and nobody in service fills on that day."""
    members = [person for person in roster.members(team_code) if person.in_service(day)]
    for seat in desk.programme.team_shape:
        missing = seat.seats - sum(person.role == seat.role for person in members)
        for _ in range(max(0, missing)):
            yield Seat(None, None, seat.role, desk.programme.roles[seat.role].disciplines[0], Coming.VACANT)


def _roles(desk: Desk) -> list[str]:
    return [seat.role for seat in desk.programme.team_shape]


def _people(
    roster: Roster, meeting: Meeting, day: date, causes: dict[str, Cause], replies: dict[str, MeetingReply]
) -> Iterator[Seat]:
    for person in roster.members(meeting.team_code):
        if not person.in_service(day):
            continue
        cause, reply = causes.get(person.staff_id), replies.get(person.staff_id)
        said = reply is MeetingReply.CANNOT
        yield Seat(
            person.staff_id, person.name, person.role, person.discipline, _coming(cause, reply), cause, said=said
        )


def _coming(cause: Cause | None, reply: MeetingReply | None) -> Coming:
    if reply is MeetingReply.EXCUSED:
        return Coming.EXCUSED
    if cause is Cause.GROUP_SUPERVISION:
        return Coming.ELSEWHERE
    return Coming.EXPECTED if cause is None and reply is None else Coming.UNAVAILABLE


def _causes(desk: Desk, session: Session, roster: Roster, meeting: Meeting, day: date) -> dict[str, Cause]:
    request = day_request(desk, session, roster, day)
    begins, ends = local(day, time(), desk.zone), local(day + timedelta(days=1), time(), desk.zone)
    rows = planning.occurrences_between(session, begins, ends)
    dated = {row.id: as_occurrence(desk, row) for row in rows}
    here = dated.get(meeting.meeting_id) or _alone(desk, meeting, day)
    missed = who_misses(request, excusals(session, day), list(dated.values()), here)
    return {absent.staff_id: absent.cause for absent in missed}


def day_request(desk: Desk, session: Session, roster: Roster, day: date) -> GroupRequest:
    """What is known of one day: fixed times that recur, and those of that day alone."""
    fixed = tuple(
        Fixed(busy.staff_id, Weeks.EVERY, day.weekday(), busy.start, busy.end)
        for busy in commitments(desk, session, day, day)
    )
    return group_request(desk, session, roster, day, day, commitments=fixed)


def excusals(session: Session, day: date) -> list[TeamSlot]:
    """The template of the day with those whom it excuses from one of their teams; also where it has ended since."""
    states = (SeriesState.ENDED, SeriesState.LIVE)
    rows: dict[str, GroupSeriesRow] = {r.id: r for s in states for r in groups.overlapping(session, s, day, day)}
    absent: dict[str, list[Absent]] = {}
    for row in groups.absent(session, list(rows)):
        absent.setdefault(row.series_id, []).append(Absent(row.staff_id, row.cause))
    return [TeamSlot(r.team_code, slot_of(r), r.chair_id, tuple(absent.get(r.id, ()))) for r in rows.values()]


def _alone(desk: Desk, meeting: Meeting, day: date) -> Occurrence:
    return Occurrence(meeting.team_code, day, meeting.starts_at.astimezone(desk.zone).time(), meeting.minutes)

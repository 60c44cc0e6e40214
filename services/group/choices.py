"""What a change of a meeting would mean, before it is made: who could not come, and which other times are better."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from domain.access import Action, Actor
from domain.calendar import local, to_local
from domain.errors import BadValue, NotFound
from domain.programme.group import MEETING_MINUTES
from domain.roster import Roster
from planning.group.model import Occurrence
from planning.group.nearest import at_time, can_chair
from services.desk import Desk
from services.group.agenda import still_to_come
from services.group.expected import expected
from services.group.meetings import LOOK_AHEAD, Meeting, describe, find, require
from services.group.other_times import chairs, in_weeks, known_days
from services.group.show import of_team
from services.team import find_team
from storage import meetings, sessions
from storage.roster import load_roster
from storage.tables import GroupOccurrenceRow, OccurrenceState, TeamMeetingRow

CHOICES = 3
WEEKS = 3
"""Other times are looked for in the meeting's own week and the two after it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A time for the meeting: who could not come to it (names), and how many supervision sessions stand in its way.

    `chaired` is False where neither the chair nor a stand-in could come; `holiday` names a bank holiday. `taken` are
    (name, team) of those whom another team's meeting would lose.
    """

    starts_at: datetime
    absent: tuple[str, ...]
    sessions: int
    chaired: bool = True
    holiday: str | None = None
    taken: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MoveView:
    """What is asked before a meeting moves: the time somebody wished, if they did, and the best others."""

    meeting_id: str
    team: str
    starts_at: datetime
    wished: Choice | None
    best: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ExtraView:
    """What is asked before a team meets once more."""

    team: str
    team_code: str
    minutes: int
    wished: Choice


def choose_time(desk: Desk, actor: Actor, typed: str, day: date | None, at: datetime | None, now: datetime) -> MoveView:
    """A meeting of a team, its next one or that of a `day`, the time wished for, and the best others near it."""
    with desk.database.read() as session:
        roster = load_roster(session)
        row = which(desk, session, roster, actor, typed, day, now)
        return _choices(desk, session, roster, actor, row, at, now)


def choose_time_for(desk: Desk, actor: Actor, meeting_id: str, at: datetime | None, now: datetime) -> MoveView:
    with desk.database.read() as session:
        roster = load_roster(session)
        row, _ = find(desk, session, roster, meeting_id)
        return _choices(desk, session, roster, actor, row, at, now)


def try_extra(desk: Desk, actor: Actor, typed: str, at: datetime, minutes: int | None, now: datetime) -> ExtraView:
    """One more meeting of a team, before it is added: who could not come."""
    with desk.database.read() as session:
        roster = load_roster(session)
        meeting = extra_meeting(desk, session, roster, find_team(roster, actor, typed), at, minutes)
        require(actor, Action.RUN_GROUP, meeting)
        must_be_possible(desk, session, roster, meeting, at, now)
        wished = _choice(desk, session, roster, meeting, at)
    return ExtraView(meeting.team, meeting.team_code, meeting.minutes, wished)


def meeting_on(desk: Desk, actor: Actor, typed: str, day: date | None, now: datetime) -> str:
    """The id of a team's meeting on a day, or of its next one."""
    with desk.database.read() as session:
        return which(desk, session, load_roster(session), actor, typed, day, now).id


def which(
    desk: Desk, session: Session, roster: Roster, actor: Actor, typed: str, day: date | None, now: datetime
) -> GroupOccurrenceRow:
    """A team's meeting on a day, or its next one. Raises `NotFound` with the next dates."""
    if day is None:
        return of_team(session, roster, actor, typed, now)
    code = find_team(roster, actor, typed)
    begins, ends = local(day, time(), desk.zone), local(day + timedelta(days=1), time(), desk.zone)
    rows = meetings.of_team(session, code, begins, ends, cancelled=True)
    if not rows:
        coming = meetings.of_team(session, code, now, now + LOOK_AHEAD)
        near = [row.starts_at for row in coming[:CHOICES]]
        raise NotFound(what="meeting_on", typed="", suggestions=[], team=roster.teams[code].name, day=day, near=near)
    return next((row for row in rows if row.state is OccurrenceState.PLANNED), rows[0])


def _choices(
    desk: Desk,
    session: Session,
    roster: Roster,
    actor: Actor,
    row: GroupOccurrenceRow,
    at: datetime | None,
    now: datetime,
) -> MoveView:
    meeting = describe(desk, session, roster, row)
    require(actor, Action.RUN_GROUP, meeting)
    still_to_come(row, now)
    if at is not None:
        must_be_possible(desk, session, roster, meeting, at, now)
    seats = expected(desk, session, roster, meeting).seats
    comes = {seat.staff_id for seat in seats if seat.staff_id is not None and seat.cause is None}
    kept = {staff_id for staff_id in comes if len(roster.people[staff_id].teams) > 1}
    times = in_weeks(desk, session, roster, meeting, now, weeks=WEEKS, kept=kept)
    found = [free.starts_at for free in times if free.starts_at != at]
    best = tuple(_choice(desk, session, roster, meeting, other) for other in _apart(desk, found)[:CHOICES])
    wished = None if at is None else _choice(desk, session, roster, meeting, at)
    return MoveView(row.id, meeting.team, row.starts_at, wished, best)


def _apart(desk: Desk, found: Sequence[datetime]) -> list[datetime]:
    """The best of each day first: three half hours of one morning are hardly a choice."""
    first: dict[object, datetime] = {}
    for at in found:
        first.setdefault(desk.today(at), at)
    return [*first.values(), *(at for at in found if at not in first.values())]


def _choice(desk: Desk, session: Session, roster: Roster, meeting: Meeting, at: datetime) -> Choice:
    here = to_local(at, desk.zone)
    (known,) = known_days(desk, session, roster, meeting, [here.date()])
    one = Occurrence(meeting.team_code, here.date(), here.time(), meeting.minutes)
    other = at_time(known, one, here.time())
    away = [absent.staff_id for absent in other.absent]
    return Choice(
        starts_at=at,
        absent=tuple(roster.people[staff_id].name for staff_id in away if staff_id in roster.people),
        sessions=_in_the_way(session, roster, meeting, at, set(away)),
        chaired=can_chair(known, other, meeting.minutes, chairs(roster, meeting)),
        holiday=desk.holidays.name(here.date()),
        taken=tuple((roster.people[key].name, roster.teams[team].name) for key, team in other.taken),
    )


def _in_the_way(session: Session, roster: Roster, meeting: Meeting, at: datetime, away: set[str]) -> int:
    """Supervision sessions booked for those who would come; whoever gives them is told in the usual way."""
    coming = {person.staff_id for person in roster.members(meeting.team_code)} - away
    ends = at + timedelta(minutes=meeting.minutes)
    return sum(
        row.starts_at + timedelta(minutes=row.minutes) > at and bool(coming & {row.staff_id, row.supervisor_id})
        for row in sessions.between(session, at - timedelta(hours=8), ends)
    )


def must_be_possible(
    desk: Desk, session: Session, roster: Roster, meeting: Meeting, at: datetime, now: datetime
) -> None:
    """Not in the past, not beside another meeting of the team, and with somebody to chair it."""
    if at <= now:
        raise BadValue(what="past_meeting", typed="", example="")
    day = to_local(at, desk.zone).date()
    begins = local(day, time(), desk.zone)
    ends = at + timedelta(minutes=meeting.minutes)
    for row in meetings.of_team(session, meeting.team_code, begins, begins + timedelta(days=1)):
        if (
            row.id != meeting.meeting_id
            and row.starts_at < ends
            and at < row.starts_at + timedelta(minutes=row.minutes)
        ):
            raise BadValue(what="meeting_there", typed="", at=row.starts_at, example="")
    if not _choice(desk, session, roster, meeting, at).chaired:
        raise BadValue(what="no_chair", typed="", at=at, example="")


def extra_meeting(
    desk: Desk, session: Session, roster: Roster, team_code: str, at: datetime, minutes: int | None
) -> Meeting:
    """The meeting as it would be, not stored."""
    own = session.get(TeamMeetingRow, team_code)
    usual = (own and own.minutes) or desk.programme.group_supervision.length(team_code)
    length = usual if minutes is None else minutes
    least, most = MEETING_MINUTES
    if not least <= length <= most:
        raise BadValue(what="meeting_length", typed=str(length), least=least, most=most, example="")
    row = GroupOccurrenceRow(team_code=team_code, starts_at=at, minutes=length, state=OccurrenceState.PLANNED)
    return describe(desk, session, roster, row)

"""What a change of a meeting would mean, before it is made: who could not come, and which other times are better."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlmodel import Session

from domain.access import Action, Actor
from domain.calendar import local, to_local
from domain.errors import BadValue
from domain.roster import Roster
from planning.group.model import Occurrence
from planning.group.nearest import misses
from services.desk import Desk
from services.group.agenda import still_to_come
from services.group.meetings import Meeting, describe, find, require
from services.group.other_times import in_weeks, known_days
from services.group.show import of_team
from services.team import find_team
from storage import meetings, sessions
from storage.roster import load_roster
from storage.tables import GroupOccurrenceRow, OccurrenceState

CHOICES = 3
SHORTEST, LONGEST = 30, 300
"""Minutes a meeting may last."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A time for the meeting: who could not come to it (names), and how many supervision sessions stand in its way.

    `chaired` is False where neither the chair nor a stand-in could come; `holiday` names a bank holiday.
    """

    starts_at: datetime
    absent: tuple[str, ...]
    sessions: int
    chaired: bool = True
    holiday: str | None = None


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


def choose_time(desk: Desk, actor: Actor, typed: str, at: datetime | None, now: datetime) -> MoveView:
    """The next meeting of a team, the time wished for, and the best others in its week and the next."""
    with desk.database.read() as session:
        roster = load_roster(session)
        row = of_team(session, roster, actor, typed, now)
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
    found = [free.starts_at for free in in_weeks(desk, session, roster, meeting, now, weeks=2) if free.starts_at != at]
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
    away = [absent.staff_id for absent in misses(known, one, here.time())]
    stand_ins = {meeting.chair_id, meeting.deputy_id, roster.teams[meeting.team_code].manager_id} - {None}
    return Choice(
        starts_at=at,
        absent=tuple(roster.people[staff_id].name for staff_id in away if staff_id in roster.people),
        sessions=_in_the_way(session, roster, meeting, at, set(away)),
        chaired=bool(stand_ins - set(away)),
        holiday=desk.holidays.name(here.date()),
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
    length = desk.programme.group_supervision.length(team_code) if minutes is None else minutes
    if not SHORTEST <= length <= LONGEST:
        raise BadValue(what="meeting_length", typed=str(length), least=SHORTEST, most=LONGEST, example="")
    row = GroupOccurrenceRow(team_code=team_code, starts_at=at, minutes=length, state=OccurrenceState.PLANNED)
    return describe(desk, session, roster, row)

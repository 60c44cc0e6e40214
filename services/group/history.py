"""What was recorded of past meetings: a team's list, and figures for one team or many. Nobody is named."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlmodel import Session

from domain import access
from domain.access import Action, Actor
from domain.calendar import Month, local
from domain.group import figures
from domain.group.families import Families
from domain.group.figures import Figure, MeetingFact, Outcome
from domain.roster import Roster
from services.desk import Desk
from services.group.record_view import LATE, families_of
from services.planning.group_store import fell_out
from services.reviews.figures import ReviewFigures, review_figures
from services.team import find_team
from storage import meetings
from storage.roster import load_roster
from storage.tables import GroupOccurrenceRow, MeetingAttendanceRow, MeetingRecordRow, OccurrenceState

MONTHS = 3
LATEST = 10


@dataclass(frozen=True, slots=True)
class PastMeeting:
    """One line of a team's history. `missing` are names of professions; `late` tells that it was entered later."""

    meeting_id: str
    starts_at: datetime
    outcome: str
    missing: tuple[str, ...] | None
    families: Families | None
    workbook: bool | None
    recorded_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class HistoryView:
    """The newest first. `records` tells that the reader may record or correct them."""

    team: str
    lines: tuple[PastMeeting, ...]
    records: bool


@dataclass(frozen=True, slots=True)
class FigureRow:
    """The three figures of one team or of one month."""

    name: str
    held: Figure
    represented: Figure
    discussed: Figure


@dataclass(frozen=True, slots=True)
class FiguresView:
    """`whole` covers everything asked for; `teams` and `months` are its parts, empty where there is but one.

    `reviews` are family reviews, None where none was planned.
    """

    whole: FigureRow
    teams: tuple[FigureRow, ...]
    months: tuple[FigureRow, ...]
    reviews: ReviewFigures | None
    first: Month
    last: Month
    as_at: datetime


def history(desk: Desk, actor: Actor, typed: str, now: datetime) -> HistoryView:
    """A team's last meetings. Raises `NotFound` or `NotAllowed`."""
    with desk.database.read() as session:
        roster = load_roster(session)
        code = find_team(roster, actor, typed)
        access.require(access.may_about_team(actor, Action.SEE_GROUP, code), Action.SEE_GROUP)
        rows = meetings.of_team(session, code, now - timedelta(days=182), now, cancelled=True)[-LATEST:]
        facts = _facts(desk, session, rows, now)
        known = meetings.records(session, [row.id for row in rows])
    lines = [_line(desk, row, fact, known.get(row.id)) for row, fact in reversed(facts)]
    return HistoryView(roster.teams[code].name, tuple(lines), access.may_about_team(actor, Action.RECORD_GROUP, code))


def show_figures(desk: Desk, actor: Actor, typed: str, first: Month | None, months: int, now: datetime) -> FiguresView:
    """Figures for a team, or with `all` for every team the asker may see; without a month the last three."""
    this = Month.of(desk.today(now))
    start = first or _back(this, MONTHS - 1)
    last = start
    for _ in range(months - 1):
        last = last.next()
    with desk.database.read() as session:
        roster = load_roster(session)
        codes = _reach(roster, actor, typed)
        begins, ends = local(start.first, time(), desk.zone), local(last.next().first, time(), desk.zone)
        rows = meetings.of_teams(session, codes, begins, min(ends, now), cancelled=True)
        facts = [fact for _, fact in _facts(desk, session, rows, now)]
        reviews = review_figures(desk, session, codes, begins, min(ends, now))
    by_team = [(roster.teams[code].name, [f for f in facts if f.team_code == code]) for code in codes]
    by_month = figures.by_month(facts)
    name = roster.teams[codes[0]].name if len(codes) == 1 else ""
    return FiguresView(
        whole=_row(name, facts),
        teams=tuple(_row(team, found) for team, found in by_team) if len(codes) > 1 else (),
        months=tuple(_row(str(month), found) for month, found in by_month.items()) if len(by_month) > 1 else (),
        reviews=reviews,
        first=start,
        last=last,
        as_at=now,
    )


def _reach(roster: Roster, actor: Actor, typed: str) -> list[str]:
    action = Action.SEE_GROUP_FIGURES
    access.require(access.may(actor, action), action)
    open_ = [code for code in roster.teams if access.may_about_team(actor, action, code)]
    if typed.casefold() == "all" or (not typed and not (actor.led or actor.teams)):
        return open_
    code = find_team(roster, actor, typed)
    access.require(code in open_, action)
    return [code]


def _facts(
    desk: Desk, session: Session, rows: Sequence[GroupOccurrenceRow], now: datetime
) -> list[tuple[GroupOccurrenceRow, MeetingFact]]:
    """Meetings that are over, each with what became of it."""
    over = [row for row in rows if row.starts_at + timedelta(minutes=row.minutes) <= now]
    ids = [row.id for row in over]
    known = meetings.records(session, ids)
    there: dict[str, list[MeetingAttendanceRow]] = {}
    for line in meetings.attendance(session, ids):
        there.setdefault(line.occurrence_id, []).append(line)
    return [(row, _fact(desk, row, known.get(row.id), there.get(row.id, ()))) for row in over]


def _fact(
    desk: Desk, row: GroupOccurrenceRow, known: MeetingRecordRow | None, there: Collection[MeetingAttendanceRow]
) -> MeetingFact:
    empty = [line for line in there if not line.attended]
    return MeetingFact(
        team_code=row.team_code,
        month=Month.of(desk.today(row.planned_at or row.starts_at)),
        starts_at=row.starts_at,
        outcome=_outcome(desk, row, known),
        missing=frozenset(line.discipline for line in empty) if there else None,
        vacant=frozenset(line.discipline for line in empty if not line.absent + line.excused + line.elsewhere),
        families=None if known is None else families_of(known),
    )


def _outcome(desk: Desk, row: GroupOccurrenceRow, known: MeetingRecordRow | None) -> Outcome:
    if row.state is OccurrenceState.CANCELLED:
        return Outcome.DROPPED if fell_out(desk, row) else Outcome.CANCELLED
    if known is None:
        return Outcome.UNRECORDED
    return Outcome.HELD if known.held else Outcome.NOT_HELD


def _line(desk: Desk, row: GroupOccurrenceRow, fact: MeetingFact, known: MeetingRecordRow | None) -> PastMeeting:
    names = desk.programme.disciplines
    missing = None if fact.missing is None else tuple(names[key].name for key in names if key in fact.missing)
    ends = row.starts_at + timedelta(minutes=row.minutes)
    return PastMeeting(
        meeting_id=row.id,
        starts_at=row.starts_at,
        outcome=fact.outcome.value,
        missing=missing,
        families=fact.families,
        workbook=None if known is None else known.workbook,
        recorded_at=None if known is None else known.recorded_at,
        late=known is not None and known.recorded_at - ends > LATE,
    )


def _row(name: str, found: Sequence[MeetingFact]) -> FigureRow:
    return FigureRow(name, figures.held(found), figures.represented(found), figures.discussed(found))


def _back(month: Month, count: int) -> Month:
    index = month.year * 12 + month.month - 1 - count
    return Month(index // 12, index % 12 + 1)

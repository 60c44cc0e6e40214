"""What one person is told of their teams' group supervision, with the facts of the moment it is sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlmodel import Session

from domain.roster import Roster
from services.desk import Desk
from services.notices import Drop, Subject
from services.planning.group_store import fell_out
from services.planning.group_views import end_of
from storage import groups, meetings
from storage.roster import load_roster
from storage.tables import GroupOccurrenceRow, GroupSeriesRow, OccurrenceState, SeriesState

FIRST_DATES = 3


@dataclass(frozen=True, slots=True)
class Moved:
    """A meeting that a bank holiday moves, from a day to an instant."""

    day: date
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Before:
    """The slot that a new one replaces. `stays` says what is as before: day, time, length or chair."""

    weeks: str
    weekday: int
    start: time
    minutes: int
    stays: tuple[str, ...]

    @property
    def end(self) -> time:
        return end_of(self.start, self.minutes)


@dataclass(frozen=True, slots=True)
class TeamSlotView:
    """One team's slot as a member reads it. `chair` is None where it is the reader; `cause` says why they can't come.

    `dates` are the first meetings to come, `moved` and `dropped` those that bank holidays move or cancel. With `before`
    the rhythm has changed: `kept` are the reader's agenda slots (number, meeting) that went along, `lost` the meetings
    whose slot did not.
    """

    team: str
    weeks: str
    weekday: int
    start: time
    minutes: int
    chair: str | None
    chairs: bool
    cause: str | None
    dates: tuple[datetime, ...]
    moved: tuple[Moved, ...]
    dropped: tuple[date, ...]
    before: Before | None = None
    kept: tuple[tuple[int, datetime], ...] = ()
    lost: tuple[datetime, ...] = ()

    @property
    def end(self) -> time:
        return end_of(self.start, self.minutes)


@dataclass(frozen=True, slots=True)
class GroupSlotView:
    """`stopped` are the names of teams that have no slot any more."""

    teams: tuple[TeamSlotView, ...]
    stopped: tuple[str, ...]


def group_slot(desk: Desk, about: Subject, now: datetime) -> GroupSlotView | Drop:
    staff_id = about.staff_id or ""
    with desk.database.read() as session:
        roster = load_roster(session)
        found = (session.get(GroupSeriesRow, key) for key in about.facts["series"])
        rows = [row for row in found if row is not None and row.state is SeriesState.LIVE]
        causes = {
            row.series_id: row.cause.value
            for row in groups.absent(session, [row.id for row in rows])
            if row.staff_id == staff_id
        }
        coming = [row for row in groups.occurrences(session, [row.id for row in rows]) if row.starts_at > now]
        kept = list(_kept(session, about, coming))
    teams = [
        _team(desk, roster, row, staff_id, causes.get(row.id), [m for m in coming if m.series_id == row.id])
        for row in rows
    ]
    if about.facts.get("before"):
        teams = [replace(team, before=_before(about, row)) for team, row in zip(teams, rows, strict=True)]
    teams = [
        replace(
            team,
            kept=tuple((number, at) for code, number, at in kept if code == row.team_code),
            lost=tuple(datetime.fromisoformat(at) for code, at in about.facts.get("lost", []) if code == row.team_code),
        )
        for team, row in zip(teams, rows, strict=True)
    ]
    stopped = tuple(roster.teams[code].name for code in about.facts["stopped"] if code in roster.teams)
    left = tuple(team for team in teams if team.dates)
    return GroupSlotView(left, stopped) if left or stopped else Drop("nothing_left")


def _before(about: Subject, row: GroupSeriesRow) -> Before:
    was = about.facts["before"]
    start = time.fromisoformat(was["start"])
    same = {
        "day": (was["weeks"], was["weekday"]) == (row.weeks, row.weekday),
        "time": start == row.start,
        "length": was["minutes"] == row.minutes,
        "chair": about.facts["chair"] == row.chair_id,
    }
    stays = tuple(name for name, is_same in same.items() if is_same)
    return Before(was["weeks"], was["weekday"], start, was["minutes"], stays)


def _kept(
    session: Session, about: Subject, coming: Sequence[GroupOccurrenceRow]
) -> Iterator[tuple[str, int, datetime]]:
    """Team, number and instant; only what is still so, as a slot may have been given back since."""
    rows = {row.id: row for row in coming}
    for meeting_id, number in about.facts.get("kept", []):
        held = {slot.number: slot.presenter_id for slot in meetings.agenda(session, meeting_id)}
        if meeting_id in rows and held.get(number) == about.staff_id:
            yield rows[meeting_id].team_code, number, rows[meeting_id].starts_at


def _team(
    desk: Desk,
    roster: Roster,
    row: GroupSeriesRow,
    staff_id: str,
    cause: str | None,
    coming: Sequence[GroupOccurrenceRow],
) -> TeamSlotView:
    held = [meeting for meeting in coming if meeting.state is OccurrenceState.PLANNED]
    chair = roster.people.get(row.chair_id or "")
    return TeamSlotView(
        team=roster.teams[row.team_code].name,
        weeks=row.weeks,
        weekday=row.weekday,
        start=row.start,
        minutes=row.minutes,
        chair=None if chair is None or chair.staff_id == staff_id else chair.name,
        chairs=row.chair_id == staff_id,
        cause=cause,
        dates=tuple(meeting.starts_at for meeting in held[:FIRST_DATES]),
        moved=tuple(Moved(m.moved_from, m.starts_at) for m in held if m.moved_from is not None),
        dropped=tuple(m.moved_from for m in coming if m.moved_from is not None and fell_out(desk, m)),
    )

"""Group supervision for tests: a live series with dates, without planning a template."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from domain.calendar import local, to_local, week_start
from services.desk import Desk
from storage.roster import load_roster
from storage.tables import GroupOccurrenceRow, GroupSeriesRow, OccurrenceState, SeriesState

FIRST = datetime(2020, 5, 5, 9, 0)  # noqa: DTZ001  local time, a Tuesday; `meetings_of` makes it an instant


def meetings_of(
    desk: Desk, team_code: str, *, first: datetime = FIRST, count: int = 4, chair_id: str | None = None
) -> list[GroupOccurrenceRow]:
    """Fortnightly meetings of a team from a local day and time on, in a live series chaired by its manager."""
    with desk.database.work("system", local(date(2020, 4, 1), time(9), desk.zone)) as uow:
        manager = load_roster(uow.session).teams[team_code].manager_id
        anchor = desk.programme.group_supervision.anchor_monday
        series = GroupSeriesRow(
            team_code=team_code,
            state=SeriesState.LIVE,
            first_day=first.date(),
            last_day=first.date() + timedelta(days=14 * count),
            weeks="ab"[(week_start(first.date()) - anchor).days // 7 % 2],
            weekday=first.weekday(),
            start=first.time(),
            minutes=150,
            chair_id=chair_id or manager,
        )
        uow.session.add(series)
        uow.session.flush()
        rows = [_meeting(desk, series, first.date() + timedelta(days=14 * n)) for n in range(count)]
        uow.session.add_all(rows)
        uow.commit()
        return rows


def _meeting(desk: Desk, series: GroupSeriesRow, day: date) -> GroupOccurrenceRow:
    return GroupOccurrenceRow(
        series_id=series.id,
        team_code=series.team_code,
        starts_at=local(day, series.start, desk.zone),
        minutes=series.minutes,
        state=OccurrenceState.PLANNED,
    )


def days_of(desk: Desk, rows: Sequence[GroupOccurrenceRow]) -> list[date]:
    return [to_local(row.starts_at, desk.zone).date() for row in rows]

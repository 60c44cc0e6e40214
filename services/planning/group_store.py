"""A group template in the records: written as a proposal, read back as the plan it was."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlmodel import Session

from domain.calendar import local, to_local
from domain.supervision.causes import Cause
from planning.group.dates import own_day
from planning.group.model import Absent, GroupPlan, NoSlot, Occurrence, TeamSlot
from services.desk import Desk
from services.planning.group_facts import slot_of
from storage import groups
from storage.tables import (
    GroupAbsentRow,
    GroupOccurrenceRow,
    GroupSeriesRow,
    OccurrenceState,
    PlanRunRow,
    SeriesState,
)

NO_SLOT = "no_slot"
"""Among a run's measures: the teams without a slot, each with the cause."""


def span_of(run: PlanRunRow) -> tuple[date, date]:
    """The first and the last day that a run was asked for."""
    return date.fromisoformat(run.options["first"]), date.fromisoformat(run.options["last"])


def store(desk: Desk, session: Session, run: PlanRunRow, plan: GroupPlan, dated: tuple[Occurrence, ...]) -> None:
    """Keep a template as proposed."""
    first, last = span_of(run)
    rows = {placed.team: _series(run, placed, first, last) for placed in plan.slots}
    session.add_all(rows.values())
    session.flush()
    for placed in plan.slots:
        session.add_all(
            GroupAbsentRow(series_id=rows[placed.team].id, staff_id=absent.staff_id, cause=absent.cause)
            for absent in placed.absent
        )
    session.add_all(occurrence_row(desk, rows[one.team].id, one) for one in dated)
    session.flush()


def stored_plan(session: Session, run: PlanRunRow, state: SeriesState | None = None) -> GroupPlan:
    """The template as it was proposed, or what of it is in this state; what it cost is what the run says."""
    rows = [row for row in groups.of_run(session, run.id) if state in (None, row.state)]
    absent: dict[str, list[Absent]] = {}
    for row in groups.absent(session, [series.id for series in rows]):
        absent.setdefault(row.series_id, []).append(Absent(row.staff_id, row.cause))
    return GroupPlan(
        slots=tuple(TeamSlot(r.team_code, slot_of(r), r.chair_id, tuple(absent.get(r.id, ()))) for r in rows),
        unplaced=no_slots(run),
        status=run.status or "",
        gap=run.gap,
        cost=run.cost or 0,
        cost_by_term=run.cost_by_term,
    )


def no_slots(run: PlanRunRow) -> tuple[NoSlot, ...]:
    found: list[dict[str, Any]] = run.measures.get(NO_SLOT, [])
    return tuple(NoSlot(one["team"], Cause(one["cause"])) for one in found)


def stored_dates(desk: Desk, session: Session, series: Iterable[GroupSeriesRow]) -> list[Occurrence]:
    """The meetings as they were dated, by day, time and team."""
    rows = groups.occurrences(session, [row.id for row in series])
    found = [as_occurrence(desk, row) for row in rows]
    return sorted(found, key=lambda one: (one.day or own_day(one), one.start, one.team))


def as_occurrence(desk: Desk, row: GroupOccurrenceRow) -> Occurrence:
    here = to_local(row.starts_at, desk.zone)
    if fell_out(desk, row):
        return Occurrence(row.team_code, None, here.time(), row.minutes, row.moved_from, Cause.BANK_HOLIDAY)
    return Occurrence(row.team_code, here.date(), here.time(), row.minutes, row.moved_from or _by_people(desk, row))


def _by_people(desk: Desk, row: GroupOccurrenceRow) -> date | None:
    """The planned day of a meeting that people moved, the own day of an extra one: both give way to what stood."""
    was = row.planned_at or (row.starts_at if row.series_id is None else None)
    return None if was is None else to_local(was, desk.zone).date()


def fell_out(desk: Desk, row: GroupOccurrenceRow) -> bool:
    """Had it no other time in the week of its bank holiday?"""
    return row.state is OccurrenceState.CANCELLED and row.moved_from == to_local(row.starts_at, desk.zone).date()


def _series(run: PlanRunRow, placed: TeamSlot, first: date, last: date) -> GroupSeriesRow:
    return GroupSeriesRow(
        team_code=placed.team,
        run_id=run.id,
        state=SeriesState.PROPOSED,
        first_day=first,
        last_day=last,
        weeks=placed.slot.weeks.value,
        weekday=placed.slot.weekday,
        start=placed.slot.start,
        minutes=placed.slot.minutes,
        chair_id=placed.chair_id,
    )


def occurrence_row(desk: Desk, series_id: str, one: Occurrence) -> GroupOccurrenceRow:
    """A dated meeting as it is stored; one that falls out is cancelled on its own day."""
    return GroupOccurrenceRow(
        series_id=series_id,
        team_code=one.team,
        starts_at=local(one.day or own_day(one), one.start, desk.zone),
        minutes=one.minutes,
        state=OccurrenceState.CANCELLED if one.day is None else OccurrenceState.PLANNED,
        moved_from=one.moved_from,
    )

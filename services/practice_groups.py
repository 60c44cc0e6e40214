"""Group supervision as the practice workspace starts with it: a live template and its dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import Month, week_start
from domain.roster import Roster
from domain.when import read_time
from domain.working_pattern import WEEKDAYS
from planning.group.dates import occurrences
from planning.group.greedy import best_cost
from planning.group.model import GroupSlot, Weeks
from services.desk import Desk
from services.planning.group_request import group_request
from services.planning.group_store import store
from storage import groups
from storage.tables import PlanRunRow, RunKind, RunState, SeriesState
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class GroupSeed:
    """A practice seed's group supervision: `slots` by team code, each written as `b Wed 13:30`."""

    first_day: date
    last_day: date
    slots: Mapping[str, str]


def plant(desk: Desk, uow: UnitOfWork, roster: Roster, seed: GroupSeed) -> None:
    """Store the template as live, with who cannot come and every meeting around bank holidays."""
    rules = desk.programme.group_supervision
    slots = {code: _slot(typed, rules.length(code)) for code, typed in seed.slots.items()}
    request = group_request(desk, uow.session, roster, seed.first_day, seed.last_day, staying=slots)
    plan = best_cost(request)
    begins = week_start(seed.first_day)
    days = (begins + timedelta(days=n) for n in range((seed.last_day - begins).days + 7))
    holidays = frozenset(day for day in days if desk.holidays.is_holiday(day))
    dated = tuple(occurrences(request, plan.slots, seed.first_day, seed.last_day, holidays))
    run = _run(uow, seed)
    uow.session.add(run)
    uow.session.flush()
    store(desk, uow.session, run, plan, dated)
    for series in groups.of_run(uow.session, run.id):
        series.state = SeriesState.LIVE
        uow.session.add(series)
        uow.record_soon("group.begin", series.id, {"team": series.team_code})


def _run(uow: UnitOfWork, seed: GroupSeed) -> PlanRunRow:
    return PlanRunRow(
        kind=RunKind.GROUP,
        month=str(Month.of(seed.first_day)),
        scope="group:seed",
        state=RunState.DONE,
        asked_by="system",
        asked_at=uow.now,
        finished_at=uow.now,
        options={"first": seed.first_day.isoformat(), "last": seed.last_day.isoformat()},
    )


def _slot(typed: str, minutes: int) -> GroupSlot:
    weeks, weekday, start = typed.split()
    return GroupSlot(Weeks(weeks), WEEKDAYS.index(weekday), read_time(start), minutes)

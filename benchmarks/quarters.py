"""A rolling quarter: each month is planned on what the months before it held."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from time import process_time

from benchmarks.counties import QUARTER, County
from planning.month.check import violations
from planning.month.feasible import Board
from planning.month.measures import Measures, measure
from planning.month.model import MonthPlan, MonthRequest
from planning.month.openings import asked

Planner = Callable[[MonthRequest], MonthPlan]

LIMIT = 42


@dataclass(frozen=True, slots=True)
class Planned:
    """One month of one county by one planner; `seconds` of one core."""

    request: MonthRequest
    plan: MonthPlan
    seconds: float
    measures: Measures


def quarter(county: County, planner: Planner) -> list[Planned]:
    """Three months, every session held as planned. Baselines ignore what the request says of the month ahead."""
    last: dict[str, tuple[date, time]] = dict(county.last)
    strain: Counter[str] = Counter()
    found = []
    for month in QUARTER:
        request = county.request(month, last, strain)
        begun = process_time()
        plan = planner(request)
        seconds = process_time() - begun
        broken = violations(request, plan)
        if broken:
            raise AssertionError(broken[:3])
        found.append(Planned(request, plan, seconds, measure(request, plan)))
        for booking in sorted(plan.bookings, key=lambda b: b.day):
            before = last.get(booking.staff_id)
            if before is not None:
                strain[booking.staff_id] += max(0, (booking.day - before[0]).days - LIMIT)
            last[booking.staff_id] = booking.day, booking.start
    return found


def over_limit(county: County, months: list[Planned]) -> int:
    """Gaps of more than 42 days of monthly people, from history to the end of the quarter."""
    return sum(1 for _ in gaps(county, months))


def gaps(county: County, months: list[Planned]) -> Iterator[tuple[str, date, date]]:
    """Each gap over the limit. Whoever was never seen before counts from their first session."""
    end = QUARTER[-1].next().first
    for staff_id in county.supervisors:
        if staff_id in county.weeks:
            continue
        held = [b.day for planned in months for b in planned.plan.bookings if b.staff_id == staff_id]
        before = [county.last[staff_id][0]] if staff_id in county.last else []
        for first, second in pairwise([*before, *held, end]):
            if (second - first).days > LIMIT:
                yield staff_id, first, second


def unavoidable(county: County) -> int:
    """Gaps over the limit that would be there if everybody had their supervisors to themselves: no plan has fewer."""
    end = QUARTER[-1].next().first
    months = [_possible(county.request(month, {}, {}, ahead=False)) for month in QUARTER]
    total = 0
    for staff_id in county.supervisors.keys() - county.weeks.keys():
        least: dict[date | None, int] = {county.last[staff_id][0] if staff_id in county.last else None: 0}
        for possible in [*months, {staff_id: {end}}]:
            days = possible[staff_id]
            least = {day: min(n + _late(last, day) for last, n in least.items()) for day in days} or least
        total += least[end]
    return total


def _possible(request: MonthRequest) -> dict[str, set[date]]:
    board = Board(request)
    return {
        need.staff_id: {day for one in asked(board, need) for day, _ in board.starts(one)} for need in request.needs
    }


def _late(last: date | None, day: date) -> bool:
    return last is not None and (day - last).days > LIMIT

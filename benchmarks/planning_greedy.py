"""A county's month by both greedies: what it costs, how it is judged, how long it takes."""

from collections.abc import Callable
from dataclasses import asdict
from time import perf_counter

from benchmarks.sample import sample_requests
from domain.calendar import Month
from planning.month.check import violations
from planning.month.greedy import best_cost, earliest_free
from planning.month.measures import measure
from planning.month.model import MonthPlan, MonthRequest

RUNS = 5
PLANNERS = (best_cost, earliest_free)


def main() -> None:
    """Print a table for May 2020, the first month that the practice county plans."""
    [request] = sample_requests((Month(2020, 5),))
    timed = [_timed(planner, request) for planner in PLANNERS]
    plans = [plan for plan, _ in timed]
    measures = [asdict(measure(request, plan)) for plan in plans]
    _row("May 2020", *(planner.__name__ for planner in PLANNERS))
    _row("seconds, fastest of 5", *(f"{seconds:.3f}" for _, seconds in timed))
    _row("hard rules broken", *(len(violations(request, plan)) for plan in plans))
    for name in measures[0]:
        _row(name, *(found[name] for found in measures))
    _row("cost", *(plan.cost for plan in plans))
    for term in plans[0].cost_by_term:
        _row(f"  {term}", *(plan.cost_by_term[term] for plan in plans))


def _timed(planner: Callable[[MonthRequest], MonthPlan], request: MonthRequest) -> tuple[MonthPlan, float]:
    seconds = []
    for _ in range(RUNS):
        begun = perf_counter()
        plan = planner(request)
        seconds.append(perf_counter() - begun)
    return plan, min(seconds)


def _row(name: str, *values: object) -> None:
    print(f"{name:24}" + "".join(f"{value!s:>16}" for value in values))


if __name__ == "__main__":
    main()

"""The month's plan on twenty generated counties over a rolling quarter, beside the two baselines; growth; equality."""

import resource
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, replace
from hashlib import blake2b
from itertools import chain
from multiprocessing import get_context
from random import Random
from time import process_time

from benchmarks.counties import ORDINARY, QUARTER, TIGHT, County, county
from benchmarks.quarters import Planned, gaps, quarter, unavoidable
from benchmarks.sample import sample_requests
from benchmarks.support import percentile, table
from domain.calendar import Month
from planning.cpsat import Status
from planning.month.check import violations
from planning.month.greedy import best_cost, earliest_free
from planning.month.measures import measure
from planning.month.model import MonthPlan, MonthRequest
from planning.month.optimal import solve

TEAMS = 22
SEEDS = range(10)
KINDS = {"ordinary": ORDINARY, "tight": TIGHT}
GROWTH = (11, 22, 44, 110)
WITHIN = 20.0
PATIENCE = 90.0
"""Seconds of the clock: on a busy machine they are more than the `WITHIN` seconds of one core that are counted."""


def long_solve(request: MonthRequest) -> MonthPlan:
    return solve(request, seconds=PATIENCE)


PLANNERS = {"solve": long_solve, "best_cost": best_cost, "earliest_free": earliest_free}


def main() -> str:
    parts = list(chain.from_iterable(_kind(name) for name in KINDS))
    return "\n".join([*parts, _sample(), _growth(), _equality()])


def _kind(name: str) -> Iterator[str]:
    counties = [county(TEAMS, seed, KINDS[name]) for seed in SEEDS]
    planned = {who: [quarter(one, planner) for one in counties] for who, planner in PLANNERS.items()}
    months = {who: list(chain.from_iterable(quarters)) for who, quarters in planned.items()}
    title = f"Month: {len(counties)} {name} counties of {TEAMS} teams over a rolling quarter, pooled"
    yield table(title, ["", *PLANNERS], [*_measures(months), *_gaps(counties, planned)])
    yield table(f"Month: proof, {name}", ["", "solve"], list(_proof(months["solve"])))


def _measures(months: dict[str, list[Planned]]) -> Iterator[list[str]]:
    counted = {who: [asdict(one.measures) for one in found] for who, found in months.items()}
    for name in counted["solve"][0]:
        yield [name, *(str(sum(one[name] for one in found)) for found in counted.values())]
    totals = [(sum(one["placed"] for one in f), sum(one["days_used"] for one in f)) for f in counted.values()]
    yield ["sessions per day used", *(f"{placed / days:.2f}" for placed, days in totals)]
    yield ["cost", *(str(sum(one.plan.cost for one in found)) for found in months.values())]


def _gaps(counties: list[County], planned: dict[str, list[list[Planned]]]) -> Iterator[list[str]]:
    found = {
        who: sum(sum(1 for _ in gaps(one, months)) for one, months in zip(counties, quarters, strict=True))
        for who, quarters in planned.items()
    }
    floor, best = sum(unavoidable(one) for one in counties), found["best_cost"]
    yield ["gaps over 42 days", *(str(count) for count in found.values())]
    yield ["of these unavoidable by any plan", *(str(floor) for _ in found)]
    yield ["gaps, as a share of best cost", *(f"{count / max(1, best):.2f}" for count in found.values())]
    yield [
        "avoidable gaps, as a share of best cost",
        *(f"{(count - floor) / max(1, best - floor):.2f}" for count in found.values()),
    ]


def _proof(months: list[Planned]) -> Iterator[list[str]]:
    seconds = [one.seconds for one in months]
    proven = sum(one.plan.status == Status.OPTIMAL and one.seconds <= WITHIN for one in months)
    yield [f"proven optimal within {WITHIN:.0f} s of one core", f"{proven} of {len(months)}"]
    yield ["seconds of one core, median", f"{percentile(seconds, 0.5):.1f}"]
    yield ["seconds of one core, 95 %", f"{percentile(seconds, 0.95):.1f}"]
    yield ["seconds of one core, most", f"{max(seconds):.1f}"]


def _sample() -> str:
    [request] = sample_requests((Month(2020, 5),))
    begun = process_time()
    plans = {who: planner(request) for who, planner in PLANNERS.items()}
    seconds = process_time() - begun
    broken = [len(violations(request, plan)) for plan in plans.values()]
    counted = [asdict(measure(request, plan)) for plan in plans.values()]
    rows = [[name, *(str(one[name]) for one in counted)] for name in counted[0]]
    rows += [["cost", *(str(plan.cost) for plan in plans.values())], ["violations", *map(str, broken)]]
    rows.append(["status", *(str(plan.status) for plan in plans.values())])
    return table(f"Month: the practice county, May 2020 ({seconds:.1f} s of one core for all)", ["", *plans], rows)


def _growth() -> str:
    found = []
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for teams in GROWTH:
            seconds, memory, status, gap = pool.submit(grown, teams).result()
            found.append([str(teams), f"{seconds:.1f}", f"{memory:.0f}", status, "" if gap is None else f"{gap:.4f}"])
    return table("Month: growth", ["teams", "seconds of one core", "peak MiB", "status", "gap"], found)


def grown(teams: int) -> tuple[float, float, str, float | None]:
    """Seconds of one core and the process's peak memory for one ordinary month."""
    one = county(teams, 1, ORDINARY)
    request = one.request(QUARTER[0], one.last, {})
    begun = process_time()
    plan = long_solve(request)
    seconds = process_time() - begun
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, str(plan.status), plan.gap


def _equality() -> str:
    rows = []
    for name, kind in KINDS.items():
        one = county(TEAMS, 2, kind)
        request = one.request(QUARTER[0], one.last, {})
        shuffled = [_shuffled(request, seed) for seed in (1, 2)]
        plans = [solve(request, seconds=PATIENCE, workers=workers) for workers in (1, 2, 8)]
        plans += [solve(again, seconds=PATIENCE) for again in shuffled]
        statuses = ", ".join(sorted({str(plan.status) for plan in plans}))
        rows.append([name, str(len({fingerprint(plan) for plan in plans})), statuses])
    head = ["county", "different plans over 1, 2, 8 workers and two orders of rows", "status"]
    return table("Month: the same input gives the same bookings", head, rows)


def fingerprint(plan: MonthPlan) -> str:
    """A hash of the bookings."""
    return blake2b(repr(plan.bookings).encode(), digest_size=8).hexdigest()


def _shuffled(request: MonthRequest, seed: int) -> MonthRequest:
    needs, busy, diaries = list(request.needs), list(request.busy), list(request.diaries.items())
    for rows in (needs, busy, diaries):
        Random(seed).shuffle(rows)
    return replace(request, needs=tuple(needs), busy=tuple(busy), diaries=dict(diaries))


if __name__ == "__main__":
    print(main())

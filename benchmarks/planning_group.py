"""Group supervision templates: the practice county and ten made-up ones, by the solver and by the greedy."""

from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from time import perf_counter

from benchmarks.group_county import county, shuffled
from benchmarks.sample import sample_template
from benchmarks.support import table
from planning.group.board import Board
from planning.group.check import violations
from planning.group.greedy import best_cost
from planning.group.model import GroupPlan, GroupRequest
from planning.group.solve import solve

SEEDS = range(10)
SIZES = (11, 22, 44, 110)
HEAD = (
    "county",
    "teams no slot suits",
    "misses, greedy",
    "misses, solver",
    "cost, greedy",
    "cost, solver",
    "seconds",
    "status",
    "rules broken",
    "same for rows shuffled, 2 and 8 workers",
)


def main() -> str:
    """Two tables: counties of 22 teams, and growth with the number of teams."""
    counties = {"practice": sample_template(date(2020, 5, 1), date(2020, 7, 31))}
    counties |= {f"seed {seed}": county(seed) for seed in SEEDS}
    rows = [_row(name, request) for name, request in counties.items()]
    made_up = rows[1:]
    sums = [str(sum(int(row[n]) for row in made_up)) for n in range(1, 6)]
    proven = sum(row[7] == "optimal" for row in made_up)
    seconds = f"{max(float(row[6]) for row in made_up):.2f} at most"
    rows.append(["made-up, together", *sums, seconds, f"{proven} of {len(made_up)} optimal", "", ""])
    growth = [_growth(teams) for teams in SIZES]
    first = table("Group supervision template, 22 teams, one core", HEAD, rows)
    return first + "\n" + table("Group supervision template, growth", ("teams", "seconds", "status"), growth)


def _row(name: str, request: GroupRequest) -> list[str]:
    plain = best_cost(request)
    plan, seconds = _timed(lambda: solve(request))
    others = [solve(shuffled(request, 7)), solve(request, workers=2), solve(request, workers=8)]
    same = all(fingerprint(other) == fingerprint(plan) for other in others)
    broken = len(violations(request, plan)) + len(violations(request, plain))
    counts = (hopeless(request), misses(plain), misses(plan), plain.cost, plan.cost)
    return [name, *map(str, counts), f"{seconds:.2f}", plan.status, str(broken), "yes" if same else "NO"]


def _growth(teams: int) -> list[str]:
    plan, seconds = _timed(lambda: solve(county(0, teams), seconds=60.0))
    return [str(teams), f"{seconds:.2f}", plan.status]


def misses(plan: GroupPlan) -> int:
    """People who cannot come to a team's slot, without those who are away all term."""
    return plan.cost_by_term["absent"] // 100


def hopeless(request: GroupRequest) -> int:
    """Teams that have no slot which everybody's hours allow."""
    return sum(all(options.values()) for options in Board(request).options.values())


def fingerprint(plan: GroupPlan) -> str:
    return sha256("\n".join(_lines(plan)).encode()).hexdigest()


def _lines(plan: GroupPlan) -> Iterator[str]:
    for placed in plan.slots:
        absent = " ".join(f"{a.staff_id}:{a.cause}" for a in placed.absent)
        slot = placed.slot
        yield f"{placed.team} {slot.weeks} {slot.weekday} {slot.start} {slot.minutes} {placed.chair_id} {absent}"


def _timed(make: Callable[[], GroupPlan]) -> tuple[GroupPlan, float]:
    begun = perf_counter()
    plan = make()
    return plan, perf_counter() - begun


if __name__ == "__main__":
    print(main())

"""What a repair costs: its time beside the scope's own plan, whom it moves, what it cannot place."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from time import perf_counter

from benchmarks.disruptions import absences, holidays, leavers, new_lines
from benchmarks.sample import sample_requests
from benchmarks.support import percentile, table
from domain.calendar import Month
from planning.month.check import violations
from planning.month.model import MonthPlan, MonthRequest
from planning.month.optimal import solve
from planning.month.repair import Repair, broken, holding, repair

COUNT, SEED = 40, 7
HEAD = ("event", "p50 ms", "p95 ms", "p95 of the plan's time", "lost", "placed", "moved", "most", "dropped", "stages")

Events = Callable[[MonthRequest, MonthPlan, int, int], Iterator[MonthRequest]]


@dataclass(slots=True)
class Tally:
    milliseconds: list[float] = field(default_factory=list)
    moved: list[int] = field(default_factory=list)
    stages: Counter[int] = field(default_factory=Counter)
    lost: int = 0
    placed: int = 0
    dropped: int = 0
    wrong: int = 0


def main() -> str:
    """Tables for May 2020 of the practice county: as it is, and with one session a supervisor and day."""
    [may] = sample_requests((Month(2020, 5),))
    tight = replace(may, window=replace(may.window, sessions_a_day=1))
    return "\n".join([_measured("Repairs of the county's May", may), _measured("Repairs of a tight May", tight)])


def _measured(title: str, request: MonthRequest) -> str:
    begun = perf_counter()
    plan = solve(request)
    whole = 1000 * (perf_counter() - begun)
    kinds: tuple[Events, ...] = (absences, leavers, holidays, new_lines)
    rows = [_row(events.__name__, _tally(events(request, plan, COUNT, SEED)), whole) for events in kinds]
    return table(f"{title} (planned in {whole / 1000:.1f} s, {plan.status}; {COUNT} of each)", HEAD, rows)


def _tally(events: Iterator[MonthRequest]) -> Tally:
    tally = Tally()
    for request in events:
        begun = perf_counter()
        found = repair(request)
        tally.milliseconds.append(1000 * (perf_counter() - begun))
        tally.moved.append(len(found.moved))
        tally.stages[found.stage] += 1
        lapsed = broken(request)
        tally.lost += len(lapsed)
        tally.placed += sum(placed.instead_of is not None for placed in found.placed)
        tally.dropped += _dropped(request, found)
        tally.wrong += len(violations(holding(request), found.plan))
    return tally


def _dropped(request: MonthRequest, found: Repair) -> int:
    """Bookings that held and are neither where they were nor moved, and fixed ones that moved."""
    lapsed, moved = {s.booking for s in broken(request)}, dict(found.moved)
    return sum(
        (s.booking if s.fixed else moved.get(s.booking, s.booking)) not in found.plan.bookings
        for s in request.standing
        if s.booking not in lapsed
    )


def _row(name: str, tally: Tally, whole: float) -> list[str]:
    p95 = percentile(tally.milliseconds, 0.95)
    assert tally.wrong == 0, f"{tally.wrong} hard rules broken after {name}"
    return [
        name.replace("_", " "),
        f"{percentile(tally.milliseconds, 0.5):.0f}",
        f"{p95:.0f}",
        f"{p95 / whole:.1%}",
        str(tally.lost),
        str(tally.placed),
        f"{sum(tally.moved) / len(tally.moved):.2f}",
        str(max(tally.moved)),
        str(tally.dropped),
        ", ".join(f"{stage}: {count}" for stage, count in sorted(tally.stages.items())),
    ]


if __name__ == "__main__":
    print(main())

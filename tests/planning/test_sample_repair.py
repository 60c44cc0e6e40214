"""The practice county's May as planned, and forty people away on a day when they have a session."""

from collections import Counter

from benchmarks.disruptions import absences
from planning.month.check import violations
from planning.month.greedy import best_cost
from planning.month.repair import broken, holding, repair
from tests.planning.test_sample import may


def test_forty_absences_move_almost_nobody_and_drop_nothing() -> None:
    plan = best_cost(may())
    moved: list[int] = []
    places = Counter[str]()
    for request in absences(may(), plan, count=40, seed=7):
        found = repair(request)
        lapsed = {standing.booking for standing in broken(request)}
        stays = [s for s in request.standing if s.booking not in lapsed]
        now = dict(found.moved)
        assert violations(holding(request), found.plan) == []
        assert all(now.get(s.booking, s.booking) in found.plan.bookings for s in stays)
        assert not [s for s in stays if s.fixed and s.booking in now]
        moved.append(len(now))
        places["lost"] += len(lapsed)
        places["placed"] += sum(placed.instead_of is not None for placed in found.placed)
    assert max(moved) <= 2
    assert sum(moved) <= 0.2 * len(moved)
    assert places["placed"] >= 0.8 * places["lost"] > 0

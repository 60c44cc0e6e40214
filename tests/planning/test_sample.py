"""The practice county: both greedies on what its files say is due in May 2020."""

from datetime import date
from functools import cache

from benchmarks.sample import sample_requests
from domain.calendar import Month
from domain.supervision.causes import Cause
from planning.month.check import violations
from planning.month.greedy import best_cost, earliest_free
from planning.month.measures import measure
from planning.month.model import MonthRequest


@cache
def may() -> MonthRequest:
    [request] = sample_requests((Month(2020, 5),))
    return request


def test_everybody_who_can_be_placed_is() -> None:
    plan = best_cost(may())
    assert violations(may(), plan) == []
    assert {u.staff_id: u.cause for u in plan.unplaced} == {
        "C1123": Cause.UNAVAILABLE,
        "C1185": Cause.UNAVAILABLE,
        "C1226": Cause.UNAVAILABLE,
    }
    [stand_in] = [b.supervisor_id for b in plan.bookings if b.staff_id == "C1147"]
    assert stand_in in {"C1008", "C1009", "C1010", "C1011"}, "a practice lead of family support, as C1147 is"
    days = {booking.day for booking in plan.bookings}
    assert date(2020, 5, 8) not in days
    assert date(2020, 5, 4) in days, "a working day in 2020"


def test_best_cost_is_better_than_the_baseline() -> None:
    best, plain = best_cost(may()), earliest_free(may())
    assert violations(may(), plain) == []
    better, baseline = measure(may(), best), measure(may(), plain)
    assert best.cost < 0.7 * plain.cost
    assert better.needlessly <= baseline.needlessly
    assert better.placed >= baseline.placed
    assert better.in_rhythm > baseline.in_rhythm
    assert better.over_limit <= baseline.over_limit
    assert better.over_lunch < baseline.over_lunch

"""The independent check finds each kind of fault when one is put into a good plan."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest

from domain.supervision.causes import Cause
from planning.month.check import broken_rules as violations
from planning.month.greedy import best_cost
from planning.month.model import Booking, Busy, MonthRequest
from tests.planning.counties import county, diary, need

TAKEN = Busy("M1", date(2020, 5, 6), time(9), time(12), Cause.SUPERVISOR_FULL, supervises=True)
REQUEST = county(
    need("S1"),
    need("S2", first_day=date(2020, 5, 11), last_day=date(2020, 5, 15)),
    busy=(TAKEN, replace(TAKEN, day=date(2020, 5, 7)), replace(TAKEN, day=date(2020, 5, 7), start=time(8))),
    S1=diary("Mon-Fri 09:00-17:00", (date(2020, 5, 20), date(2020, 5, 21)), leaves_on=date(2020, 5, 27)),
)
GOOD = Booking("S1", "M1", "professional", date(2020, 5, 13), time(10), time(11, 30))

Spoil = Callable[[Booking], Booking]


def at(day: int, start: time, end: time) -> Spoil:
    return lambda b: replace(b, day=date(2020, 5, day), start=start, end=end)


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (at(8, time(10), time(11, 30)), "a bank holiday"),
        (lambda b: replace(b, day=date(2020, 4, 27)), "in the past"),
        (at(13, time(8), time(9, 30)), "outside the supervisor's window"),
        (at(13, time(10, 10), time(11, 40)), "off the grid"),
        (at(16, time(10), time(11, 30)), "S1 does not work then"),
        (at(28, time(10), time(11, 30)), "S1 is not in service"),
        (at(21, time(10), time(11, 30)), "S1 is unavailable"),
        (at(13, time(10), time(11)), "nobody asked for this session"),
        (lambda b: replace(b, supervisor_id="M2"), "M2 has no diary"),
        (lambda b: replace(b, supervisor_id="S1"), "their own supervisor"),
        (lambda b: replace(b, kind="clinical"), "nobody asked for this session"),
        (at(6, time(11, 30), time(13)), "already taken"),
    ],
)
def test_a_spoilt_booking_is_found(spoil: Spoil, problem: str) -> None:
    plan = best_cost(REQUEST)
    good = replace(plan, bookings=(GOOD, *(b for b in plan.bookings if b.staff_id == "S2")))
    assert not [found for found in violations(REQUEST, good) if found.startswith("S1")]
    spoilt = replace(plan, bookings=(spoil(GOOD), *good.bookings[1:]))
    assert any(problem in found for found in violations(REQUEST, spoilt))


def test_a_full_day_and_two_people_at_once() -> None:
    full = replace(REQUEST, window=replace(REQUEST.window, sessions_a_day=2))
    plan = best_cost(full)
    assert violations(full, plan) == []
    crowded = replace(GOOD, day=date(2020, 5, 7), start=time(12), end=time(13, 30))
    others = tuple(b for b in plan.bookings if b.staff_id == "S2")
    found = violations(full, replace(plan, bookings=(crowded, *others)))
    assert found == ["M1 on 2020-05-07: more sessions than a day holds"]
    [other] = others
    same_time = replace(GOOD, day=other.day, start=other.start, end=other.end)
    found = violations(full, replace(plan, bookings=(same_time, other)))
    assert found == [f"M1 on {other.day}: booked twice at once"]


def test_a_week_is_not_made_up_for_by_two_in_the_one_before() -> None:
    weeks = [(date(2020, 5, 11), date(2020, 5, 17)), (date(2020, 5, 18), date(2020, 5, 24))]
    request = county(*[need(first_day=first, last_day=last, monthly=False) for first, last in weeks])
    plan = best_cost(request)
    twice = replace(plan, bookings=(GOOD, replace(GOOD, day=date(2020, 5, 14))))
    assert violations(request, twice) == ["S1 on 2020-05-14: nobody asked for this session"]


def test_somebody_forgotten_is_found() -> None:
    plan = best_cost(REQUEST)
    assert violations(REQUEST, replace(plan, bookings=plan.bookings[1:])) != []


def test_a_need_that_is_blocked_may_not_be_booked() -> None:
    blocked: MonthRequest = county(need(blocked=Cause.OTHER_DISCIPLINE))
    plan = replace(best_cost(blocked), bookings=(GOOD,), unplaced=())
    assert violations(blocked, plan) == ["S1 on 2020-05-13: nobody asked for this session"]

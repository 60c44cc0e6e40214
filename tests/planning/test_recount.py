"""The check counts every cost again and finds each kind of broken promise when one is put into a proven plan."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest

from domain.supervision.causes import Cause
from planning.month.check import violations
from planning.month.model import Booking, MonthPlan, MonthRequest, Standing
from planning.month.optimal import solve
from planning.month.weights import Term
from tests.planning.counties import FIRST, LAST, county, diary, need


def at(staff_id: str, day: int, start: time, end: time, supervisor_id: str = "M1") -> Booking:
    return Booking(staff_id, supervisor_id, "professional", date(2020, 5, day), start, end)


FIXED, STANDS = at("S1", 12, time(9), time(10, 30)), at("S2", 13, time(14), time(15, 30))


def request() -> MonthRequest:
    """S1 is fixed, S2 stands, S3 is free, S4's own supervisor is away all month, S5 has none at all."""
    plain = county(
        need("S1"),
        need("S2", cover=("M2",)),
        need("S3", last_on=date(2020, 4, 15), last_start=time(10), next_possible=date(2020, 6, 22), strain=3),
        need("S4", "M3", cover=("M2",)),
        need("S5", None, blocked=Cause.NO_SUPERVISOR),
        M1=replace(diary(), gives=diary("Mon-Thu 09:00-16:00").pattern, sessions_a_day=2),
        M3=diary("Mon-Fri 09:00-17:00", (FIRST, LAST)),
    )
    standing = (Standing(FIXED, fixed=True), Standing(STANDS, fixed=False))
    return replace(plain, diaries={**plain.diaries, "M2": diary()}, standing=standing, most_moved=0)


def booked(plan: MonthPlan, staff_id: str, new: Booking | None) -> MonthPlan:
    """The plan with somebody's session replaced, and no statement of cost."""
    others = tuple(b for b in plan.bookings if b.staff_id != staff_id)
    return replace(plan, bookings=others if new is None else (*others, new), cost_by_term={})


@pytest.mark.parametrize(
    ("staff_id", "new", "problem"),
    [
        ("S1", at("S1", 12, time(11), time(12, 30)), "a fixed booking was changed"),
        ("S2", None, "a booking that stood was dropped"),
        ("S2", at("S2", 14, time(14), time(15, 30)), "1 bookings were moved, 0 may be"),
        ("S3", at("S3", 15, time(10), time(11, 30)), "outside the supervisor's window"),
        ("S3", at("S3", 20, time(15), time(16, 30)), "outside the supervisor's window"),
        ("S3", at("S3", 20, time(10), time(11, 30), "M2"), "nobody asked for this session"),
        ("S2", at("S2", 20, time(10), time(11, 30), "M2"), "cover, though M1 has time"),
        ("S4", at("S4", 20, time(10), time(11, 30), "M3"), "M3 is unavailable"),
        ("S5", at("S5", 20, time(10), time(11, 30), "M2"), "nobody asked for this session"),
        ("S4", at("S4", 20, time(10), time(11), "M2"), "nobody asked for this session"),
    ],
)
def test_a_broken_promise_is_found(staff_id: str, new: Booking | None, problem: str) -> None:
    plan = solve(request())
    assert violations(request(), plan) == []
    found = violations(request(), booked(plan, staff_id, new))
    assert any(problem in one for one in found), found


def test_a_third_session_on_a_day_that_holds_two_is_found() -> None:
    plan = booked(solve(request()), "S2", at("S2", 12, time(10, 30), time(12)))
    crowded = booked(plan, "S3", at("S3", 12, time(13), time(14, 30)))
    assert "M1 on 2020-05-12: more sessions than a day holds" in violations(request(), crowded)


@pytest.mark.parametrize("term", Term)
def test_a_wrong_cost_is_found_whatever_the_term(term: Term) -> None:
    plan = solve(request())
    wrong = {**plan.cost_by_term, term.value: plan.cost_by_term[term] + 1}
    told = replace(plan, cost_by_term=wrong, cost=plan.cost + 1)
    assert violations(request(), told) == [f"{term} costs {plan.cost_by_term[term]}, not {wrong[term]}"]
    assert violations(request(), replace(plan, cost=plan.cost + 1)) == [
        f"the terms add up to {plan.cost}, not {plan.cost + 1}"
    ]


Spoil = Callable[[MonthRequest], MonthRequest]


def need_of(staff_id: str, **facts: object) -> Spoil:
    def spoil(asked: MonthRequest) -> MonthRequest:
        changed = (
            replace(n, **facts) if n.staff_id == staff_id else n  # type: ignore[arg-type]  # facts by field name
            for n in asked.needs
        )
        return replace(asked, needs=tuple(changed))

    return spoil


@pytest.mark.parametrize(
    ("spoil", "term"),
    [
        (need_of("S3", last_on=date(2020, 3, 11)), Term.OVER_LIMIT),
        (need_of("S3", last_on=date(2020, 4, 6)), Term.INTERVAL),
        (need_of("S3", last_on=date(2020, 4, 16)), Term.WEEKDAY),
        (need_of("S3", last_start=time(16)), Term.START),
        (need_of("S3", next_possible=date(2020, 7, 31)), Term.LOOKAHEAD),
        (need_of("S3", last_on=date(2020, 3, 31), strain=9), Term.WORST_OFF),
        (need_of("S4", cover=("M1", "M2")), Term.COVER),
        (lambda asked: replace(asked, standing=(Standing(replace(STANDS, day=LAST), fixed=False),)), Term.MOVED),
        (lambda asked: replace(asked, ahead={"M1": ((date(2020, 6, 1), 1),)}), Term.LOOKAHEAD),
    ],
)
def test_a_cost_that_the_plan_does_not_know_of_is_found(spoil: Spoil, term: Term) -> None:
    asked = request()
    found = violations(spoil(asked), solve(asked))
    assert any(one.startswith(f"{term} costs") for one in found), found

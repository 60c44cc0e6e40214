"""Supervisor by supervisor, where a proof takes too long: still a plan, with a proven gap."""

from collections.abc import Iterable
from datetime import date, time

import pytest
from hypothesis import given, settings

from planning.cpsat import Budget
from planning.month import optimal
from planning.month.check import violations
from planning.month.decompose import top_down
from planning.month.greedy import finished
from planning.month.model import MonthRequest
from planning.month.parts import by_supervisor, clashing, joined
from planning.month.problem import Candidate, booking, problem
from planning.month.relaxation import Relaxed, by_parts
from tests.planning.counties import counties, county, diary, need, wishes


@settings(max_examples=30, deadline=None)
@given(counties().flatmap(wishes))
def test_from_the_top_down_is_a_plan_and_no_cheaper_than_the_bound(request_: MonthRequest) -> None:
    asked = problem(request_)
    relaxed = by_parts(asked, (), Budget(0), workers=1)
    chosen = top_down(asked, relaxed.alone, (), Budget(10), workers=1)
    needs = {task.number: task.need for task in asked.tasks}
    plan = finished(request_, [booking(needs[one.task], one) for one in chosen])
    assert violations(request_, plan) == []
    assert plan.cost >= optimal.solve(request_).cost


def two_levels() -> MonthRequest:
    """The manager of S1 has one free hour and a half, wanted by both: their own supervisor and S1."""
    only = diary("Tue 09:00-10:30", (date(2020, 5, 1), date(2020, 5, 11)), (date(2020, 5, 13), date(2020, 5, 31)))
    return county(need("S1", "M1"), need("M1", "M2"), M1=only)


def test_wishes_that_clash_are_joined_and_then_proven() -> None:
    asked = problem(two_levels())
    alone = by_supervisor(asked.tasks)
    assert len(alone) == 2
    both = {task.number: task.candidates[0] for task in asked.tasks}
    assert len(clashing(alone, both)) == 1
    plan = optimal.solve(two_levels())
    assert (plan.status, len(plan.bookings), len(plan.unplaced)) == ("optimal", 1, 1)


def test_the_manager_comes_before_those_they_see() -> None:
    asked = problem(two_levels())
    [chosen] = top_down(asked, {}, (), Budget(10), workers=1)
    assert (chosen.staff_id, chosen.start) == ("M1", 9 * 60)


def test_a_plan_without_proof_says_so_and_states_the_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    def unproven(asked: object, start: Iterable[Candidate], budget: Budget, workers: int) -> Relaxed:
        found = by_parts(asked, start, budget, workers)  # type: ignore[arg-type]  # it is the problem
        return Relaxed(found.chosen, False, False, ((found.chosen, 500),), found.alone)

    monkeypatch.setattr(optimal, "by_parts", unproven)
    plan = optimal.solve(two_levels())
    assert plan.status == "best_found"
    assert plan.gap is not None
    assert 0 < plan.gap < 1
    assert plan.bookings[0].start == time(9)


def test_members_that_share_a_key_are_together() -> None:
    assert joined([(3, "ab"), (1, "c"), (2, "bd"), (4, "d")]) == [frozenset({1}), frozenset({2, 3, 4})]


@settings(max_examples=30, deadline=None)
@given(counties().flatmap(wishes))
def test_without_time_the_gap_is_still_proven(request_: MonthRequest) -> None:
    plan, best = optimal.solve(request_, seconds=0), optimal.solve(request_)
    assert plan.gap is not None
    assert plan.cost * (1 - plan.gap) <= best.cost + 1e-6

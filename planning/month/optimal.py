"""The month's plan: proven the cheapest where time allows, else the best that was found."""

from collections.abc import Iterable
from dataclasses import replace

from planning.cpsat import Budget, Status
from planning.month.decompose import top_down
from planning.month.feasible import minutes
from planning.month.greedy import best_cost, finished
from planning.month.matching import matched
from planning.month.model import MonthPlan, MonthRequest, Standing
from planning.month.problem import Candidate, Problem, booking, problem
from planning.month.relaxation import Relaxed, by_parts

FOR_PROOF = 0.85
"""The share of the time after which no further proof is begun."""


def solve(request: MonthRequest, *, seconds: float = 20.0, workers: int = 1) -> MonthPlan:
    """Plan a month in about `seconds`. Status `optimal` with gap 0.0, else `best_found` with the proven gap or None.

    A proven plan is the same whatever the order of rows and the number of workers. Whatever happens there is a plan:
    best cost stands in, and is the answer where nothing better was found in time.
    """
    budget = Budget(seconds)
    greedy = best_cost(request)
    asked = problem(request)
    start = _chosen(asked, greedy)
    relaxed = by_parts(asked, start, Budget(seconds * FOR_PROOF), workers)
    if relaxed.proven:
        return _plan(asked, relaxed.chosen, Status.OPTIMAL.value, 0.0)
    bound = _bound(asked, relaxed)
    plans = [greedy, _completed(_plan(asked, top_down(asked, relaxed.alone, start, budget, workers)), request)]
    if relaxed.possible:
        plans.append(_plan(asked, relaxed.chosen))
    best = min(plans, key=lambda plan: plan.cost)
    return finished(request, best.bookings, Status.BEST_FOUND.value, _gap(best.cost, bound))


def _chosen(asked: Problem, plan: MonthPlan) -> list[Candidate]:
    """The candidates that a plan has booked."""
    pairs, _ = matched((task.need for task in asked.tasks), plan.bookings)
    slots = {need: (b.supervisor_id, b.day, minutes(b.start), minutes(b.end)) for need, b in pairs}
    return [c for task in asked.tasks for c in task.candidates if c.slot == slots.get(task.need)]


def _plan(
    asked: Problem, chosen: Iterable[Candidate], status: str = Status.BEST_FOUND.value, gap: float | None = None
) -> MonthPlan:
    needs = {task.number: task.need for task in asked.tasks}
    return finished(asked.request, [booking(needs[one.task], one) for one in chosen], status, gap)


def _completed(plan: MonthPlan, request: MonthRequest) -> MonthPlan:
    """The plan, and at their cheapest start whoever was left out although they have one."""
    pinned = tuple(Standing(booking, fixed=True) for booking in plan.bookings)
    return finished(request, best_cost(replace(request, standing=pinned)).bookings)


def _bound(asked: Problem, relaxed: Relaxed) -> int | None:
    """What no plan can cost less than: the parts alone, with nobody else in their way."""
    bounds = [_plan(asked, chosen).cost - slack for chosen, slack in relaxed.lower]
    return max(bounds, default=None)


def _gap(cost: int, bound: int | None) -> float | None:
    if bound is None:
        return None
    return max(0.0, (cost - bound) / cost) if cost > 0 else 0.0

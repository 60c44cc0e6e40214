"""A term's template with proof: the cheapest, and of all that cost the same always the same one."""

from dataclasses import replace

from ortools.sat.python import cp_model

from planning.cpsat import solver
from planning.group.assemble import BEST_FOUND, OPTIMAL, assemble
from planning.group.board import Board
from planning.group.greedy import choose, needed
from planning.group.model import GroupPlan, GroupRequest, GroupSlot
from planning.group.template import Template

Choice = tuple[dict[str, GroupSlot], set[tuple[str, str]]]


def solve(request: GroupRequest, *, seconds: float = 20.0, workers: int = 1) -> GroupPlan:
    """The best template found within `seconds`. `optimal` only when no schedule costs less and no other is its equal:
    then the order of rows and the number of workers make no difference."""
    board = Board(request)
    template = Template(board)
    choice = choose(board)
    template.hint(*choice)
    template.model.minimize(template.cost)
    first = solver(seconds, workers, presolve=True)
    status = first.solve(template.model)
    if status == cp_model.UNKNOWN:
        return assemble(board, *choice)
    assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE), "a team may always be left out: the model is wrong"
    if status != cp_model.OPTIMAL:
        return _best_found(board, (choice, _chosen(template, first)), first.best_objective_bound)
    choice = _chosen(template, first)
    return _settle(template, choice, round(first.objective_value), seconds - first.wall_time, workers)


def _best_found(board: Board, choices: tuple[Choice, Choice], bound: float) -> GroupPlan:
    """The cheaper of two, the first of equals, with its distance from what was proven."""
    plan = min((assemble(board, *choice) for choice in choices), key=lambda plan: plan.cost)
    return replace(plan, gap=max(0.0, plan.cost - bound) / max(1, plan.cost))


def _settle(template: Template, choice: Choice, cost: int, seconds: float, workers: int) -> GroupPlan:
    """One of the schedules that cost the least, whichever of them was found first."""
    template.model.add(template.cost <= cost)
    template.hint(*choice)
    template.model.minimize(template.tie_break())
    second = solver(max(seconds, 0.1), workers, presolve=True)
    status = second.solve(template.model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        choice = _chosen(template, second)
    return assemble(template.board, *choice, status=OPTIMAL if status == cp_model.OPTIMAL else BEST_FOUND, gap=0.0)


def _chosen(template: Template, solver: cp_model.CpSolver) -> Choice:
    chosen = {
        code: slot
        for code, found in template.slots.items()
        for slot, variable in found.items()
        if solver.value(variable)
    }
    excused = {key for key, variable in template.excused.items() if solver.value(variable)}
    return chosen, needed(template.board, chosen, excused)

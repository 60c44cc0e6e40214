"""Leaving out candidates that no cheapest plan can hold, so that the solver has less to look at.

A plan that is known (`start`) costs a part so much; no plan costs it less than everybody's cheapest candidate and the
fewest days, weeks and burden. A candidate dearer than its person's cheapest by more than the difference cannot pay.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import ceil

from planning.month.problem import Candidate, Problem, Task, booking
from planning.month.totals import of_supervisors, week
from planning.month.weights import WEIGHTS, Term

UNPLACED = WEIGHTS[Term.UNPLACED]


def pruned(problem: Problem, tasks: Sequence[Task], start: Sequence[Candidate]) -> list[Task]:
    """The same tasks without what cannot pay. Equally cheap candidates all stay: the lots choose between them."""
    spare = at_most_cheaper(problem, tasks, start)
    if spare is None:
        return list(tasks)
    placed = {candidate.task: candidate for candidate in start}
    return [replace(task, candidates=_paying(task, placed.get(task.number), spare)) for task in tasks]


def at_most_cheaper(problem: Problem, tasks: Sequence[Task], start: Iterable[Candidate]) -> int | None:
    """By how much any plan can be cheaper than `start`; None where `start` leaves out a booking that stands."""
    placed = {candidate.task: candidate for candidate in start}
    if any(task.standing and task.number not in placed for task in tasks):
        return None
    return _known(problem, tasks, placed) - _least(problem, tasks)


def _paying(task: Task, placed: Candidate | None, spare: int) -> tuple[Candidate, ...]:
    most = _cheapest(task) + spare
    return tuple(one for one in task.candidates if one.price <= most or one is placed)


def _cheapest(task: Task) -> int:
    return min(UNPLACED, *(one.price for one in task.candidates), UNPLACED)


def _known(problem: Problem, tasks: Sequence[Task], placed: Mapping[int, Candidate]) -> int:
    """What `start` costs these tasks."""
    pairs = [(t.need, booking(t.need, placed[t.number])) for t in tasks if t.number in placed]
    alone = sum(placed[t.number].price if t.number in placed else UNPLACED for t in tasks)
    return alone + sum(paid for _, paid in of_supervisors(problem.request, problem.board.given, pairs))


def _least(problem: Problem, tasks: Sequence[Task]) -> int:
    """What no plan can go below. Supervisors who give sessions already, or may be cover, count for nothing here."""
    total = sum(_cheapest(task) for task in tasks)
    own: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        supervisors = {candidate.supervisor_id for candidate in task.candidates}
        if len(supervisors) == 1:
            own[supervisors.pop()].append(task)
    busy = {supervisor_id for supervisor_id, _ in problem.board.given}
    return total + sum(_alone(problem, who, theirs) for who, theirs in own.items() if who not in busy)


def _alone(problem: Problem, supervisor_id: str, theirs: list[Task]) -> int:
    candidates = [candidate for task in theirs for candidate in task.candidates]
    rooms = [problem.board.room(supervisor_id, candidate.day) for candidate in candidates]
    weeks = {week(candidate.day) for candidate in candidates}
    worst = max(min(candidate.burden for candidate in task.candidates) for task in theirs)
    return (
        WEIGHTS[Term.DAYS_USED] * ceil(len(theirs) / max(rooms))
        + WEIGHTS[Term.PEAK_WEEK] * ceil(len(theirs) / len(weeks))
        + WEIGHTS[Term.WORST_OFF] * worst
    )

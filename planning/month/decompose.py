"""Supervisor by supervisor, from the top of the hierarchy down: what is left when a proof takes too long.

Managers' own sessions come before those that they give, and nobody is offered a time that is taken.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from planning.cpsat import Budget
from planning.month.feasible import stretch
from planning.month.parts import Part, by_supervisor
from planning.month.problem import Candidate, Problem, Task
from planning.month.search import Found, search

Diary = dict[tuple[str, date], int]


def top_down(
    asked: Problem, alone: Mapping[Part, Found], start: Iterable[Candidate], budget: Budget, workers: int
) -> tuple[Candidate, ...]:
    """Each supervisor's best, given what those above them have: what they would have alone, where that is free.

    Bookings that stand stay; `start` fills in where time is short.
    """
    taken: Diary = {}
    tasks = {task.number: _locked(task) for task in asked.tasks}
    for task in tasks.values():
        if task.standing:
            _take(taken, task.candidates[0])
    parts = sorted(by_supervisor(asked.tasks), key=lambda part: (_depth(asked, part), min(part)))
    chosen: list[Candidate] = []
    for number, part in enumerate(parts):
        own = [_left(tasks[one], taken) for one in sorted(part)]
        found = _unhindered(own, alone[part]) if part in alone else None
        if found is None:
            seconds = budget.left / (len(parts) - number)
            found = _part(asked, [task for task in own if task.candidates], start, seconds, workers)
        for candidate in found:
            _take(taken, candidate)
        chosen.extend(found)
    return tuple(chosen)


def _unhindered(own: Sequence[Task], alone: Found) -> tuple[Candidate, ...] | None:
    left = {candidate for task in own for candidate in task.candidates}
    return alone.chosen if left.issuperset(alone.chosen) else None


def _part(
    asked: Problem, own: Sequence[Task], start: Iterable[Candidate], seconds: float, workers: int
) -> tuple[Candidate, ...]:
    found = search(asked, own, start, seconds=seconds, workers=workers) if own else None
    if found is not None:
        return found.chosen
    left = {candidate for task in own for candidate in task.candidates}
    return tuple(candidate for candidate in start if candidate in left)


def _locked(task: Task) -> Task:
    return replace(task, candidates=task.candidates[:1]) if task.standing else task


def _left(task: Task, taken: Diary) -> Task:
    if task.standing:
        return task
    return replace(task, candidates=tuple(c for c in task.candidates if not _clashes(c, taken)))


def _clashes(candidate: Candidate, taken: Diary) -> bool:
    span = stretch(candidate.start, candidate.end)
    both = candidate.staff_id, candidate.supervisor_id
    return any(taken.get((staff_id, candidate.day), 0) & span for staff_id in both)


def _take(taken: Diary, candidate: Candidate) -> None:
    for staff_id in (candidate.staff_id, candidate.supervisor_id):
        key = staff_id, candidate.day
        taken[key] = taken.get(key, 0) | stretch(candidate.start, candidate.end)


def _depth(asked: Problem, part: Part) -> int:
    """How many supervisors the part's own one has above them."""
    above = {task.need.staff_id: task.candidates[0].supervisor_id for task in asked.tasks}
    heads = {task.candidates[0].supervisor_id for task in asked.tasks if task.number in part}
    return min(_height(above, staff_id) for staff_id in heads)


def _height(above: dict[str, str], staff_id: str) -> int:
    seen = {staff_id}
    while above.get(staff_id, staff_id) not in seen:
        staff_id = above[staff_id]
        seen.add(staff_id)
    return len(seen)

"""One part of a month, solved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planning.cpsat import Status, minimise
from planning.month.formulation import formulate, hint
from planning.month.problem import Candidate, Problem, Task
from planning.month.pruning import pruned


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a part. `slack` is by how much a better solution may be cheaper, None if nothing is known."""

    chosen: tuple[Candidate, ...]
    slack: int | None

    @property
    def proven(self) -> bool:
        return self.slack == 0


def search(
    problem: Problem,
    tasks: Sequence[Task],
    start: Iterable[Candidate],
    *,
    seconds: float,
    workers: int,
    most_moved: int | None = None,
) -> Found | None:
    """The cheapest bookings for these tasks, whatever all others do. None when the time was too short for any."""
    if all(task.standing and len(task.candidates) == 1 for task in tasks):
        return Found(tuple(candidate for task in tasks for candidate in task.candidates), 0)
    if seconds <= 0:
        return None
    start = tuple(start)
    paying = tasks if most_moved is not None else pruned(problem, tasks, start)
    sheet = formulate(problem, paying, most_moved)
    hint(sheet, start)
    answer = minimise(sheet.model, seconds=seconds, workers=workers)
    if answer.value is None:
        return None
    chosen = tuple(candidate for candidate, literal in sheet.options if answer.on(literal))
    if answer.status is Status.OPTIMAL:
        return Found(chosen, 0)
    slack = answer.value // sheet.scale - max(0, int(answer.bound)) // sheet.scale
    return Found(chosen, max(1, slack))

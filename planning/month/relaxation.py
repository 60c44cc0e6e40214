"""Proof by parts.

Supervisors depend on each other only through people who give sessions and have their own. So each supervisor with their
people is solved alone first, as if nobody else were in the way: together that is a bound which no plan can beat. Where
two parts want one person at the same time they are joined and solved again, until nothing clashes: then the bound is
reached and the plan is optimal. Each part has only one answer (see `formulate`), and so has the whole, whatever was
joined on the way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planning.cpsat import Budget
from planning.month.parts import Part, by_supervisor, clashing
from planning.month.problem import Candidate, Problem, Task
from planning.month.search import Found, search

LARGEST = 150
"""A part with more undecided people than this is not solved as one."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """`possible`: nothing clashes, so it is a plan. `slack` is how far its cost is over a bound; None is unknown."""

    chosen: tuple[Candidate, ...]
    slack: int | None
    possible: bool

    @property
    def proven(self) -> bool:
        return self.possible and self.slack == 0


def by_parts(asked: Problem, start: Iterable[Candidate], budget: Budget, workers: int) -> Relaxed:
    """Solve and join parts until nothing clashes, a part is too large or the time is over."""
    tasks = {task.number: task for task in asked.tasks}
    known: dict[Part, Found] = {}
    parts, solved = by_supervisor(asked.tasks), list[Part]()
    while True:
        for part in parts:
            if part not in known:
                own = [tasks[number] for number in sorted(part)]
                found = _solved(asked, own, start, budget, workers)
                if found is None:
                    return Relaxed((), None, possible=False) if not solved else _relaxed(known, solved, possible=False)
                known[part] = found
        solved = parts
        parts = clashing(solved, {c.task: c for part in solved for c in known[part].chosen})
        if parts == solved:
            return _within_moves(asked, _relaxed(known, solved, possible=True), start, budget, workers)


def _solved(
    asked: Problem, own: Sequence[Task], start: Iterable[Candidate], budget: Budget, workers: int
) -> Found | None:
    if sum(len(task.candidates) > 1 for task in own) > LARGEST:
        return None
    return search(asked, own, start, seconds=budget.left, workers=workers)


def _relaxed(known: dict[Part, Found], solved: list[Part], *, possible: bool) -> Relaxed:
    found = [known[part] for part in solved]
    slack = [one.slack for one in found if one.slack is not None]
    chosen = tuple(candidate for one in found for candidate in one.chosen)
    return Relaxed(chosen, sum(slack) if len(slack) == len(found) == len(solved) else None, possible)


def _within_moves(
    asked: Problem, relaxed: Relaxed, start: Iterable[Candidate], budget: Budget, workers: int
) -> Relaxed:
    """Where more bookings would move than may, everything is one part: what one supervisor moves another cannot."""
    most = asked.request.most_moved
    standing = {task.number for task in asked.tasks if task.standing}
    moved = sum(candidate.task in standing and not candidate.stays for candidate in relaxed.chosen)
    if most is None or moved <= most:
        return relaxed
    found = search(asked, asked.tasks, start, seconds=budget.left, workers=workers, most_moved=most)
    if found is None:
        return Relaxed(relaxed.chosen, relaxed.slack, possible=False)
    return Relaxed(found.chosen, found.slack, possible=True)

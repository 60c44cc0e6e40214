"""Proof by parts.

Supervisors depend on each other only through people who give sessions and have their own. So each supervisor with their
people is solved alone first, as if nobody else were in the way: together that is a bound which no plan can beat. Where
two parts want one person at the same time they are joined and solved again, until nothing clashes: then the bound is
reached and the plan is optimal. Each part has only one answer (see `formulate`), and so has the whole, whatever was
joined on the way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planning.cpsat import Budget
from planning.month.parts import Part, by_supervisor, clashing
from planning.month.problem import Candidate, Problem, Task
from planning.month.pruning import at_most_cheaper
from planning.month.search import Found, search

LARGEST = 150
"""A part with more undecided people than this is not solved as one."""

SHARES = 6
"""How many times its share of the time a part gets at first: most need far less than theirs."""

HARD = 0.9
"""The share of the time left that one more try at a part may take."""

Lower = tuple[tuple[Candidate, ...], int]
"""Bookings that may clash, and by how much they are dearer than what no plan can go below."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """`possible`: nothing clashes, so it is a plan; `optimal`: and each part is proven.

    `alone` is what each supervisor would have with nobody in the way.
    """

    chosen: tuple[Candidate, ...]
    possible: bool
    optimal: bool
    lower: tuple[Lower, ...]
    alone: Mapping[Part, Found]

    @property
    def proven(self) -> bool:
        return self.possible and self.optimal


@dataclass(slots=True)
class Search:
    """The parts as they are joined, and what is known of each."""

    asked: Problem
    start: tuple[Candidate, ...]
    budget: Budget
    workers: int
    parts: list[Part]
    known: dict[Part, Found] = field(default_factory=dict)
    tried: set[Part] = field(default_factory=set)

    def solve(self, part: Part, seconds: float) -> None:
        tasks = [task for task in self.asked.tasks if task.number in part]
        large = sum(len(task.candidates) > 1 for task in tasks) > LARGEST
        left = 0.0 if large else min(seconds, self.budget.left)
        found = search(self.asked, tasks, self.start, seconds=left, workers=self.workers)
        self.known[part] = found or self._unsolved(part, tasks)

    def _unsolved(self, part: Part, tasks: Sequence[Task]) -> Found:
        own = tuple(one for one in self.start if one.task in part)
        return Found(own, at_most_cheaper(self.asked, tasks, own))

    def solve_new(self) -> None:
        """A hard part gets some multiple of its share of the time, so that it does not keep all others waiting."""
        new = [part for part in self.parts if part not in self.known]
        for number, part in enumerate(new):
            self.solve(part, SHARES * self.budget.left / (len(new) - number))

    def solve_hard(self) -> bool:
        """Take most of the time that is left for what is not proven yet, before anything is joined because of it.

        False when all of it has been tried.
        """
        hard = [part for part in self.parts if not self.known[part].proven and part not in self.tried]
        for part in hard:
            self.tried.add(part)
            self.solve(part, HARD * self.budget.left)
        return bool(hard)

    def joined(self) -> list[Part]:
        return clashing(self.parts, {candidate.task: candidate for candidate in self.chosen()})

    def chosen(self) -> tuple[Candidate, ...]:
        return tuple(candidate for part in self.parts for candidate in self.known[part].chosen)

    @property
    def proven(self) -> bool:
        return all(self.known[part].proven for part in self.parts)

    def lower(self) -> Lower | None:
        slack = [self.known[part].slack for part in self.parts]
        known = [one for one in slack if one is not None]
        return (self.chosen(), sum(known)) if len(known) == len(slack) else None


def by_parts(asked: Problem, start: Iterable[Candidate], budget: Budget, workers: int) -> Relaxed:
    """Solve and join parts until nothing clashes and all is proven, or the time is over."""
    state = Search(asked, tuple(start), budget, workers, by_supervisor(asked.tasks))
    state.solve_new()
    alone, lower = dict(state.known), [state.lower()]
    while budget.left > 0:
        joined = state.joined()
        if not state.solve_hard():
            if joined == state.parts:
                break
            state.parts = joined
            state.solve_new()
        lower.append(state.lower())
    known = tuple(one for one in lower if one is not None)
    found = Relaxed(state.chosen(), state.joined() == state.parts, state.proven, known, alone)
    return _within_moves(state, found)


def _within_moves(state: Search, relaxed: Relaxed) -> Relaxed:
    """Where more bookings would move than may, everything is one part: what one supervisor moves another cannot."""
    asked = state.asked
    standing = {task.number for task in asked.tasks if task.standing}
    moved = sum(candidate.task in standing and not candidate.stays for candidate in relaxed.chosen)
    if asked.request.most_moved is None or moved <= asked.request.most_moved:
        return relaxed
    found = search(
        asked,
        asked.tasks,
        state.start,
        seconds=state.budget.left,
        workers=state.workers,
        most_moved=asked.request.most_moved,
    )
    if found is None or found.slack is None:
        return replace(relaxed, possible=False)
    return Relaxed(found.chosen, True, found.proven, (*relaxed.lower, (found.chosen, found.slack)), relaxed.alone)

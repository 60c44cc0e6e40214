"""A part of a month as a model for the solver: one literal for each possible booking, one for staying unplaced."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ortools.sat.python import cp_model

from planning.month.problem import Candidate, Problem, Task, lot
from planning.month.supervising import supervising
from planning.month.weights import WEIGHTS, Term

Literal = cp_model.IntVar
Option = tuple[Candidate, Literal]

LOT_BITS = 20


@dataclass(slots=True)
class Sheet:
    """The model while it is written. `costs` are its objective in the plan's own money."""

    problem: Problem
    tasks: Sequence[Task]
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    options: list[Option] = field(default_factory=list)
    costs: list[tuple[Literal, int]] = field(default_factory=list)
    scale: int = 1

    def charge(self, literal: Literal, paid: int) -> None:
        if paid:
            self.costs.append((literal, paid))


def formulate(problem: Problem, tasks: Sequence[Task], most_moved: int | None = None) -> Sheet:
    """The objective is the cost times `scale`, plus the lots, which together are less than `scale`.

    So the cheapest plan is found, and of equally cheap ones the one with the lowest lots: there is only one answer.
    """
    sheet = Sheet(problem, tasks)
    for task in tasks:
        _place(sheet, task)
    _one_at_a_time(sheet)
    for supervisor_id, options in _by_supervisor(sheet.options).items():
        supervising(sheet, supervisor_id, options)
    if most_moved is not None:
        stays = [literal for candidate, literal in sheet.options if candidate.stays]
        sheet.model.add(sum(stays) >= len(stays) - most_moved)
    needs = {task.number: task.need for task in tasks}
    lots = [(literal, lot(needs[candidate.task], candidate, LOT_BITS)) for candidate, literal in sheet.options]
    sheet.scale = len(tasks) << LOT_BITS
    priced = [(literal, paid * sheet.scale) for literal, paid in sheet.costs]
    terms = [*priced, *lots]
    sheet.model.minimize(cp_model.LinearExpr.weighted_sum([t for t, _ in terms], [w for _, w in terms]))
    return sheet


def hint(sheet: Sheet, chosen: Iterable[Candidate]) -> None:
    """A plan to start from."""
    wanted = set(chosen)
    for candidate, literal in sheet.options:
        sheet.model.add_hint(literal, candidate in wanted)


def _place(sheet: Sheet, task: Task) -> None:
    """Exactly one booking, or none; never none for a booking that stands."""
    literals = [sheet.model.new_bool_var("") for _ in task.candidates]
    sheet.options.extend(zip(task.candidates, literals, strict=True))
    for candidate, literal in zip(task.candidates, literals, strict=True):
        sheet.charge(literal, candidate.price)
    if not task.standing:
        unplaced = sheet.model.new_bool_var("")
        sheet.charge(unplaced, WEIGHTS[Term.UNPLACED])
        literals.append(unplaced)
    sheet.model.add_exactly_one(literals)


def _one_at_a_time(sheet: Sheet) -> None:
    """Everybody is in one session at a time, in whichever role. It is enough to look at the starts of sessions."""
    diary: dict[tuple[str, date], list[Option]] = defaultdict(list)
    for candidate, literal in sheet.options:
        diary[candidate.staff_id, candidate.day].append((candidate, literal))
        diary[candidate.supervisor_id, candidate.day].append((candidate, literal))
    for options in diary.values():
        for clique in _cliques(options):
            sheet.model.add_at_most_one(literal for _, literal in clique)


def _cliques(options: list[Option]) -> Iterator[list[Option]]:
    """Options that all take the same minute; those of one task only are exclusive already."""
    if len({candidate.task for candidate, _ in options}) == 1:
        return
    for at in sorted({candidate.start for candidate, _ in options}):
        here = [option for option in options if option[0].start <= at < option[0].end]
        if len({candidate.task for candidate, _ in here}) > 1:
            yield here


def _by_supervisor(options: Iterable[Option]) -> Mapping[str, list[Option]]:
    found: dict[str, list[Option]] = defaultdict(list)
    for option in options:
        found[option[0].supervisor_id].append(option)
    return found

"""What concerns a supervisor as a whole, for the model: daily cap, days, blocks, weeks, the worst-off, next month."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from planning.month.totals import blocks, week, weekly
from planning.month.weights import WEIGHTS, Term

if TYPE_CHECKING:
    from planning.month.formulation import Literal, Option, Sheet

MANY = 1000


def supervising(sheet: "Sheet", supervisor_id: str, options: "list[Option]") -> None:
    days: dict[date, list[Option]] = defaultdict(list)
    for option in options:
        days[option[0].day].append(option)
    for day, here in days.items():
        _day(sheet, supervisor_id, day, here)
    _weeks(sheet, supervisor_id, options)
    _worst_off(sheet, options)
    _ahead(sheet, supervisor_id, options)


def _day(sheet: "Sheet", supervisor_id: str, day: date, here: "list[Option]") -> None:
    """A day has as many blocks as sessions less the places where two touch."""
    old = blocks(sheet.problem.board.given.get((supervisor_id, day), []))
    room = sheet.problem.board.room(supervisor_id, day)
    by_task: dict[int, list[Literal]] = defaultdict(list)
    for candidate, literal in here:
        by_task[candidate.task].append(literal)
        sheet.charge(literal, WEIGHTS[Term.APART])
    if len(by_task) > room:
        sheet.model.add(sum(literal for _, literal in here) <= room)
    first = WEIGHTS[Term.APART] * (len(old) - 1) + (0 if old else WEIGHTS[Term.DAYS_USED])
    if first:
        used = sheet.model.new_bool_var("")
        sheet.charge(used, first)
        for literals in by_task.values():
            sheet.model.add(sum(literals) <= used)
    _touching(sheet, here, old)


def _touching(sheet: "Sheet", here: "list[Option]", old: list[tuple[int, int]]) -> None:
    ends: dict[int, list[Literal]] = defaultdict(list)
    starts: dict[int, list[Literal]] = defaultdict(list)
    for candidate, literal in here:
        ends[candidate.end].append(literal)
        starts[candidate.start].append(literal)
    old_starts, old_ends = {start for start, _ in old}, {end for _, end in old}
    for at in sorted(ends.keys() | starts.keys()):
        if at in old_ends or at in old_starts:
            # One side stands already: whoever comes beside it touches.
            for literal in (*(starts[at] if at in old_ends else ()), *(ends[at] if at in old_starts else ())):
                sheet.charge(literal, -WEIGHTS[Term.APART])
        elif ends[at] and starts[at]:
            touch = sheet.model.new_bool_var("")
            sheet.charge(touch, -WEIGHTS[Term.APART])
            sheet.model.add(sum(ends[at]) >= touch)
            sheet.model.add(sum(starts[at]) >= touch)


def _weeks(sheet: "Sheet", supervisor_id: str, options: "Iterable[Option]") -> None:
    before = weekly(supervisor_id, sheet.problem.board.given)
    busiest = max(before.values(), default=0)
    raised = sheet.model.new_int_var(0, MANY, "")
    sheet.charge(raised, WEIGHTS[Term.PEAK_WEEK])
    weeks: dict[date, list[Literal]] = defaultdict(list)
    for candidate, literal in options:
        weeks[week(candidate.day)].append(literal)
    for monday, literals in weeks.items():
        sheet.model.add(sum(literals) + before[monday] - busiest <= raised)


def _worst_off(sheet: "Sheet", options: "Iterable[Option]") -> None:
    felt: dict[int, list[tuple[Literal, int]]] = defaultdict(list)
    for candidate, literal in options:
        if candidate.burden:
            felt[candidate.task].append((literal, candidate.burden))
    if not felt:
        return
    worst = sheet.model.new_int_var(0, max(days for each in felt.values() for _, days in each), "")
    sheet.charge(worst, WEIGHTS[Term.WORST_OFF])
    for each in felt.values():
        sheet.model.add(sum(days * literal for literal, days in each) <= worst)


def _ahead(sheet: "Sheet", supervisor_id: str, options: "Iterable[Option]") -> None:
    """Of those who must be seen again by some day, no more than fit until then."""
    ahead = sheet.problem.request.ahead.get(supervisor_id)
    again = [(candidate.again_by, literal) for candidate, literal in options if candidate.again_by is not None]
    if ahead is None or not again:
        return
    short = sheet.model.new_int_var(0, MANY, "")
    sheet.charge(short, WEIGHTS[Term.LOOKAHEAD])
    for by in sorted({last for last, _ in again}):
        room = sum(fits for day, fits in ahead if day <= by)
        literals = [literal for last, literal in again if last <= by]
        sheet.model.add(sum(literals) - room <= short)

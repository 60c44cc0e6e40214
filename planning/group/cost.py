"""What a template costs: somebody who cannot come first, then a change from the last one, then wishes.

The weight of `ABSENT` is the agreed one, `UNPLACED` is more than any team whose members are all missing, and the small
ones order what is left.
"""

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum

from planning.group.board import Board
from planning.group.model import GroupSlot, TeamNeed, Weeks
from planning.group.slots import same_day, span
from planning.month.cost import FRIDAY, MONDAY, NOON, touches_lunch


class Term(StrEnum):
    UNPLACED = "unplaced"
    ABSENT = "absent"
    CHANGE = "change"
    PREFERRED = "preferred"
    LUNCH = "lunch"
    FRIDAY_AFTERNOON = "friday_afternoon"
    TRAVEL_DAY = "travel_day"
    MONDAY = "monday"


WEIGHTS: Mapping[Term, int] = {
    Term.UNPLACED: 20_000,
    Term.ABSENT: 100,
    Term.CHANGE: 30,  # another day or week; another time of the day is half of it, and 1 for each half hour
    Term.PREFERRED: 10,
    Term.LUNCH: 5,
    Term.FRIDAY_AFTERNOON: 4,
    Term.TRAVEL_DAY: 3,  # one person's two meetings on one day in different offices
    Term.MONDAY: 2,
}

Charge = tuple[Term, int]


def of_slot(need: TeamNeed, slot: GroupSlot) -> Iterator[Charge]:
    """What a team pays for its slot, whoever can come."""
    start, end = span(slot)
    if slot.weekday == MONDAY:
        yield Term.MONDAY, WEIGHTS[Term.MONDAY]
    if slot.weekday == FRIDAY and end > NOON:
        yield Term.FRIDAY_AFTERNOON, WEIGHTS[Term.FRIDAY_AFTERNOON]
    if touches_lunch(start, end):
        yield Term.LUNCH, WEIGHTS[Term.LUNCH]
    if need.preferred and slot.weekday not in need.preferred:
        yield Term.PREFERRED, WEIGHTS[Term.PREFERRED]
    if need.last is not None:
        yield Term.CHANGE, _change(need.last, slot)


def _change(last: GroupSlot, slot: GroupSlot) -> int:
    """A team that becomes weekly or fortnightly pays for another day or time only."""
    other_week = last.weeks is not slot.weeks and Weeks.EVERY not in (last.weeks, slot.weeks)
    if other_week or last.weekday != slot.weekday:
        return WEIGHTS[Term.CHANGE]
    moved = abs(span(last)[0] - span(slot)[0])
    return min(WEIGHTS[Term.CHANGE], WEIGHTS[Term.CHANGE] // 2 + moved // 30) if moved else 0


def price(board: Board, code: str, slot: GroupSlot) -> int:
    """What a team's slot costs with everybody who cannot come to it, other teams left out of account."""
    wishes = sum(paid for _, paid in of_slot(board.needs[code], slot))
    return wishes + WEIGHTS[Term.ABSENT] * len(board.options[code][slot])


def by_term(board: Board, chosen: Mapping[str, GroupSlot], excused: Collection[tuple[str, str]]) -> dict[Term, int]:
    """What a finished template costs. `excused` are (staff id, team) who go to another team's meeting instead.

    A team that had no possible slot costs nothing, and nor does somebody who is away all term.
    """
    total = dict.fromkeys(Term, 0)
    total[Term.UNPLACED] = WEIGHTS[Term.UNPLACED] * sum(code not in chosen for code in board.options)
    missing = {(staff_id, code) for code, slot in chosen.items() for staff_id in board.options[code][slot]}
    missing |= set(excused)
    total[Term.ABSENT] = WEIGHTS[Term.ABSENT] * len(missing)
    for code, slot in chosen.items():
        for term, paid in of_slot(board.needs[code], slot):
            total[term] += paid
    total[Term.TRAVEL_DAY] = WEIGHTS[Term.TRAVEL_DAY] * _travel_days(board, chosen, missing)
    return total


def _travel_days(board: Board, chosen: Mapping[str, GroupSlot], missing: Collection[tuple[str, str]]) -> int:
    return sum(
        (staff_id, one) not in missing and (staff_id, other) not in missing
        for one, other, people in board.pairs()
        if one in chosen and other in chosen and board.travel(one, other) and same_day(chosen[one], chosen[other])
        for staff_id in people
    )

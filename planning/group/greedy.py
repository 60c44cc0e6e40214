"""A template that always answers: the teams with the fewest slots first, each at its cheapest."""

from collections.abc import Mapping

from planning.group.assemble import assemble
from planning.group.board import Board
from planning.group.cost import WEIGHTS, Term, price
from planning.group.model import GroupPlan, GroupRequest, GroupSlot
from planning.group.slots import clash, same_day

Excused = set[tuple[str, str]]


def best_cost(request: GroupRequest) -> GroupPlan:
    """A plan without a solver. Somebody needed by two teams at once goes to the one that was placed first."""
    board = Board(request)
    chosen, excused = choose(board)
    return assemble(board, chosen, excused)


def choose(board: Board) -> tuple[dict[str, GroupSlot], Excused]:
    """Each team's slot, and the (staff id, team) who are needed elsewhere at that time."""
    chosen: dict[str, GroupSlot] = {}
    excused: Excused = set()
    fixed_first = sorted(board.options, key=lambda code: (len(board.options[code]), code))
    for code in fixed_first:
        best: tuple[int, int, Excused] | None = None
        slots = list(board.options[code])
        for rank, slot in enumerate(slots):
            found = _beside(board, chosen, excused, code, slot)
            if found is not None and (best is None or (found[0], rank) < best[:2]):
                best = found[0], rank, found[1]
        if best is not None:
            chosen[code] = slots[best[1]]
            excused |= best[2]
    return chosen, excused


def _beside(
    board: Board, chosen: Mapping[str, GroupSlot], excused: Excused, code: str, slot: GroupSlot
) -> tuple[int, Excused] | None:
    """What a slot adds to the cost, and who would go elsewhere; None where a chair would have to."""
    paid = price(board, code, slot)
    missing = board.options[code][slot]
    elsewhere: Excused = set()
    for staff_id in board.expected[code]:
        if staff_id in missing:
            continue
        for team in _attended(board, chosen, excused, staff_id):
            if clash(slot, chosen[team], board.travel(code, team)):
                given_up = _given_up(board, staff_id, code, team)
                if given_up is None:
                    return None
                elsewhere.add((staff_id, given_up))
            elif board.travel(code, team) and same_day(slot, chosen[team]):
                paid += WEIGHTS[Term.TRAVEL_DAY]
    return paid + WEIGHTS[Term.ABSENT] * len(elsewhere), elsewhere


def _attended(board: Board, chosen: Mapping[str, GroupSlot], excused: Excused, staff_id: str) -> list[str]:
    return [
        team
        for team in board.teams_of[staff_id]
        if team in chosen and staff_id not in board.options[team][chosen[team]] and (staff_id, team) not in excused
    ]


def _given_up(board: Board, staff_id: str, code: str, placed: str) -> str | None:
    """Which of two meetings at once somebody misses: never one they chair."""
    if not board.chairs(staff_id, code):
        return code
    return None if board.chairs(staff_id, placed) else placed


def needed(board: Board, chosen: Mapping[str, GroupSlot], excused: Excused) -> Excused:
    """`excused` without those whom nothing keeps from coming: what is left when a search stops early."""
    left = set(excused)
    for staff_id, code in sorted(excused):
        others = _attended(board, chosen, left, staff_id)
        if not any(clash(chosen[code], chosen[team], board.travel(code, team)) for team in others):
            left.discard((staff_id, code))
    return left

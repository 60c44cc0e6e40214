"""Turning chosen slots into a plan that names everybody who cannot come, and why."""

from collections.abc import Collection, Mapping

from domain.supervision.causes import Cause
from planning.group.board import Board
from planning.group.cost import by_term
from planning.group.model import Absent, GroupPlan, GroupSlot, NoSlot, TeamSlot

OPTIMAL, BEST_FOUND = "optimal", "best_found"


def assemble(
    board: Board,
    chosen: Mapping[str, GroupSlot],
    excused: Collection[tuple[str, str]],
    *,
    status: str = BEST_FOUND,
    gap: float | None = None,
) -> GroupPlan:
    """Slots and absences in the order of team codes and staff ids."""
    left = [NoSlot(code, Cause.GROUP_SUPERVISION) for code in board.options if code not in chosen]
    costs = by_term(board, chosen, excused)
    return GroupPlan(
        slots=tuple(
            TeamSlot(code, chosen[code], board.needs[code].chair_id, _absent(board, code, chosen[code], excused))
            for code in sorted(chosen)
        ),
        unplaced=tuple(sorted([*board.no_slot.values(), *left], key=lambda none: none.team)),
        status=status,
        gap=gap,
        cost=sum(costs.values()),
        cost_by_term={term.value: paid for term, paid in costs.items()},
    )


def _absent(board: Board, code: str, slot: GroupSlot, excused: Collection[tuple[str, str]]) -> tuple[Absent, ...]:
    found = [*board.away(code)]
    found += [Absent(staff_id, cause) for staff_id, cause in board.options[code][slot].items()]
    found += [Absent(staff_id, Cause.GROUP_SUPERVISION) for staff_id, team in excused if team == code]
    return tuple(sorted(found, key=lambda absent: absent.staff_id))

"""With whom somebody may have their session: their own supervisor, or cover where that is impossible."""

from collections.abc import Iterator
from dataclasses import replace

from planning.month.feasible import Board
from planning.month.model import Need


def asked(board: Board, need: Need) -> list[Need]:
    """The need with each supervisor who has a possible start for it; empty when nobody has.

    Cover is asked only when the need is not open, or when its own supervisor has no possible start at all.
    """
    if need.open and _possible(board, need):
        return [need]
    return [other for other in _covers(need) if _possible(board, other)]


def _covers(need: Need) -> Iterator[Need]:
    for staff_id in dict.fromkeys(need.cover):
        yield replace(need, supervisor_id=staff_id, blocked=None)


def _possible(board: Board, need: Need) -> bool:
    return next(board.starts(need), None) is not None

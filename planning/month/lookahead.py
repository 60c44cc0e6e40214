"""Looking past the month: from which day on the next session would be possible."""

from dataclasses import replace
from datetime import date, timedelta

from planning.month.ahead import room_ahead
from planning.month.feasible import Board
from planning.month.model import MonthRequest, Need


def looking_ahead(request: MonthRequest) -> MonthRequest:
    """The request with each monthly need's `next_possible`, and the room that supervisors have `ahead`.

    The request's holidays and busy times must reach as far as the limit of an interval past the month.
    """
    board = Board(request)
    needs = tuple(replace(need, next_possible=_next(board, need)) for need in request.needs)
    end = max((need.last_day for need in needs), default=request.not_before)
    first, last = end + timedelta(days=1), end + timedelta(days=request.limit_interval)
    return replace(request, needs=needs, ahead=room_ahead(board, needs, first, last))


def _next(board: Board, need: Need) -> date | None:
    if not need.open or not need.monthly:
        return None
    later = (need.last_day + timedelta(days=n) for n in range(1, board.request.limit_interval + 1))
    return next((day for day in later if board.starts_on(need, day)), None)

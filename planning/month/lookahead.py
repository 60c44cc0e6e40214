"""Looking past the month: from which day on the next session would be possible."""

from dataclasses import replace
from datetime import date, timedelta

from planning.month.feasible import Board
from planning.month.model import MonthRequest, Need


def looking_ahead(request: MonthRequest) -> MonthRequest:
    """The request with each monthly need's `next_possible`.

    The request's holidays and busy times must reach as far as the limit of an interval past the month.
    """
    board = Board(request)
    return replace(request, needs=tuple(replace(n, next_possible=_next(board, n)) for n in request.needs))


def _next(board: Board, need: Need) -> date | None:
    if not need.open or not need.monthly:
        return None
    later = (need.last_day + timedelta(days=n) for n in range(1, board.request.limit_interval + 1))
    return next((day for day in later if board.starts_on(need, day)), None)

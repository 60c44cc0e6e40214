"""What this month's plan has to know of the month after: when each person can be seen, and how many fit."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

from planning.month.feasible import Board, grid, runs
from planning.month.model import MonthRequest, Need
from planning.month.openings import asked


def looking_ahead(request: MonthRequest, following: MonthRequest) -> MonthRequest:
    """The request with `next_possible` and `ahead` filled in from the month after.

    Of its needs only those of people who are seen more often than monthly count. Somebody who cannot be
    seen in all of that month is next possible on the day after it.
    """
    board = Board(following)
    first, last = _month(following)
    needs = tuple(_next(board, need, first, last) for need in request.needs)
    until = max((need.last_day for need in request.needs), default=first) + timedelta(days=request.limit_interval)
    return replace(request, needs=needs, ahead=room_ahead(board, needs, first, min(last, until)))


def _month(following: MonthRequest) -> tuple[date, date]:
    first = following.not_before
    return first, (first.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _next(board: Board, need: Need, first: date, last: date) -> Need:
    """With their own supervisor, or with cover where that is impossible in all of the month."""
    if not need.monthly:
        return need
    asking = asked(board, replace(need, first_day=first, last_day=last))
    found = min((next(board.starts(one))[0] for one in asking), default=last + timedelta(days=1))
    return replace(need, next_possible=found)


def room_ahead(
    board: Board, needs: tuple[Need, ...], first: date, last: date
) -> dict[str, tuple[tuple[date, int], ...]]:
    """For each supervisor, how many sessions as long as the longest of their monthly people fit on each day."""
    minutes: dict[str, int] = defaultdict(int)
    for need in needs:
        if (
            need.monthly
            and need.open
            and need.supervisor_id is not None
            and need.supervisor_id in board.request.diaries
        ):
            minutes[need.supervisor_id] = max(minutes[need.supervisor_id], need.minutes)
    dates = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    rooms = {who: {day: _fits(board, who, day, length) for day in dates} for who, length in minutes.items()}
    for need in sorted(board.request.needs, key=lambda one: one.first_day):
        if not need.monthly:
            _keep_for(need, rooms.get(need.supervisor_id or "", {}))
    return {who: tuple((day, fits) for day, fits in found.items() if fits) for who, found in sorted(rooms.items())}


def _keep_for(need: Need, room: dict[date, int]) -> None:
    """Whoever is seen every week or fortnight of the month after needs a place in it too: the last one there is."""
    own = [day for day, fits in room.items() if fits and need.first_day <= day <= need.last_day]
    if own:
        room[own[-1]] -= 1


def _fits(board: Board, supervisor_id: str, day: date, length: int) -> int:
    """Sessions one after the other, each as early as it can be, up to the most that a day holds."""
    starts = runs(board.offered(supervisor_id, day), length) & grid(board.request.window, length)
    count = 0
    while starts:
        count += 1
        first = (starts & -starts).bit_length() - 1
        starts &= -1 << (first + length)
    return max(0, min(count, board.room(supervisor_id, day)))

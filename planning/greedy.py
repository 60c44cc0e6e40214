"""Two plans that always answer: best cost first, and the plain earliest-free baseline."""

from collections import Counter
from collections.abc import Callable, Mapping

from domain.supervision.causes import Cause
from domain.working_pattern import WEEKDAYS
from planning.cost import UNPLACED, cost
from planning.feasible import Board, Slot, clock
from planning.model import Booking, MonthPlan, MonthRequest, Need, Unplaced

BEST_FOUND = "best_found"


def best_cost(request: MonthRequest) -> MonthPlan:
    """People with the fewest possible starts first, each at their cheapest start. Row order does not matter."""
    board = Board(request)
    choices = {need: sum(1 for _ in board.starts(need)) for need in request.needs if _open(need)}
    order = sorted(choices, key=lambda need: (choices[need], *_key(need)))

    def cheapest(need: Need) -> Slot | None:
        return min(board.starts(need), key=lambda slot: (cost(board, need, slot), slot), default=None)

    return _place(board, order, cheapest)


def earliest_free(request: MonthRequest) -> MonthPlan:
    """Staff-id order, first possible start of the month: the baseline that a plan is compared with."""
    board = Board(request)
    order = sorted((need for need in request.needs if _open(need)), key=_key)
    return _place(board, order, lambda need: next(board.starts(need), None))


def _place(board: Board, order: list[Need], choose: Callable[[Need], Slot | None]) -> MonthPlan:
    bookings: list[Booking] = []
    unplaced = [_unplaced(board, need) for need in board.request.needs if not _open(need)]
    total = 0
    for need in order:
        slot = choose(need)
        if slot is None:
            unplaced.append(_unplaced(board, need))
            total += UNPLACED
            continue
        total += cost(board, need, slot)
        board.book(need, slot)
        day, start = slot
        assert need.supervisor_id is not None
        bookings.append(
            Booking(need.staff_id, need.supervisor_id, need.kind, day, clock(start), clock(start + need.minutes))
        )
    return MonthPlan(
        bookings=tuple(sorted(bookings, key=lambda b: (b.day, b.start, b.staff_id))),
        unplaced=tuple(sorted(unplaced, key=lambda u: (u.staff_id, u.kind))),
        status=BEST_FOUND,
        gap=None,
        cost=total,
    )


def _open(need: Need) -> bool:
    return need.blocked is None and need.supervisor_id is not None


def _key(need: Need) -> tuple[str, str, str]:
    return need.staff_id, need.kind, need.first_day.isoformat()


def _unplaced(board: Board, need: Need) -> Unplaced:
    if need.supervisor_id is None or need.blocked is not None:
        cause = need.blocked or Cause.NO_SUPERVISOR
        return Unplaced(need.staff_id, need.kind, need.supervisor_id, cause, need.minutes)
    blocked: Counter[Cause] = Counter()
    for _ in board.starts(need, blocked):
        pass
    # Days that one of the two never works say least; another cause on the days that are left says more.
    others: Mapping[Cause, int] = {
        cause: count for cause, count in blocked.items() if cause is not Cause.WORKING_PATTERN
    }
    ranked = others or blocked
    cause = max(sorted(ranked), key=lambda c: ranked[c]) if ranked else Cause.NOT_IN_SERVICE
    return Unplaced(
        need.staff_id, need.kind, need.supervisor_id, cause, need.minutes, {"days": _shared_days(board, need)}
    )


def _shared_days(board: Board, need: Need) -> list[str]:
    assert need.supervisor_id is not None
    first = board.request.diaries[need.staff_id].pattern
    second = board.request.diaries[need.supervisor_id].pattern
    return [name for n, name in enumerate(WEEKDAYS) if first.days[n] and second.days[n]]

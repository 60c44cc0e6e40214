"""Two plans that always answer: best cost first, and the plain earliest-free baseline."""

from collections.abc import Callable

from planning.month.cost import beside, by_term, of_day, of_start
from planning.month.explain import unplaced
from planning.month.feasible import Board, Slot, clock, days, each
from planning.month.matching import matched
from planning.month.model import Booking, MonthPlan, MonthRequest, Need

BEST_FOUND = "best_found"


def best_cost(request: MonthRequest) -> MonthPlan:
    """People with the fewest possible starts first, each at their cheapest start. Row order does not matter."""
    board = Board(request)
    choices = {
        need: sum(board.starts_on(need, day).bit_count() for day in days(request, need)) for need in _open(request)
    }
    order = sorted(choices, key=lambda need: (choices[need], *_key(need)))
    return _place(board, order, lambda need: cheapest(board, need))


def earliest_free(request: MonthRequest) -> MonthPlan:
    """Staff-id order, first possible start of the month: the baseline that a plan is compared with."""
    board = Board(request)
    return _place(board, sorted(_open(request), key=_key), lambda need: next(board.starts(need), None))


def cheapest(board: Board, need: Need) -> Slot | None:
    """The start that costs least, the earliest of equals; None when there is none."""
    assert need.supervisor_id is not None
    prices = sorted(
        (sum(paid for _, paid in of_day(board.request, need, day)), day) for day in days(board.request, need)
    )
    best: tuple[int, Slot] | None = None
    for price, day in prices:
        if best is not None and price > best[0]:
            break
        others = board.given.get((need.supervisor_id, day), [])
        for start in each(board.starts_on(need, day)):
            paid = price + sum(p for _, p in of_start(need, day, start)) + beside(others, start, start + need.minutes)
            if best is None or (paid, (day, start)) < best:
                best = paid, (day, start)
    return None if best is None else best[1]


def _place(board: Board, order: list[Need], choose: Callable[[Need], Slot | None]) -> MonthPlan:
    made: list[Booking] = []
    for need in order:
        slot = choose(need)
        if slot is None:
            continue
        board.book(need, slot)
        day, start = slot
        assert need.supervisor_id is not None
        end = clock(start + need.minutes)
        made.append(Booking(need.staff_id, need.supervisor_id, need.kind, day, clock(start), end))
    bookings = tuple(sorted(made, key=lambda b: (b.day, b.start, b.staff_id)))
    costs = by_term(board.request, bookings)
    return MonthPlan(
        bookings=bookings,
        unplaced=tuple(unplaced(board.request, bookings, matched(board.request.needs, bookings)[1])),
        status=BEST_FOUND,
        gap=None,
        cost=sum(costs.values()),
        cost_by_term={term.value: paid for term, paid in costs.items()},
    )


def _open(request: MonthRequest) -> list[Need]:
    return [need for need in request.needs if need.open]


def _key(need: Need) -> tuple[str, str, str]:
    return need.staff_id, need.kind, need.first_day.isoformat()

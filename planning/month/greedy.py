"""Two plans that always answer: best cost first, and the plain earliest-free baseline. Neither looks a month ahead."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from planning.month.cost import Term, beside, by_term, of_day, of_start
from planning.month.explain import unplaced
from planning.month.feasible import Board, Slot, clock, days, each, minutes
from planning.month.matching import matched
from planning.month.model import Booking, MonthPlan, MonthRequest, Need
from planning.month.openings import asked
from planning.month.standing import held_by, kept

BEST_FOUND = "best_found"


def best_cost(request: MonthRequest) -> MonthPlan:
    """People with the fewest possible starts first, each at their cheapest start. Row order does not matter.

    A booking that stands and can stay does.
    """
    empty = Board(request)
    asking = {need: asked(empty, need) for need in request.needs}
    choices = {need: sum(_choices(empty, one) for one in asking[need]) for need in request.needs if asking[need]}
    order = sorted(choices, key=lambda need: (choices[need], *_key(need)))
    return _place(request, [(need, asking[need]) for need in order], cheapest)


def earliest_free(request: MonthRequest) -> MonthPlan:
    """Staff-id order, first possible start of the month: the baseline that a plan is compared with."""
    empty = Board(request)
    order = [(need, asked(empty, need)) for need in sorted(request.needs, key=_key)]
    return _place(request, order, lambda board, need: next(board.starts(need), None))


def cheapest(board: Board, need: Need) -> Slot | None:
    """The start that costs least, the earliest of equals; None when there is none."""
    assert need.supervisor_id is not None
    prices = sorted((_price(board.request, need, day), day) for day in days(board.request, need))
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


def _price(request: MonthRequest, need: Need, day: date) -> int:
    return sum(paid for term, paid in of_day(request, need, day) if term is not Term.LOOKAHEAD)


def _choices(board: Board, need: Need) -> int:
    return sum(board.starts_on(need, day).bit_count() for day in days(board.request, need))


def _place(
    request: MonthRequest, order: list[tuple[Need, list[Need]]], choose: Callable[[Board, Need], Slot | None]
) -> MonthPlan:
    board, stay = Board(request), kept(request)
    made = [standing.booking for standing in stay.values()]
    for need, standing in stay.items():
        booking = standing.booking
        board.book(held_by(need, booking), (booking.day, minutes(booking.start)))
    for need, asking in order:
        if need not in stay:
            made.extend(_booked(board, asking, choose))
    return finished(request, made)


def _booked(board: Board, asking: list[Need], choose: Callable[[Board, Need], Slot | None]) -> Iterator[Booking]:
    """With the first of those asked who has a start left."""
    for need in asking:
        slot = choose(board, need)
        if slot is not None:
            assert need.supervisor_id is not None
            board.book(need, slot)
            day, start = slot
            end = clock(start + need.minutes)
            yield Booking(need.staff_id, need.supervisor_id, need.kind, day, clock(start), end)
            return


def finished(
    request: MonthRequest, made: Iterable[Booking], status: str = BEST_FOUND, gap: float | None = None
) -> MonthPlan:
    """A plan with these bookings, whoever is left without one and why, and what it costs."""
    bookings = tuple(sorted(made, key=lambda b: (b.day, b.start, b.staff_id, b.kind)))
    costs = by_term(request, bookings)
    return MonthPlan(
        bookings=bookings,
        unplaced=tuple(unplaced(request, bookings, matched(request.needs, bookings)[1])),
        status=status,
        gap=gap,
        cost=sum(costs.values()),
        cost_by_term={term.value: paid for term, paid in costs.items()},
    )


def _key(need: Need) -> tuple[str, str, str]:
    return need.staff_id, need.kind, need.first_day.isoformat()

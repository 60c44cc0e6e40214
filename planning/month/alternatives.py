"""The best other free times of two people, with everything else left where it is."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time

from planning.month.cost import Term, beside, of_day, of_start
from planning.month.feasible import Board, clock, days, each
from planning.month.locked import locked
from planning.month.matching import matched
from planning.month.model import Booking, MonthRequest, Need, Standing


@dataclass(frozen=True, slots=True)
class Alternative:
    """A time at which both are free, and what it would cost, by term; `cost` is their sum."""

    booking: Booking
    cost: int
    terms: Mapping[str, int] = field(default_factory=dict)


def alternatives(
    request: MonthRequest,
    wanted: Need | Standing,
    count: int = 3,
    avoid: Collection[tuple[date, time]] = (),
) -> tuple[Alternative, ...]:
    """Up to `count` other times for a session, the cheapest first, on different days while there are days enough.

    `request.standing` is what is booked. A standing session's own time and those in `avoid` are not offered.
    """
    bookings = [standing.booking for standing in request.standing]
    if isinstance(wanted, Need):
        return other_times(request, bookings, wanted, count, avoid)
    own = wanted.booking
    need = need_of(request, own)
    if need is None:
        return ()
    return other_times(request, [b for b in bookings if b != own], need, count, {*avoid, (own.day, own.start)})


def other_times(
    request: MonthRequest,
    bookings: Iterable[Booking],
    need: Need,
    count: int,
    avoid: Collection[tuple[date, time]] = (),
) -> tuple[Alternative, ...]:
    """Up to `count` free times for `need` beside these bookings."""
    if not need.open:
        return ()
    board = Board(locked(request, bookings, (need,)))
    found = [a for a in _free(board, need) if (a.booking.day, a.booking.start) not in avoid]
    found.sort(key=lambda a: (a.cost, a.booking.day, a.booking.start))
    first_of_day = list({a.booking.day: a for a in reversed(found)}.values())
    days_apart = sorted(first_of_day, key=found.index)[:count]
    more = [a for a in found if a not in days_apart][: count - len(days_apart)]
    return (*days_apart, *more)


def need_of(request: MonthRequest, booking: Booking) -> Need | None:
    """The need that a booking answers, asked of whoever gives the session: its supervisor may be a stand-in."""
    own = [s.booking for s in request.standing if (s.booking.staff_id, s.booking.kind) == _whose(booking)]
    bookings = own if booking in own else [booking]
    needs = [n for n in request.needs if (n.staff_id, n.kind) == _whose(booking)]
    found = next((need for need, answer in matched(needs, bookings)[0] if answer == booking), None)
    if found is None or found.supervisor_id == booking.supervisor_id:
        return found
    return replace(found, supervisor_id=booking.supervisor_id, blocked=None, cover=())


def price(board: Board, need: Need, day: date, start: int) -> Mapping[str, int]:
    """What this start would cost, by term: its own wishes and the supervisor's day, not their weeks or fairness."""
    assert need.supervisor_id is not None
    terms: dict[str, int] = {}
    for term, paid in (*of_day(board.request, need, day), *of_start(need, day, start)):
        terms[term.value] = terms.get(term.value, 0) + paid
    others = board.given.get((need.supervisor_id, day), [])
    terms[Term.APART if others else Term.DAYS_USED] = beside(others, start, start + need.minutes)
    return {term: paid for term, paid in terms.items() if paid}


def _free(board: Board, need: Need) -> Iterator[Alternative]:
    assert need.supervisor_id is not None
    for day in days(board.request, need):
        for start in each(board.starts_on(need, day)):
            terms = price(board, need, day, start)
            at = clock(start), clock(start + need.minutes)
            booking = Booking(need.staff_id, need.supervisor_id, need.kind, day, *at)
            yield Alternative(booking, sum(terms.values()), terms)


def _whose(booking: Booking) -> tuple[str, str]:
    return booking.staff_id, booking.kind

"""What a plan costs: wishes that may be broken, weighed so that rhythm comes first and supervisors' free days next."""

from collections.abc import Iterator
from datetime import date

from planning.month.feasible import Board, Span, minutes
from planning.month.matching import matched
from planning.month.model import Booking, MonthRequest, Need
from planning.month.openings import asked
from planning.month.rhythm import outside, too_early
from planning.month.standing import answered, held_by
from planning.month.totals import of_supervisors
from planning.month.weights import COVER_RANK, Charge
from planning.month.weights import WEIGHTS as WEIGHTS
from planning.month.weights import Term as Term

LUNCH_SPAN = (12 * 60, 13 * 60 + 30)
NOON = 12 * 60
MONDAY, FRIDAY = 0, 4


def of_day(request: MonthRequest, need: Need, day: date) -> Iterator[Charge]:
    """What is paid for the day, whatever the time. Rhythm concerns monthly people."""
    if day.weekday() == MONDAY:
        yield Term.MONDAY, WEIGHTS[Term.MONDAY]
    if not need.monthly:
        return
    if too_early(request, need, day):
        yield Term.LOOKAHEAD, WEIGHTS[Term.LOOKAHEAD]
    if need.last_on is None:
        return
    if (day - need.last_on).days > request.limit_interval:
        yield Term.OVER_LIMIT, WEIGHTS[Term.OVER_LIMIT]
    yield Term.INTERVAL, WEIGHTS[Term.INTERVAL] * outside(request, need, day)
    if day.weekday() != need.last_on.weekday():
        yield Term.WEEKDAY, WEIGHTS[Term.WEEKDAY]


def of_start(need: Need, day: date, start: int) -> Iterator[Charge]:
    """What is paid for the time of day."""
    if need.monthly and need.last_start is not None:
        yield Term.START, WEIGHTS[Term.START] * (abs(start - minutes(need.last_start)) // 30)
    if touches_lunch(start, start + need.minutes):
        yield Term.LUNCH, WEIGHTS[Term.LUNCH]
    if day.weekday() == FRIDAY and start + need.minutes > NOON:
        yield Term.FRIDAY_AFTERNOON, WEIGHTS[Term.FRIDAY_AFTERNOON]


def touches_lunch(start: int, end: int) -> bool:
    return start < LUNCH_SPAN[1] and LUNCH_SPAN[0] < end


def of_supervisor(need: Need, supervisor_id: str) -> Iterator[Charge]:
    """What is paid for cover: the price, and a little more for each choice that was nearer."""
    if supervisor_id != need.supervisor_id or need.blocked is not None:
        rank = need.cover.index(supervisor_id) if supervisor_id in need.cover else len(need.cover)
        yield Term.COVER, WEIGHTS[Term.COVER] + COVER_RANK * rank


def beside(others: list[Span], start: int, end: int) -> int:
    """What one more session costs a supervisor who gives `others` that day."""
    if not others:
        return WEIGHTS[Term.DAYS_USED]
    return 0 if any(start == last or end == first for first, last in others) else WEIGHTS[Term.APART]


def of_booking(request: MonthRequest, need: Need, booking: Booking) -> Iterator[Charge]:
    """What a booking costs by itself, whatever the others are."""
    yield from of_supervisor(need, booking.supervisor_id)
    yield from of_day(request, need, booking.day)
    yield from of_start(held_by(need, booking), booking.day, minutes(booking.start))


def by_term(request: MonthRequest, bookings: tuple[Booking, ...]) -> dict[Term, int]:
    """What a finished plan costs, whoever made it. Somebody who had no possible start at all costs nothing."""
    total = dict.fromkeys(Term, 0)
    pairs, unbooked = matched(request.needs, bookings)
    for need, booking in pairs:
        for term, paid in of_booking(request, need, booking):
            total[term] += paid
    empty = Board(request)
    total[Term.UNPLACED] = WEIGHTS[Term.UNPLACED] * sum(bool(asked(empty, need)) for need in unbooked)
    made = set(bookings)
    moved = sum(standing.booking not in made for standing in answered(request).values())
    total[Term.MOVED] = WEIGHTS[Term.MOVED] * moved
    for term, paid in of_supervisors(request, empty.given, pairs):
        total[term] += paid
    return total

"""What a plan costs: wishes that may be broken, weighed so that rhythm comes first and a supervisor's free days next.

The weights of `UNPLACED` and `OVER_LIMIT` are the agreed ones; the small ones order what is left.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from itertools import pairwise

from planning.month.feasible import Board, Span, minutes
from planning.month.matching import matched
from planning.month.model import Booking, MonthRequest, Need

LUNCH_SPAN = (12 * 60, 13 * 60 + 30)
NOON = 12 * 60
MONDAY, FRIDAY = 0, 4


class Term(StrEnum):
    UNPLACED = "unplaced"
    OVER_LIMIT = "over_limit"
    INTERVAL = "interval"
    WEEKDAY = "weekday"
    START = "start"
    LUNCH = "lunch"
    MONDAY = "monday"
    FRIDAY_AFTERNOON = "friday_afternoon"
    DAYS_USED = "days_used"
    APART = "apart"


WEIGHTS: Mapping[Term, int] = {
    Term.UNPLACED: 2000,
    Term.OVER_LIMIT: 200,
    Term.INTERVAL: 4,  # a day outside the interval that monthly sessions keep
    Term.WEEKDAY: 6,
    Term.START: 1,  # half an hour from last time's start
    Term.LUNCH: 5,
    Term.MONDAY: 2,
    Term.FRIDAY_AFTERNOON: 4,
    Term.DAYS_USED: 8,
    Term.APART: 2,  # a session that touches no other of the supervisor's day
}

Charge = tuple[Term, int]


def of_day(request: MonthRequest, need: Need, day: date) -> Iterator[Charge]:
    """What is paid for the day, whatever the time. Rhythm concerns monthly people."""
    if day.weekday() == MONDAY:
        yield Term.MONDAY, WEIGHTS[Term.MONDAY]
    if need.last_on is None or not need.monthly:
        return
    gap = (day - need.last_on).days
    if gap > request.limit_interval:
        yield Term.OVER_LIMIT, WEIGHTS[Term.OVER_LIMIT]
    outside = max(0, request.shortest_interval - gap, gap - request.longest_interval)
    yield Term.INTERVAL, WEIGHTS[Term.INTERVAL] * outside
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


def beside(others: list[Span], start: int, end: int) -> int:
    """What one more session costs a supervisor who gives `others` that day."""
    if not others:
        return WEIGHTS[Term.DAYS_USED]
    return 0 if any(start == last or end == first for first, last in others) else WEIGHTS[Term.APART]


def by_term(request: MonthRequest, bookings: tuple[Booking, ...]) -> dict[Term, int]:
    """What a finished plan costs, whoever made it. Somebody who had no possible start at all costs nothing."""
    total = dict.fromkeys(Term, 0)
    pairs, unbooked = matched(request.needs, bookings)
    for need, booking in pairs:
        for term, paid in (*of_day(request, need, booking.day), *of_start(need, booking.day, minutes(booking.start))):
            total[term] += paid
    empty = Board(request)
    placeable = [need for need in unbooked if need.open and next(empty.starts(need), None) is not None]
    total[Term.UNPLACED] = WEIGHTS[Term.UNPLACED] * len(placeable)
    for term, paid in _supervisors_days(empty, bookings):
        total[term] += paid
    return total


def _supervisors_days(before: Board, bookings: tuple[Booking, ...]) -> Iterator[Charge]:
    added: dict[tuple[str, date], list[Span]] = {}
    for booking in bookings:
        span = minutes(booking.start), minutes(booking.end)
        added.setdefault((booking.supervisor_id, booking.day), []).append(span)
    for key, spans in added.items():
        old = before.given.get(key, [])
        if not old:
            yield Term.DAYS_USED, WEIGHTS[Term.DAYS_USED]
        whole = sorted([*old, *spans])
        breaks = sum(start > end for (_, end), (start, _) in pairwise(whole))
        yield Term.APART, WEIGHTS[Term.APART] * breaks

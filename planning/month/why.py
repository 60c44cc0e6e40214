"""Why a session is where it is, or nowhere: facts and codes, from which words are made elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from planning.month.alternatives import Alternative, other_times, price
from planning.month.feasible import Board, minutes
from planning.month.locked import locked
from planning.month.matching import matched
from planning.month.model import Booking, MonthPlan, MonthRequest, Need, Unplaced
from planning.month.obstacles import Filled, Obstacle, obstacle
from planning.month.scene import as_held

WEEK = 7
OTHERS = 3


@dataclass(frozen=True, slots=True)
class Usual:
    """The time that keeps the rhythm: last time's weekday and start, whole weeks later.

    `obstacle` is what speaks against it, None where it was free; then `cost` is what it would have cost.
    """

    day: date
    start: time
    obstacle: Obstacle | None = None
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """`cover_for` is the supervisor whom a stand-in replaces; `cover` without it: nobody is named.

    `days_since` counts from the last session; `in_rhythm` and `over_limit` are None where rhythm does not matter or no
    last session is known, as are `usual`, `same_weekday` and `same_start`. `terms` are paid for this booking.
    """

    booking: Booking
    cover: bool
    cover_for: str | None
    days_since: int | None
    in_rhythm: bool | None
    over_limit: bool | None
    same_weekday: bool | None
    same_start: bool | None
    usual: Usual | None
    cost: int
    terms: Mapping[str, int]
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Of somebody without a place: cause, facts and remedies as the plan has them, and the usual time.

    `over_limit_on` is the first day on which the last session is longer ago than the limit.
    """

    unplaced: Unplaced
    last_on: date | None
    over_limit_on: date | None
    usual: Usual | None


def why(request: MonthRequest, plan: MonthPlan, booking: Booking) -> Why | None:
    """The reasons for one booking of a plan; None where no need of the request is answered by it."""
    need = next((need for need, made in matched(request.needs, plan.bookings)[0] if made == booking), None)
    if need is None:
        return None
    held = as_held(need, booking)
    others = [b for b in plan.bookings if b != booking]
    terms = price(Board(locked(request, others, ())), held, booking.day, minutes(booking.start))
    since = None if need.last_on is None or not need.monthly else (booking.day - need.last_on).days
    known = since is not None
    assert held.supervisor_id is not None
    return Why(
        booking=booking,
        cover=booking.supervisor_id != need.supervisor_id,
        cover_for=need.supervisor_id if booking.supervisor_id != need.supervisor_id else None,
        days_since=None if need.last_on is None else (booking.day - need.last_on).days,
        in_rhythm=None if since is None else request.shortest_interval <= since <= request.longest_interval,
        over_limit=None if since is None else since > request.limit_interval,
        same_weekday=_same_weekday(need, booking) if known else None,
        same_start=booking.start == need.last_start if known and need.last_start is not None else None,
        usual=usual(request, others, held),
        cost=sum(terms.values()),
        terms=terms,
        alternatives=other_times(request, others, held, OTHERS, {(booking.day, booking.start)}),
    )


def why_not(request: MonthRequest, plan: MonthPlan, unplaced: Unplaced) -> WhyNot | None:
    """The reasons why somebody has no place in a plan; None where the request has no such need."""
    first_day = unplaced.facts.get("first_day")
    whose = unplaced.staff_id, unplaced.kind
    left = [need for need in matched(request.needs, plan.bookings)[1] if (need.staff_id, need.kind) == whose]
    need = next((need for need in left if need.first_day.isoformat() == first_day), None)
    if need is None:
        return None
    rhythm = need.monthly and need.last_on is not None
    limit = timedelta(days=request.limit_interval + 1)
    over = need.last_on + limit if rhythm and need.last_on is not None else None
    return WhyNot(unplaced, need.last_on, over, usual(request, plan.bookings, need))


def usual(request: MonthRequest, others: "list[Booking] | tuple[Booking, ...]", need: Need) -> Usual | None:
    """The usual time beside `others`; None for newly qualified people, and where no last session is known."""
    if not need.monthly or need.last_on is None or need.last_start is None:
        return None
    day = _usual_day(request, need, need.last_on)
    start = minutes(need.last_start)
    against = obstacle(request, Filled(request, others), need, day, start)
    if against is not None:
        return Usual(day, need.last_start, against)
    board = Board(locked(request, others, ()))
    return Usual(day, need.last_start, None, sum(price(board, need, day, start).values()))


def _usual_day(request: MonthRequest, need: Need, last_on: date) -> date:
    """As many whole weeks after the last session as come nearest to the middle of the interval, within the days due."""
    middle = (request.shortest_interval + request.longest_interval) / 2
    weeks = range(1, (need.last_day - last_on).days // WEEK + 1)
    days = [last_on + timedelta(days=WEEK * count) for count in weeks]
    due = [day for day in days if need.first_day <= day] or days or [last_on + timedelta(days=round(middle))]
    return min(due, key=lambda day: (abs((day - last_on).days - middle), day))


def _same_weekday(need: Need, booking: Booking) -> bool:
    return need.last_on is not None and booking.day.weekday() == need.last_on.weekday()

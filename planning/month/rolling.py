"""Months rolled forward as they would be planned, and the rules that will then be broken."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum

from planning.month.feasible import Board, days
from planning.month.locked import locked
from planning.month.model import Booking, MonthPlan, MonthRequest, Need
from planning.month.remedies import settled
from planning.month.scene import Scene, scene

Planner = Callable[[MonthRequest], MonthPlan]
Key = tuple[str, str]


class Rule(StrEnum):
    OVER_LIMIT = "over_limit"
    NO_SESSION_IN_MONTH = "no_session_in_month"


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A rule that will be broken on a day, the need that would have kept it, and what is booked beside it."""

    rule: Rule
    on: date
    need: Need
    scene: Scene
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class Rolled:
    """One month as it would go. `before` are the needs that the month before left without a place."""

    scene: Scene
    pairs: tuple[tuple[Need, Booking], ...]
    left: tuple[Need, ...]
    before: Mapping[Key, tuple[Scene, Need]]


def rolled(months: Sequence[MonthRequest], planner: Planner) -> Iterator[Rolled]:
    """Each month planned after the one before it."""
    last: dict[Key, tuple[date, time]] = {}
    before: Mapping[Key, tuple[Scene, Need]] = {}
    for request in months:
        month = _planned(replace(request, needs=tuple(_since(need, last) for need in request.needs)), planner, before)
        for need, booking in sorted(month.pairs, key=lambda pair: pair[1].day):
            last[_key(need)] = booking.day, booking.start
        before = {_key(need): (month.scene, need) for need in month.left}
        yield month


def foreseen(month: Rolled) -> Iterator[Foreseen]:
    yield from _without_session(month)
    answers = [*month.pairs, *((need, None) for need in month.left)]
    for need, booking in answers:
        yield from _over_limit(month, need, booking)


def _planned(request: MonthRequest, planner: Planner, before: Mapping[Key, tuple[Scene, Need]]) -> Rolled:
    now = scene(request)
    booked = [standing.booking for standing in now.booked.values()]
    plan = planner(locked(now.request, booked, now.lost))
    after = settled(now.request, (*booked, *plan.bookings))
    pairs = tuple((need, standing.booking) for need, standing in after.booked.items())
    return Rolled(after, pairs, after.lost, before)


def _since(need: Need, last: Mapping[Key, tuple[date, time]]) -> Need:
    """The need with the session that a month before it will have had."""
    day, start = last.get(_key(need), (None, None))
    if day is None or (need.last_on is not None and need.last_on >= day):
        return need
    return replace(need, last_on=day, last_start=start)


def _without_session(month: Rolled) -> Iterator[Foreseen]:
    """Of newly qualified people this is known only of a month that is wholly ahead: what they had is not asked for."""
    seen = {_key(need) for need, _ in month.pairs}
    request = month.scene.request
    for need in month.left:
        ahead = need.monthly or all(request.not_before <= one.first_day for one in request.needs)
        if _key(need) not in seen and ahead:
            seen.add(_key(need))
            last_day = max(one.last_day for one in month.left if _key(one) == _key(need))
            yield Foreseen(Rule.NO_SESSION_IN_MONTH, last_day, need, _beside(month, need))


def _over_limit(month: Rolled, need: Need, booking: Booking | None) -> Iterator[Foreseen]:
    """Over the limit within this month, and no start in time is free."""
    if not need.monthly or need.last_on is None:
        return
    request = month.scene.request
    last = need.last_on + timedelta(days=request.limit_interval)
    next_on = None if booking is None else booking.day
    if (next_on or need.last_day) <= last:
        return
    there, in_time = _beside(month, need), replace(need, last_day=min(need.last_day, last))
    if not days(request, in_time):
        # All days that would have done lie in the month before: what was in the way there is the reason.
        if _key(need) not in month.before:
            return
        there, in_time = month.before[_key(need)]
    elif _has_start(there, in_time):
        return
    yield Foreseen(Rule.OVER_LIMIT, last + timedelta(days=1), in_time, there, next_on)


def _beside(month: Rolled, need: Need) -> Scene:
    """The month without this need's own session."""
    booked = {one: standing for one, standing in month.scene.booked.items() if one != need}
    return replace(month.scene, booked=booked, lost=(need,))


def _has_start(there: Scene, need: Need) -> bool:
    booked = [standing.booking for standing in there.booked.values()]
    return need.open and next(Board(locked(there.request, booked, ())).starts(need), None) is not None


def _key(need: Need) -> Key:
    return need.staff_id, need.kind

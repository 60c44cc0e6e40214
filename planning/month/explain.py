"""Why somebody could not be placed: which cause blocks their starts, and the facts that words need."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.supervision.causes import Cause
from domain.working_pattern import WEEKDAYS
from planning.month.day_facts import Dates
from planning.month.feasible import (
    away,
    days,
    each,
    gives,
    grid,
    in_service,
    minutes,
    most_a_day,
    runs,
    stretch,
    worked,
)
from planning.month.model import Booking, Diary, MonthRequest, Need, Unplaced

Slots = frozenset[tuple[date, int]]

PASSING = (
    Cause.UNAVAILABLE,
    Cause.BANK_HOLIDAY,
    Cause.GROUP_SUPERVISION,
    Cause.OTHER_COMMITMENT,
    Cause.SUPERVISOR_FULL,
)
"""Causes of one month, the plainest first. Service and working patterns are asked about before: they are given."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What fills people's days: by person and day, the minutes that each cause takes, and the sessions they give."""

    minutes: dict[tuple[str, date], dict[Cause, int]] = field(default_factory=lambda: defaultdict(dict))
    given: dict[tuple[str, date], int] = field(default_factory=lambda: defaultdict(int))

    def add(self, staff_id: str, day: date, cause: Cause, span: int) -> None:
        causes = self.minutes[staff_id, day]
        causes[cause] = causes.get(cause, 0) | span


def unplaced(request: MonthRequest, bookings: Iterable[Booking], needs: Iterable[Need]) -> Iterator[Unplaced]:
    """The answer for each of `needs`, which have no place in a plan with these bookings."""
    booked = tuple(bookings)
    taken, dates = _taken(request, booked), Dates(request, booked)
    for need in needs:
        cause = need.blocked or (Cause.NO_SUPERVISOR if need.supervisor_id is None else _cause(request, taken, need))
        facts = dict(_facts(request, taken, need, cause))
        if cause in PASSING:
            facts |= dates.facts(need)
        yield Unplaced(need.staff_id, need.kind, need.supervisor_id, cause, need.minutes, facts)


def _taken(request: MonthRequest, bookings: Iterable[Booking]) -> Taken:
    taken = Taken()
    for busy in request.busy:
        taken.add(busy.staff_id, busy.day, busy.cause, stretch(minutes(busy.start), minutes(busy.end)))
        taken.given[busy.staff_id, busy.day] += busy.supervises
    for booking in bookings:
        span = stretch(minutes(booking.start), minutes(booking.end))
        taken.add(booking.staff_id, booking.day, Cause.OTHER_COMMITMENT, span)
        taken.add(booking.supervisor_id, booking.day, Cause.SUPERVISOR_FULL, span)
        taken.given[booking.supervisor_id, booking.day] += 1
    return taken


def _cause(request: MonthRequest, taken: Taken, need: Need) -> Cause:
    """What blocks every start by itself; else what frees most when it alone is lifted; else what blocks most."""
    both = _both(request, need)
    serving = [day for day in days(request, need) if all(in_service(diary, day) for diary in both)]
    if not serving:
        return Cause.NOT_IN_SERVICE
    slots = _slots(request, need, serving)
    if not slots:
        return Cause.WORKING_PATTERN
    blocked = {cause: _blocked(request, taken, need, cause, slots) for cause in PASSING}

    def weight(cause: Cause) -> tuple[bool, int, int]:
        others = frozenset[tuple[date, int]]().union(*(blocked[other] for other in PASSING if other is not cause))
        return blocked[cause] == slots, len(slots - others), len(blocked[cause])

    return max(PASSING, key=weight)


def _slots(request: MonthRequest, need: Need, serving: list[date]) -> Slots:
    """Every start that the two working patterns and the supervisor's window allow."""
    first, second = _both(request, need)
    starts = grid(request.window, need.minutes)
    return frozenset(
        (day, start)
        for day in serving
        for start in each(runs(worked(first, day) & worked(second, day) & gives(second, day), need.minutes) & starts)
    )


def _blocked(request: MonthRequest, taken: Taken, need: Need, cause: Cause, slots: Slots) -> Slots:
    if cause is Cause.BANK_HOLIDAY:
        return frozenset(slot for slot in slots if slot[0] in request.holidays)
    if cause is Cause.UNAVAILABLE:
        return frozenset(slot for slot in slots if any(away(diary, slot[0]) for diary in _both(request, need)))
    full = _full_days(request, taken, need) if cause is Cause.SUPERVISOR_FULL else ()
    busy = {day: _busy(taken, need, day, cause) for day, _ in slots}
    return frozenset((d, s) for d, s in slots if d in full or busy[d] & stretch(s, s + need.minutes))


def _busy(taken: Taken, need: Need, day: date, cause: Cause) -> int:
    """The minutes that a cause takes of either. Sessions that the supervisee gives are just another commitment."""
    assert need.supervisor_id is not None
    own = dict(taken.minutes.get((need.staff_id, day), {}))
    gives = own.pop(Cause.SUPERVISOR_FULL, 0)
    if cause is Cause.OTHER_COMMITMENT:
        own[cause] = own.get(cause, 0) | gives
    return own.get(cause, 0) | taken.minutes.get((need.supervisor_id, day), {}).get(cause, 0)


def _full_days(request: MonthRequest, taken: Taken, need: Need) -> list[date]:
    assert need.supervisor_id is not None
    most = most_a_day(request, need.supervisor_id)
    return [day for day in days(request, need) if taken.given.get((need.supervisor_id, day), 0) >= most]


def _both(request: MonthRequest, need: Need) -> tuple[Diary, Diary]:
    assert need.supervisor_id is not None
    return request.diaries[need.staff_id], request.diaries[need.supervisor_id]


def _facts(request: MonthRequest, taken: Taken, need: Need, cause: Cause) -> Iterator[tuple[str, Any]]:
    """Plain values that can be stored: dates as ISO text. Which there are depends on the cause; see `Unplaced`."""
    yield "first_day", need.first_day.isoformat()
    yield "last_day", need.last_day.isoformat()
    diaries = {staff_id: request.diaries[staff_id] for staff_id in _known(request, need)}
    if len(diaries) == 2:
        first, second = (diary.pattern.days for diary in diaries.values())
        yield "days", [name for name, own, other in zip(WEEKDAYS, first, second, strict=True) if own and other]
    if cause is Cause.UNAVAILABLE:
        yield "away", list(_away(diaries, need))
    if cause is Cause.NOT_IN_SERVICE:
        yield "leaves", {s: d.leaves_on.isoformat() for s, d in diaries.items() if d.leaves_on is not None}
        yield "starts", {s: d.starts_on.isoformat() for s, d in diaries.items() if d.starts_on > need.first_day}
    if cause is Cause.SUPERVISOR_FULL:
        yield "full_on", [day.isoformat() for day in _full_days(request, taken, need)]


def _known(request: MonthRequest, need: Need) -> list[str]:
    both = dict.fromkeys((need.staff_id, need.supervisor_id))
    return [staff_id for staff_id in both if staff_id is not None and staff_id in request.diaries]


def _away(diaries: Mapping[str, Diary], need: Need) -> Iterator[dict[str, str]]:
    for staff_id, diary in diaries.items():
        for absence in diary.absences:
            if absence.first_day <= need.last_day and need.first_day <= absence.last_day:
                yield {
                    "staff_id": staff_id,
                    "first_day": absence.first_day.isoformat(),
                    "last_day": absence.last_day.isoformat(),
                }

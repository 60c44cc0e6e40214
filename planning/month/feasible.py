"""Which starts are possible. Inside, a stretch of a day is an integer with one bit a minute since midnight."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import cache

from planning.month.model import Diary, MonthRequest, Need, Window

Slot = tuple[date, int]
"""A day, and the minute since midnight at which a session starts."""

Span = tuple[int, int]

EVER = (1 << 24 * 60) - 1


class Board:
    """Everybody's free minutes while a plan is being made, and the sessions that supervisors give on each day."""

    def __init__(self, request: MonthRequest) -> None:
        self.request = request
        self.given: dict[tuple[str, date], list[Span]] = defaultdict(list)
        self._taken: dict[tuple[str, date], int] = defaultdict(int)
        self._free: dict[tuple[str, date], int] = {}
        for busy in request.busy:
            span = minutes(busy.start), minutes(busy.end)
            self._taken[busy.staff_id, busy.day] |= stretch(*span)
            if busy.supervises:
                self.given[busy.staff_id, busy.day].append(span)

    def book(self, need: Need, slot: Slot) -> None:
        assert need.supervisor_id is not None
        day, start = slot
        span = start, start + need.minutes
        for staff_id in (need.staff_id, need.supervisor_id):
            self._taken[staff_id, day] |= stretch(*span)
            self._free.pop((staff_id, day), None)
        self.given[need.supervisor_id, day].append(span)

    def starts_on(self, need: Need, day: date) -> int:
        """The possible starts of one day, one bit each: none where the supervisor is the person, or has no diary."""
        assert need.supervisor_id is not None
        if (
            need.supervisor_id == need.staff_id
            or not {need.staff_id, need.supervisor_id} <= self.request.diaries.keys()
        ):
            return 0
        if self.room(need.supervisor_id, day) <= 0:
            return 0
        both = self.free(need.staff_id, day) & self.offered(need.supervisor_id, day)
        return runs(both, need.minutes) & grid(self.request.window, need.minutes)

    def offered(self, supervisor_id: str, day: date) -> int:
        """The free minutes in which the supervisor gives sessions."""
        return self.free(supervisor_id, day) & gives(self.request.diaries[supervisor_id], day)

    def room(self, supervisor_id: str, day: date) -> int:
        """How many more sessions the supervisor may give on the day."""
        return most_a_day(self.request, supervisor_id) - len(self.given.get((supervisor_id, day), ()))

    def starts(self, need: Need) -> Iterator[Slot]:
        """Every possible start, in order."""
        for day in days(self.request, need):
            for start in each(self.starts_on(need, day)):
                yield day, start

    def free(self, staff_id: str, day: date) -> int:
        key = staff_id, day
        if key not in self._free:
            diary = self.request.diaries[staff_id]
            there = day not in self.request.holidays and in_service(diary, day) and not away(diary, day)
            self._free[key] = worked(diary, day) & ~self._taken.get(key, 0) if there else 0
        return self._free[key]


def days(request: MonthRequest, need: Need) -> list[date]:
    """The days on which the session may be held, none of them past."""
    first = max(need.first_day, request.not_before)
    return [first + timedelta(days=n) for n in range((need.last_day - first).days + 1)]


def in_service(diary: Diary, day: date) -> bool:
    return diary.starts_on <= day and (diary.leaves_on is None or day <= diary.leaves_on)


def away(diary: Diary, day: date) -> bool:
    return any(absence.covers(day) for absence in diary.absences)


def worked(diary: Diary, day: date) -> int:
    return _hours(diary.pattern.hours(day))


def gives(diary: Diary, day: date) -> int:
    """The minutes in which a supervisor gives sessions, where they have hours of their own for it."""
    return EVER if diary.gives is None else _hours(diary.gives.hours(day))


def most_a_day(request: MonthRequest, supervisor_id: str) -> int:
    own = request.diaries[supervisor_id].sessions_a_day
    return request.window.sessions_a_day if own is None else own


@cache
def _hours(hours: tuple[tuple[time, time], ...]) -> int:
    return sum(stretch(minutes(start), minutes(end)) for start, end in hours)


@cache
def grid(window: Window, length: int) -> int:
    """The starts of a session of `length` minutes that a supervisor's window allows."""
    first, last = minutes(window.start), minutes(window.end) - length
    return sum(1 << start for start in range(first, last + 1, window.grid_minutes))


def stretch(start: int, end: int) -> int:
    return ((1 << max(0, end - start)) - 1) << start


def runs(free: int, length: int) -> int:
    """The minutes from which `length` minutes are free without a break."""
    known = 1
    while known < length:
        step = min(known, length - known)
        free &= free >> step
        known += step
    return free


def each(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def clock(count: int) -> time:
    return time(count // 60, count % 60)

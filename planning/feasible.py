"""Which starts are possible, and which constraint stands in the way of the others. Minutes count from midnight."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from domain.supervision.causes import Cause
from planning.model import Diary, MonthRequest, Need

Slot = tuple[date, int]
Span = tuple[int, int, Cause]


@dataclass
class Board:
    """Everybody's taken times while a plan is being made."""

    request: MonthRequest
    taken: dict[tuple[str, date], list[Span]] = field(default_factory=lambda: defaultdict(list))
    given: Counter[tuple[str, date]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for busy in self.request.busy:
            self.taken[busy.staff_id, busy.day].append((minutes(busy.start), minutes(busy.end), busy.cause))
            self.given[busy.staff_id, busy.day] += busy.supervises

    def book(self, need: Need, slot: Slot) -> None:
        assert need.supervisor_id is not None
        day, start = slot
        end = start + need.minutes
        self.taken[need.staff_id, day].append((start, end, Cause.OTHER_COMMITMENT))
        self.taken[need.supervisor_id, day].append((start, end, Cause.SUPERVISOR_FULL))
        self.given[need.supervisor_id, day] += 1

    def starts(self, need: Need, blocked: Counter[Cause] | None = None) -> Iterator[Slot]:
        """Every feasible start in order; what blocks the others is counted in `blocked`."""
        count = blocked if blocked is not None else Counter()
        for day in _days(self.request, need):
            cause = self._day_cause(need, day)
            if cause is not None:
                count[cause] += 1
                continue
            yield from self._free(need, day, count)

    def _day_cause(self, need: Need, day: date) -> Cause | None:
        """Why the whole day is no good, or None. A day the person never works counts for the pattern."""
        assert need.supervisor_id is not None
        diaries = [self.request.diaries[need.staff_id], self.request.diaries[need.supervisor_id]]
        if not all(d.pattern.works_on(day) for d in diaries):
            return Cause.WORKING_PATTERN
        if day in self.request.holidays:
            return Cause.BANK_HOLIDAY
        if not all(in_service(d, day) for d in diaries):
            return Cause.NOT_IN_SERVICE
        if any(a.covers(day) for d in diaries for a in d.absences):
            return Cause.UNAVAILABLE
        if self.given[need.supervisor_id, day] >= self.request.window.sessions_a_day:
            return Cause.SUPERVISOR_FULL
        return None

    def _free(self, need: Need, day: date, count: Counter[Cause]) -> Iterator[Slot]:
        assert need.supervisor_id is not None
        window = self.request.window
        diaries = (self.request.diaries[need.staff_id], self.request.diaries[need.supervisor_id])
        spans = [*self.taken.get((need.staff_id, day), ()), *self.taken.get((need.supervisor_id, day), ())]
        found = False
        causes: Counter[Cause] = Counter()
        for start in range(minutes(window.start), minutes(window.end) - need.minutes + 1, window.grid_minutes):
            end = start + need.minutes
            if not all(d.pattern.covers(day, clock(start), clock(end)) for d in diaries):
                causes[Cause.WORKING_PATTERN] += 1
                continue
            clash = next((cause for first, last, cause in spans if first < end and start < last), None)
            if clash is not None:
                causes[clash] += 1
                continue
            found = True
            yield day, start
        if not found and causes:
            clashes = [(n, c) for c, n in causes.items() if c is not Cause.WORKING_PATTERN]
            count[max(clashes)[1] if clashes else Cause.WORKING_PATTERN] += 1


def in_service(diary: Diary, day: date) -> bool:
    return diary.starts_on <= day and (diary.leaves_on is None or day <= diary.leaves_on)


def minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def clock(count: int) -> time:
    return time(count // 60, count % 60)


def _days(request: MonthRequest, need: Need) -> Iterator[date]:
    day = max(need.first_day, request.not_before)
    while day <= need.last_day:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)

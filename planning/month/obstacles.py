"""What stands in the way of one session at one time: the first obstacle, and whose it is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from itertools import chain

from domain.supervision.causes import Cause
from planning.month.feasible import away, clock, in_service, minutes, most_a_day
from planning.month.model import Booking, Diary, MonthRequest, Need


class Bar(StrEnum):
    """What keeps a session from a time and is no cause of its own: it is not due then, over, or somebody else's."""

    NOT_DUE = "not_due"
    PAST = "past"
    OTHER_SUPERVISOR = "other_supervisor"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """`staff_id` is whose absence, hours or commitment it is; None where it is nobody's."""

    cause: Cause | Bar
    staff_id: str | None = None


class Filled:
    """Everybody's fixed times and sessions, and how many sessions each supervisor gives on each day."""

    def __init__(self, request: MonthRequest, bookings: Iterable[Booking] = ()) -> None:
        self._spans: dict[tuple[str, date], list[tuple[time, time, Cause]]] = defaultdict(list)
        self.given: dict[tuple[str, date], int] = defaultdict(int)
        for busy in request.busy:
            self._spans[busy.staff_id, busy.day].append((busy.start, busy.end, busy.cause))
            self.given[busy.staff_id, busy.day] += busy.supervises
        for booking in bookings:
            self.add(booking)

    def add(self, b: Booking) -> None:
        self._spans[b.staff_id, b.day].append((b.start, b.end, Cause.OTHER_COMMITMENT))
        self._spans[b.supervisor_id, b.day].append((b.start, b.end, Cause.SUPERVISOR_FULL))
        self.given[b.supervisor_id, b.day] += 1

    def clashes(self, b: Booking) -> Iterator[Obstacle]:
        """What the two have at that time already."""
        for staff_id in (b.staff_id, b.supervisor_id):
            for first, last, cause in self._spans.get((staff_id, b.day), ()):
                if b.start < last and first < b.end:
                    # A session that the supervisee gives is just another commitment of theirs.
                    own = cause is Cause.SUPERVISOR_FULL and staff_id == b.staff_id
                    yield Obstacle(Cause.OTHER_COMMITMENT if own else cause, staff_id)


def obstacle(request: MonthRequest, filled: Filled, need: Need, day: date, start: int) -> Obstacle | None:
    """The first thing that keeps `need` from starting at that minute of `day`; None where it could be held."""
    if need.blocked is not None or need.supervisor_id is None:
        return Obstacle(need.blocked or Cause.NO_SUPERVISOR)
    if not need.first_day <= day <= need.last_day:
        return Obstacle(Bar.NOT_DUE)
    if day < request.not_before:
        return Obstacle(Bar.PAST)
    wanted = Booking(need.staff_id, need.supervisor_id, need.kind, day, clock(start), clock(start + need.minutes))
    every = chain(of_people(request, wanted), _of_supervisor(request, filled, wanted), filled.clashes(wanted))
    return next(every, None)


def of_people(request: MonthRequest, b: Booking) -> Iterator[Obstacle]:
    """What speaks against a booking whatever else is booked: the day, service, absences and working hours."""
    if b.day in request.holidays:
        yield Obstacle(Cause.BANK_HOLIDAY)
    for staff_id in (b.staff_id, b.supervisor_id):
        diary = request.diaries.get(staff_id)
        if diary is None or not in_service(diary, b.day):
            yield Obstacle(Cause.NOT_IN_SERVICE, staff_id)
        elif away(diary, b.day):
            yield Obstacle(Cause.UNAVAILABLE, staff_id)
        elif not diary.pattern.covers(b.day, b.start, b.end):
            yield Obstacle(Cause.WORKING_PATTERN, staff_id)


def in_window(request: MonthRequest, b: Booking) -> bool:
    """Is the booking within the hours in which its supervisor gives sessions, and on the grid?"""
    window, diary = request.window, request.diaries.get(b.supervisor_id)
    offset = minutes(b.start) - minutes(window.start)
    if b.start < window.start or b.end > window.end or offset % window.grid_minutes:
        return False
    return diary is None or _gives(diary, b)


def _gives(diary: Diary, b: Booking) -> bool:
    return diary.gives is None or diary.gives.covers(b.day, b.start, b.end)


def _of_supervisor(request: MonthRequest, filled: Filled, b: Booking) -> Iterator[Obstacle]:
    if not in_window(request, b):
        yield Obstacle(Cause.WORKING_PATTERN, b.supervisor_id)
    if filled.given.get((b.supervisor_id, b.day), 0) >= most_a_day(request, b.supervisor_id):
        yield Obstacle(Cause.SUPERVISOR_FULL, b.supervisor_id)

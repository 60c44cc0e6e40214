"""What a month's plan is made from and what it says: plain facts in, plain facts out. Times are local."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from domain.roster import Absence
from domain.supervision.causes import Cause
from domain.working_pattern import WorkingPattern


@dataclass(frozen=True, slots=True)
class Need:
    """One session that is due, from `first_day` to `last_day`. `blocked` is a cause known before any slot is tried."""

    staff_id: str
    kind: str
    supervisor_id: str | None
    minutes: int
    first_day: date
    last_day: date
    monthly: bool = True
    last_on: date | None = None
    last_start: time | None = None
    blocked: Cause | None = None

    @property
    def open(self) -> bool:
        """Is there a supervisor to look for a time with?"""
        return self.blocked is None and self.supervisor_id is not None


@dataclass(frozen=True, slots=True)
class Diary:
    """When one person can be met at all."""

    pattern: WorkingPattern
    starts_on: date
    leaves_on: date | None
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class Busy:
    """A fixed time of one person that a plan must keep free, and the cause it stands for."""

    staff_id: str
    day: date
    start: time
    end: time
    cause: Cause
    supervises: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """When supervisors give sessions: `sessions_a_day` at most, on a grid of minutes."""

    start: time
    end: time
    grid_minutes: int
    sessions_a_day: int


@dataclass(frozen=True, slots=True)
class MonthRequest:
    """`busy` with `supervises` are sessions that supervisors give already: they count for the daily cap."""

    needs: tuple[Need, ...]
    diaries: Mapping[str, Diary]
    busy: tuple[Busy, ...]
    holidays: frozenset[date]
    window: Window
    not_before: date
    shortest_interval: int = 25
    longest_interval: int = 31
    limit_interval: int = 42


@dataclass(frozen=True, slots=True)
class Booking:
    staff_id: str
    supervisor_id: str
    kind: str
    day: date
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Somebody without a place, the cause, and facts that can be stored; dates are ISO text.

    `facts`: `first_day`, `last_day` of what is due; `days`, the weekdays both work; for `unavailable` `away` (staff_id,
    first_day, last_day); for `not_in_service` `leaves` and `starts` by staff id; for `supervisor_full` `full_on`, the
    days on which the supervisor has given all sessions that a day holds.
    """

    staff_id: str
    kind: str
    supervisor_id: str | None
    cause: Cause
    minutes: int
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MonthPlan:
    """`gap` is the proven distance from the best, None where nothing was proven. `cost_by_term` adds up to `cost`."""

    bookings: tuple[Booking, ...]
    unplaced: tuple[Unplaced, ...]
    status: str
    gap: float | None
    cost: int
    cost_by_term: Mapping[str, int] = field(default_factory=dict)

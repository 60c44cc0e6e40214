"""What a month's plan is made from and what it says: plain facts in, plain facts out. Times are local."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Any

from domain.roster import Absence
from domain.supervision.causes import Cause
from domain.working_pattern import WorkingPattern


@dataclass(frozen=True, slots=True)
class Need:
    """One session that is due, from `first_day` to `last_day`. `blocked` is a cause known before any slot is tried.

    `cover` are managers of the same discipline who may stand in, the nearest first; given only where the supervisor is
    missing, unfit, or away on every day. `next_possible` is the first day after the month on which both could meet.
    `strain` is by how many days this person's recent intervals were over the limit: history that fairness weighs.
    """

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
    cover: tuple[str, ...] = ()
    next_possible: date | None = None
    strain: int = 0

    @property
    def open(self) -> bool:
        """Is there a supervisor to look for a time with?"""
        return self.blocked is None and self.supervisor_id is not None


@dataclass(frozen=True, slots=True)
class Diary:
    """When one person can be met at all. `gives` and `sessions_a_day` are a supervisor's own, not the common window."""

    pattern: WorkingPattern
    starts_on: date
    leaves_on: date | None
    absences: tuple[Absence, ...] = ()
    gives: WorkingPattern | None = None
    sessions_a_day: int | None = None


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
class Booking:
    staff_id: str
    supervisor_id: str
    kind: str
    day: date
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Standing:
    """A session that is booked already and answers one of the needs. `fixed` never moves; others may, at a price.

    `cover` is given by a stand-in, as agreed: it holds although the need names somebody else.
    """

    booking: Booking
    fixed: bool
    cover: bool = False


@dataclass(frozen=True, slots=True)
class MonthRequest:
    """`busy` with `supervises` are sessions that supervisors give already: they count for the daily cap.

    `standing` is empty for a new plan. A repair never drops a standing booking, and moves at most `most_moved`.
    `ahead` has, for a supervisor, the first days of the month after and how many sessions fit on each, until the limit
    after this month's last day; a supervisor it does not name is taken to have room enough.
    """

    needs: tuple[Need, ...]
    diaries: Mapping[str, Diary]
    busy: tuple[Busy, ...]
    holidays: frozenset[date]
    window: Window
    not_before: date
    shortest_interval: int = 25
    longest_interval: int = 31
    limit_interval: int = 42
    standing: tuple[Standing, ...] = ()
    most_moved: int | None = None
    ahead: Mapping[str, tuple[tuple[date, int], ...]] = field(default_factory=dict)


class RemedyKind(StrEnum):
    ONE_MORE_SESSION = "one_more_session"
    OTHER_DAY = "other_day"
    COVER = "cover"
    SHORTER = "shorter"


@dataclass(frozen=True, slots=True)
class Remedy:
    """What would give somebody a place, confirmed by solving again with it: the booking that it makes possible.

    `facts` (ISO text): `supervisor_id` for cover; `minutes` for a shorter session; `day` for one more that day;
    `moves`, how many other bookings would move.
    """

    kind: RemedyKind
    booking: Booking
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Somebody without a place, the cause, and facts that can be stored; dates are ISO text.

    `facts`: `first_day`, `last_day` of what is due; `days`, the weekdays both work; for `unavailable` `away` (staff_id,
    first_day, last_day); for `not_in_service` `leaves` and `starts` by staff id; for `supervisor_full` `full_on`, the
    days on which the supervisor has given all sessions that a day holds. For every cause of this month `dates`: for
    each date on which both work, `day`, the `cause` that takes most of it and whose it is, `staff_id` (None: nobody's);
    and `free_on`, the first free date after the days due, where one is known.
    """

    staff_id: str
    kind: str
    supervisor_id: str | None
    cause: Cause
    minutes: int
    facts: Mapping[str, Any] = field(default_factory=dict)
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthPlan:
    """`gap` is the proven distance from the best, None where nothing was proven. `cost_by_term` adds up to `cost`.

    A booking whose supervisor is not the need's own is cover.
    """

    bookings: tuple[Booking, ...]
    unplaced: tuple[Unplaced, ...]
    status: str
    gap: float | None
    cost: int
    cost_by_term: Mapping[str, int] = field(default_factory=dict)

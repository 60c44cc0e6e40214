"""What stands around one session: the month as it is booked, and the need that the session answers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from domain.calendar import Month, local
from domain.roster import Roster
from domain.supervision.due import due_windows
from planning.month.alternatives import Alternative, other_times
from planning.month.feasible import minutes
from planning.month.model import MonthRequest, Need
from planning.month.obstacles import Filled, Obstacle, obstacle
from services.desk import Desk
from services.planning.request import Wanted, month_request

OF_THE_DAY = 4
"""How many times of the old day may come first among the best."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A session for which a time is looked for: whose, by whom and how long.

    `instead_of` is the session it replaces, which was at `was_at`: that time is not offered again.
    """

    staff_id: str
    kind: str
    supervisor_id: str | None
    minutes: int
    instead_of: str | None = None
    was_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FreeTime:
    starts_at: datetime
    minutes: int
    supervisor_id: str


def free_times(
    desk: Desk, session: Session, roster: Roster, asked: Asked, first: Month, now: datetime, count: int
) -> list[FreeTime]:
    """The best times at which both are free, the cheapest first: in the month, then in the one after."""
    found: list[FreeTime] = []
    was = None if asked.was_at is None else asked.was_at.astimezone(desk.zone)
    avoid = () if was is None else ((was.date(), was.time()),)
    for month in (first, first.next()):
        request, need = _room(desk, session, roster, asked, month, now)
        if need.supervisor_id is not None and len(found) < count:
            found += [_free(desk, a) for a in other_times(request, (), need, count + OF_THE_DAY, avoid)]
    # Whoever can't come at ten on a day can seldom come at eleven: that day's times stand last.
    found.sort(key=lambda time: was is not None and desk.today(time.starts_at) == was.date())
    return found[:count]


def against(
    desk: Desk, session: Session, roster: Roster, asked: Asked, day: date, starts_at: datetime, now: datetime
) -> Obstacle | None:
    """What speaks against a session at just this time; None where it may be held."""
    request, need = _room(desk, session, roster, asked, Month.of(day), now)
    here = starts_at.astimezone(desk.zone).time()
    return obstacle(request, Filled(request), replace(need, first_day=day, last_day=day), day, minutes(here))


def _room(
    desk: Desk, session: Session, roster: Roster, asked: Asked, month: Month, now: datetime
) -> tuple[MonthRequest, Need]:
    gone = frozenset[str]() if asked.instead_of is None else frozenset({asked.instead_of})
    request = month_request(desk, session, roster, Wanted(month, frozenset({asked.staff_id}), replaced=gone), now)
    own = next((n for n in request.needs if (n.staff_id, n.kind) == (asked.staff_id, asked.kind)), None)
    need = own or next(_plain(desk, roster, asked, month))
    return request, replace(need, supervisor_id=asked.supervisor_id, minutes=asked.minutes, blocked=None, cover=())


def _plain(desk: Desk, roster: Roster, asked: Asked, month: Month) -> Iterator[Need]:
    """A session that nothing asks for, somewhere in the month."""
    for window in due_windows(roster.people[asked.staff_id], asked.kind, month, desk.programme):
        yield Need(asked.staff_id, asked.kind, None, asked.minutes, window.first_day, window.last_day, window.monthly)
    yield Need(asked.staff_id, asked.kind, None, asked.minutes, month.first, month.last)


def _free(desk: Desk, found: Alternative) -> FreeTime:
    b = found.booking
    return FreeTime(local(b.day, b.start, desk.zone), minutes(b.end) - minutes(b.start), b.supervisor_id)

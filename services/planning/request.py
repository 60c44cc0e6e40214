"""Gathering what a month's plan is made from: who is due, when people can be met, what is taken already."""

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from domain.calendar import Month, local, to_local
from domain.roster import Roster
from domain.supervision.causes import Cause
from domain.supervision.states import SessionState
from domain.working_pattern import WorkingPattern
from planning.month.lookahead import looking_ahead
from planning.month.model import Booking, Busy, Diary, MonthRequest, Standing, Window
from services.desk import Desk
from services.planning.needs import due_needs
from services.planning.taken import Taken, fixed_times, taken_times
from storage import planning


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. `days_off` are weekdays or days on which nobody asked about may give or have a session.

    With `repair` the sessions that are booked stay where they can; without, they simply count as done. A repair asks
    for nobody else, unless `whole` says so. The sessions `replaced` are as good as gone.
    """

    month: Month
    scope: frozenset[str]
    repair: bool = False
    whole: bool = False
    replaced: frozenset[str] = frozenset()
    weekdays_off: frozenset[int] = frozenset()
    days_off: frozenset[date] = frozenset()


def month_request(desk: Desk, session: Session, roster: Roster, wanted: Wanted, now: datetime) -> MonthRequest:
    """The plan's input for the people in the scope; everybody else's bookings and proposals are kept free.

    A week of the current month that is over is not asked for: nobody can be placed in it.
    """
    month, rhythm, window = wanted.month, desk.programme.supervision.rhythm, desk.programme.supervision.window
    today = desk.today(now)
    not_before = month.first if month < Month.of(today) else max(month.first, today + timedelta(days=1))
    horizon = month.last + timedelta(days=rhythm.limit)
    taken = [
        t
        for t in taken_times(desk, session, month.first, horizon, wanted.scope)
        if not t.session_id or t.session_id not in wanted.replaced
    ]
    standing = [t for t in taken if _stands(desk, t, wanted, not_before)]
    needs = due_needs(desk, session, roster, wanted.month, wanted.scope, [t for t in taken if t not in standing])
    if wanted.repair and not wanted.whole:
        booked = {(t.staff_id, t.kind) for t in standing}
        needs = (need for need in needs if (need.staff_id, need.kind) in booked)
    request = MonthRequest(
        needs=tuple(need for need in needs if need.last_day >= not_before),
        diaries=_diaries(session, roster),
        busy=(
            *_busy(desk, [t for t in taken if t not in standing]),
            *fixed_times(desk, session, roster, month.first, horizon),
            *_off(wanted, roster, month),
        ),
        holidays=frozenset(day for day in _days(month.first, horizon) if desk.holidays.is_holiday(day)),
        window=Window(window.start, window.end, window.grid_minutes, window.sessions_a_day),
        not_before=not_before,
        shortest_interval=rhythm.shortest,
        longest_interval=rhythm.longest,
        limit_interval=rhythm.limit,
        standing=tuple(_standing(desk, t) for t in standing),
        most_moved=MOST_MOVED if wanted.repair else None,
    )
    return looking_ahead(request)


MOST_MOVED = 2
"""A repair that moved more of other people's sessions would cost more trust than it mends."""


def fingerprint(request: MonthRequest) -> str:
    """A digest of everything that a plan follows from, whatever the order of rows."""
    parts = asdict(replace(request, needs=(), busy=(), standing=(), diaries={}))
    parts["needs"] = sorted(str(need) for need in request.needs)
    parts["busy"] = sorted(str(busy) for busy in request.busy)
    parts["standing"] = sorted(str(standing) for standing in request.standing)
    parts["diaries"] = {staff_id: str(diary) for staff_id, diary in request.diaries.items()}
    parts["holidays"] = sorted(str(day) for day in request.holidays)
    return hashlib.sha256(json.dumps(parts, default=str, sort_keys=True).encode()).hexdigest()


def _stands(desk: Desk, taken: Taken, wanted: Wanted, not_before: date) -> bool:
    day = to_local(taken.starts_at, desk.zone).date()
    return (
        wanted.repair
        and taken.live
        and taken.supervisor_id is not None
        and taken.staff_id in wanted.scope
        and Month.of(day) == wanted.month
        and day >= not_before
    )


def _standing(desk: Desk, taken: Taken) -> Standing:
    assert taken.supervisor_id is not None
    here = to_local(taken.starts_at, desk.zone)
    end = (here + timedelta(minutes=taken.minutes)).time()
    booking = Booking(taken.staff_id, taken.supervisor_id, taken.kind, here.date(), here.time(), end)
    # Who gives a booked session was agreed, whatever the roster says by now; whether they still can is asked anew.
    return Standing(booking, fixed=taken.state is SessionState.CONFIRMED, cover=taken.cover)


def _diaries(session: Session, roster: Roster) -> dict[str, Diary]:
    windows = planning.windows(session)
    found = {}
    for person in roster.people.values():
        own = windows.get(person.staff_id)
        found[person.staff_id] = Diary(
            pattern=person.pattern,
            starts_on=person.starts_on,
            leaves_on=person.leaves_on,
            absences=tuple(roster.absences.get(person.staff_id, ())),
            gives=None if own is None or own.hours is None else WorkingPattern.parse(own.hours),
            sessions_a_day=None if own is None else own.sessions_a_day,
        )
    return found


def _busy(desk: Desk, taken: Collection[Taken]) -> Iterator[Busy]:
    for item in taken:
        here = to_local(item.starts_at, desk.zone)
        end = (here + timedelta(minutes=item.minutes)).time()
        yield Busy(item.staff_id, here.date(), here.time(), end, Cause.OTHER_COMMITMENT)
        if item.supervisor_id is not None and item.counts:
            yield Busy(item.supervisor_id, here.date(), here.time(), end, Cause.SUPERVISOR_FULL, supervises=True)


def _off(wanted: Wanted, roster: Roster, month: Month) -> Iterator[Busy]:
    off = [day for day in month.days() if day in wanted.days_off or day.weekday() in wanted.weekdays_off]
    for staff_id in sorted(wanted.scope & roster.people.keys()):
        for day in off:
            yield Busy(staff_id, day, time(), time(23, 59), Cause.OTHER_COMMITMENT)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def month_span(desk: Desk, month: Month) -> tuple[datetime, datetime]:
    """The instants at which a month begins and ends, local."""
    return local(month.first, time(), desk.zone), local(month.next().first, time(), desk.zone)

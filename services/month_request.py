"""Gathering what a month's plan is made from: who is due, when people can be met, what is taken already."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from domain.calendar import Month, local, to_local
from domain.roster import Roster
from domain.supervision.causes import Cause
from domain.supervision.due import DueWindow, due_kinds, due_windows
from domain.supervision.states import COUNTS, SessionState
from planning.month.model import Busy, Diary, MonthRequest, Need, Window
from services.desk import Desk
from storage import proposals, sessions
from storage.tables import SessionRow

Last = tuple[date, time]


@dataclass(frozen=True, slots=True)
class Taken:
    """A time two people already have together, booked or proposed."""

    staff_id: str
    supervisor_id: str | None
    kind: str
    starts_at: datetime
    minutes: int
    counts: bool


def month_request(
    desk: Desk, session: Session, roster: Roster, month: Month, scope: Collection[str], now: datetime
) -> MonthRequest:
    """The plan's input for the people in `scope`; everybody else's bookings and proposals are kept free.

    A week of the current month that is over is not asked for: nobody can be placed in it.
    """
    taken = [*_booked(desk, session, month), *_proposed(session, month, scope)]
    last = _rhythm(desk, session, month, scope, taken)
    window = desk.programme.supervision.window
    rhythm = desk.programme.supervision.rhythm
    today = desk.today(now)
    not_before = month.first if month < Month.of(today) else today + timedelta(days=1)
    needs = _needs(desk, roster, month, scope, taken, last)
    return MonthRequest(
        needs=tuple(need for need in needs if need.last_day >= not_before),
        diaries={
            p.staff_id: Diary(p.pattern, p.starts_on, p.leaves_on, tuple(roster.absences.get(p.staff_id, ())))
            for p in roster.people.values()
        },
        busy=tuple(_busy(desk, taken)),
        holidays=frozenset(day for day in month.days() if desk.holidays.is_holiday(day)),
        window=Window(window.start, window.end, window.grid_minutes, window.sessions_a_day),
        not_before=not_before,
        shortest_interval=rhythm.shortest,
        longest_interval=rhythm.longest,
        limit_interval=rhythm.limit,
    )


def _booked(desk: Desk, session: Session, month: Month) -> list[Taken]:
    """Sessions of the month, and those that somebody could not make: that time does not suit them."""
    first = local(month.first, time(), desk.zone)
    until = local(month.next().first, time(), desk.zone)
    states = COUNTS | {SessionState.CANCELLED}
    return [
        Taken(r.staff_id, r.supervisor_id, r.kind, r.starts_at, r.minutes, r.state in COUNTS)
        for r in sessions.between(session, first, until, states=states)
    ]


def _proposed(session: Session, month: Month, scope: Collection[str]) -> list[Taken]:
    return [
        Taken(item.staff_id, supervisor_id, item.kind, item.starts_at, item.minutes, counts=True)
        for item, supervisor_id, _ in proposals.proposed_elsewhere(session, scope, str(month))
        if item.starts_at is not None
    ]


def _rhythm(
    desk: Desk, session: Session, month: Month, scope: Collection[str], taken: list[Taken]
) -> Mapping[tuple[str, str], Last]:
    """When each person's last session before the month was, proposals of earlier months included."""
    first = local(month.first, time(), desk.zone)
    rows: Mapping[tuple[str, str], SessionRow] = sessions.latest_before(session, scope, first)
    instants = {key: row.starts_at for key, row in rows.items()}
    for item in taken:
        key = (item.staff_id, item.kind)
        if (
            item.counts
            and item.starts_at < first
            and item.starts_at > instants.get(key, datetime.min.replace(tzinfo=first.tzinfo))
        ):
            instants[key] = item.starts_at
    return {key: (to_local(at, desk.zone).date(), to_local(at, desk.zone).time()) for key, at in instants.items()}


def _needs(
    desk: Desk,
    roster: Roster,
    month: Month,
    scope: Collection[str],
    taken: list[Taken],
    last: Mapping[tuple[str, str], Last],
) -> Iterator[Need]:
    held = [(t.staff_id, t.kind, to_local(t.starts_at, desk.zone).date()) for t in taken if t.counts]
    for staff_id, kinds in sorted(due_kinds(roster, desk.programme).items()):
        if staff_id not in scope:
            continue
        for kind in sorted(kinds):
            for window in due_windows(roster.people[staff_id], kind, month, desk.programme):
                if not any(
                    s == staff_id and k == kind and window.first_day <= d <= window.last_day for s, k, d in held
                ):
                    yield _need(desk, roster, window, last.get((staff_id, kind)))


def _need(desk: Desk, roster: Roster, window: DueWindow, last: Last | None) -> Need:
    supervisor_id = roster.supervisors.get((window.staff_id, window.kind))
    return Need(
        staff_id=window.staff_id,
        kind=window.kind,
        supervisor_id=supervisor_id,
        minutes=window.minutes,
        first_day=window.first_day,
        last_day=window.last_day,
        monthly=window.monthly,
        last_on=None if last is None else last[0],
        last_start=None if last is None else last[1],
        blocked=_blocked(desk, roster, window, supervisor_id),
    )


def _blocked(desk: Desk, roster: Roster, window: DueWindow, supervisor_id: str | None) -> Cause | None:
    """A cause that stands before any slot is tried: nobody, oneself, another profession, or somebody who has left."""
    if supervisor_id is None or supervisor_id == window.staff_id or supervisor_id not in roster.people:
        return Cause.NO_SUPERVISOR
    supervisor, person = roster.people[supervisor_id], roster.people[window.staff_id]
    if not desk.programme.may_supervise(supervisor.discipline, person.discipline):
        return Cause.OTHER_DISCIPLINE
    if supervisor.leaves_on is not None and supervisor.leaves_on < window.first_day:
        return Cause.NOT_IN_SERVICE
    return None


def _busy(desk: Desk, taken: list[Taken]) -> Iterator[Busy]:
    for item in taken:
        here = to_local(item.starts_at, desk.zone)
        end = (here + timedelta(minutes=item.minutes)).time()
        yield Busy(item.staff_id, here.date(), here.time(), end, Cause.OTHER_COMMITMENT)
        if item.supervisor_id is not None and item.counts:
            yield Busy(item.supervisor_id, here.date(), here.time(), end, Cause.SUPERVISOR_FULL, supervises=True)

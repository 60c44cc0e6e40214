"""Who is due a session in a month, when their last one was, and who may stand in where their supervisor can't."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from sqlmodel import Session

from domain.calendar import Month, local, to_local
from domain.roster import Roster
from domain.supervision.causes import Cause
from domain.supervision.due import DueWindow, due_kinds, due_windows
from domain.supervision.states import COUNTS
from planning.month.model import Need
from services.desk import Desk
from services.planning.cover import cover_for
from services.planning.taken import Taken
from storage import proposals, sessions

LOOK_BACK = timedelta(days=400)
"""A year of intervals: history enough for rhythm and fairness."""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Past:
    """A person's sessions of one kind before the month, local and in order."""

    days: tuple[tuple[date, time], ...] = ()

    def strain(self, limit: int) -> int:
        """By how many days their intervals were over the limit."""
        return sum(max(0, (later[0] - earlier[0]).days - limit) for earlier, later in pairwise(self.days))


def due_needs(
    desk: Desk, session: Session, roster: Roster, month: Month, scope: Collection[str], taken: Sequence[Taken]
) -> Iterator[Need]:
    """What is due in the month and not answered by anything in `taken`."""
    pasts = _pasts(desk, session, month, scope)
    held = [(t.staff_id, t.kind, to_local(t.starts_at, desk.zone).date()) for t in taken if t.counts]
    for staff_id, kinds in sorted(due_kinds(roster, desk.programme).items()):
        if staff_id not in scope:
            continue
        for kind in sorted(kinds):
            for window in due_windows(roster.people[staff_id], kind, month, desk.programme):
                if not any(
                    s == staff_id and k == kind and window.first_day <= d <= window.last_day for s, k, d in held
                ):
                    yield _need(desk, roster, window, pasts.get((staff_id, kind), Past()))


def _pasts(desk: Desk, session: Session, month: Month, scope: Collection[str]) -> Mapping[Key, Past]:
    """Sessions held or booked before the month, proposals of earlier months included."""
    first = local(month.first, time(), desk.zone)
    found: dict[Key, list[tuple[date, time]]] = {}
    rows = sessions.between(session, first - LOOK_BACK, first, states=COUNTS)
    instants = [(row.staff_id, row.kind, row.starts_at) for row in rows if row.staff_id in scope]
    instants += [
        (item.staff_id, item.kind, item.starts_at)
        for item, _, when in proposals.proposed_elsewhere(session, (), str(month))
        if item.starts_at is not None and when < str(month) and item.staff_id in scope
    ]
    for staff_id, kind, at in sorted(instants, key=lambda instant: instant[2]):
        here = to_local(at, desk.zone)
        found.setdefault((staff_id, kind), []).append((here.date(), here.time()))
    return {key: Past(tuple(days)) for key, days in found.items()}


def _need(desk: Desk, roster: Roster, window: DueWindow, past: Past) -> Need:
    supervisor_id = roster.supervisors.get((window.staff_id, window.kind))
    blocked = _blocked(desk, roster, window, supervisor_id)
    last = past.days[-1] if past.days else None
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
        blocked=blocked,
        cover=tuple(_cover(desk, roster, window, supervisor_id, blocked)),
        strain=past.strain(desk.programme.supervision.rhythm.limit),
    )


def _cover(
    desk: Desk, roster: Roster, window: DueWindow, supervisor_id: str | None, blocked: Cause | None
) -> list[str]:
    """Only where the supervisor is missing, unfit, or away on every day that would do."""
    days = [window.first_day + timedelta(days=n) for n in range((window.last_day - window.first_day).days + 1)]
    if blocked is None and supervisor_id is not None and any(roster.available(supervisor_id, day) for day in days):
        return []
    return cover_for(roster, desk.programme, window.staff_id, window.kind, window.first_day, window.last_day)


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

"""What a supervisor hears in one message a day: the sessions they give, and those not booked yet."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from domain.calendar import to_local
from domain.roster import Person
from domain.supervision.due import DueWindow, due_kinds
from domain.supervision.overdue import unbooked
from domain.supervision.states import SessionState
from reminders.kinds import Kind
from reminders.leads import before, days_before, lead_day
from reminders.recipients import reached
from reminders.timing import Due, Facts, SessionFact, own_day_from, sending_time


def diaries(facts: Facts) -> Iterator[Due]:
    """Before each day on which somebody gives supervision: which sessions, in one message."""
    days: dict[tuple[str, date], SessionFact] = {}
    for session in facts.sessions:
        if session.supervisor_id is not None:
            day = to_local(session.starts_at, facts.zone).date()
            days.setdefault((session.supervisor_id, day), session)
    for (staff_id, day), first in days.items():
        person = reached(facts, staff_id)
        if person is None:
            continue
        leads = facts.preferences.leads(facts.programme.reminders, Kind.SUPERVISION_DIARY, staff_id)
        for lead, at in before(facts, person, first.starts_at, leads):
            key = f"diary:{staff_id}:{day.isoformat()}:{lead.key}"
            yield Due(key, Kind.SUPERVISION_DIARY, day.isoformat(), at, staff_id=staff_id, lead=lead.key)


def unconfirmed(facts: Facts, session: SessionFact) -> Iterator[Due]:
    """Once, to the supervisee; not on a day on which they are reminded anyhow, with the same button."""
    person = reached(facts, session.staff_id)
    if person is None or session.state is not SessionState.PLANNED:
        return
    rules = facts.programme.reminders
    day = to_local(session.starts_at, facts.zone).date()
    leads = facts.preferences.leads(rules, Kind.SUPERVISION_COMING, person.staff_id)
    reminded = {send_on for _, send_on in days_before(facts, person, day, leads)}
    for lead, at in before(facts, person, session.starts_at, (rules.unconfirmed_lead,)):
        if to_local(at, facts.zone).date() not in reminded:
            key = f"unconfirmed:{session.session_id}:{session.starts_at.isoformat()}"
            kind = Kind.SUPERVISION_UNCONFIRMED
            yield Due(key, kind, session.session_id, at, staff_id=person.staff_id, lead=lead.key)


def not_booked(facts: Facts, first: date, last: date) -> Iterator[Due]:
    """Some days before the last one on which a session is due and nothing is booked: to the supervisor."""
    for staff_id, windows in _unbooked(facts, first, last).items():
        person = facts.roster.people[staff_id]
        dated = [(day, window) for window in windows if (day := _asked_on(facts, person, window)) is not None]
        for day in sorted({day for day, window in dated if (staff_id, _named(window)) not in facts.heard}):
            # All that is still missing then: one message says everything, also when several have piled up.
            about = tuple(_named(window) for asked, window in dated if asked <= day <= window.last_day)
            key = f"unbooked:{staff_id}:{day.isoformat()}"
            at = sending_time(facts, person, day)
            yield Due(key, Kind.SUPERVISION_UNBOOKED, staff_id, at, staff_id=staff_id, about=about)


def _unbooked(facts: Facts, first: date, last: date) -> Mapping[str, list[DueWindow]]:
    """By supervisor, what is due between two days and not booked."""
    assert facts.history is not None
    found: dict[str, list[DueWindow]] = {}
    for staff_id, kinds in sorted(due_kinds(facts.roster, facts.programme).items()):
        for kind in sorted(kinds):
            boss = reached(facts, facts.roster.supervisors.get((staff_id, kind)))
            if boss is not None and boss.staff_id != staff_id:
                windows = unbooked(facts.roster, facts.programme, facts.history, (staff_id, kind), first, last)
                found.setdefault(boss.staff_id, []).extend(windows)
    return found


def _asked_on(facts: Facts, person: Person, window: DueWindow) -> date | None:
    """The lead's own day, or the first one of a window that is shorter than the lead."""
    day = lead_day(facts, person, window.last_day + timedelta(days=1), facts.programme.reminders.unbooked_lead)
    if day is None or day < window.first_day:
        day = own_day_from(facts, person, window.first_day)
    return day if day is not None and day <= window.last_day else None


def _named(window: DueWindow) -> str:
    return f"{window.staff_id}|{window.kind}|{window.first_day.isoformat()}|{window.last_day.isoformat()}"

"""When summaries go out, and the milestones they name: read only then, as a tick comes every few seconds."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from domain.access import GRANTED_ROLES, Role
from domain.calendar import local
from domain.programme import Programme
from domain.reminders.own_days import LONGEST_WAIT
from domain.roster import Roster
from reminders.kinds import Kind
from reminders.timing import MilestoneFact
from services.desk import Desk
from storage import people, timeline
from storage.tables import DeliveryRow

HEARD = timedelta(days=92)


def reach_of(programme: Programme) -> timedelta:
    """How far from a session its first reminder may be: the longest lead, then two weeks of somebody's absence.

    The question whether it happened waits at most as long.
    """
    rules = programme.reminders
    leads = (
        *rules.supervision_leads,
        *rules.diary_leads,
        *rules.group_leads,
        rules.unconfirmed_lead,
        rules.summary_lead,
    )
    longest = max(lead.count * (2 if lead.unit == "working_days" else 1) for lead in leads)
    return timedelta(days=max(longest, 7) + LONGEST_WAIT + 1)


def summaries_between(desk: Desk, roster: Roster, after: datetime, until: datetime) -> bool:
    """Does the span (after, until] hold an instant at which somebody starts their day?"""
    first, last = desk.today(after), desk.today(until)
    if (last - first).days > 1:
        return True
    rules = desk.programme.reminders
    starts = {hours[0][0] for person in roster.people.values() for hours in person.pattern.days if hours}
    times = {min(max(rules.send_at, start), rules.latest) for start in starts}
    days = {first, last, last - timedelta(days=1)}
    return any(after < local(day, at, desk.zone) <= until for day in days for at in times)


def heard_of(session: Session, after: datetime) -> frozenset[tuple[str, str]]:
    """Who was told of what is overdue, or not booked, in the months before."""
    rows = session.exec(
        select(DeliveryRow.staff_id, DeliveryRow.facts).where(
            col(DeliveryRow.kind).in_((Kind.SUPERVISION_OVERDUE.value, Kind.SUPERVISION_UNBOOKED.value)),
            col(DeliveryRow.due_at) > after - HEARD,
        )
    )
    return frozenset((staff_id, text) for staff_id, facts in rows if staff_id for text in facts.get("about", ()))


def owned_milestones(desk: Desk, session: Session, roster: Roster) -> Iterator[MilestoneFact]:
    """What is promised and not done, with the people in its owner's role; work that goes on has no end to remind of."""
    stored = timeline.milestones(session)
    for row in desk.programme.timeline:
        milestone = stored.get(row.key)
        if milestone is not None and milestone.actual is None and not row.continuing:
            owners = timeline_owners(session, roster, row.owner_role)
            yield MilestoneFact(row.key, milestone.forecast, owners)


def timeline_owners(session: Session, roster: Roster, role: str) -> tuple[str, ...]:
    """Those who were granted the role, or who have it by the roster."""
    if role in {granted.value for granted in GRANTED_ROLES}:
        return tuple(people.holders_of(session, Role(role)))
    return tuple(sorted(person.staff_id for person in roster.people.values() if person.role == role))

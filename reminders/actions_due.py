"""What falls due around an action: it is coming, it is today, it is late, and it stays late."""

from collections.abc import Iterator
from datetime import datetime

from domain.calendar import add_working_days, local
from domain.roster import Person
from reminders.kinds import Kind
from reminders.leads import before_day
from reminders.recipients import reached
from reminders.timing import ActionFact, Due, Facts, sending_time, soon, works

ON_THE_DAY = "day"
OWNER, MANAGER, SERVICE = "owner", "manager", "service_manager"


def actions_due(facts: Facts) -> Iterator[Due]:
    for action in facts.actions:
        person = _reached(facts, action)
        if person is not None:
            yield from _before(facts, action, person)
        yield from _late(facts, action, person)


def _reached(facts: Facts, action: ActionFact) -> Person | None:
    """Its owner; where the owner can't be reached or has left by then, whoever gave it."""
    people = (reached(facts, key) for key in (action.owner_id, action.giver_id))
    return next((p for p in people if p is not None and p.in_service(action.due_on)), None)


def _before(facts: Facts, action: ActionFact, person: Person) -> Iterator[Due]:
    """By the programme's leads, and on the day itself where the person works then."""
    for lead, at in before_day(facts, person, action.due_on, facts.programme.reminders.action_leads):
        yield _due(Kind.ACTION_DUE, action, person, at, lead.key)
    if works(facts, person, action.due_on):
        yield _due(Kind.ACTION_DUE, action, person, sending_time(facts, person, action.due_on), ON_THE_DAY)


def _late(facts: Facts, action: ActionFact, person: Person | None) -> Iterator[Due]:
    """To the owner on the next working day, then to their manager, then to that manager's."""
    rules, people = facts.programme.escalation, facts.roster.people
    owner = people.get(action.owner_id)
    manager = people.get(owner.line_manager_id or "") if owner else None
    above = people.get(manager.line_manager_id or "") if manager else None
    for told, after, lead in (
        (person, 1, OWNER),
        (manager, max(rules.manager, 1), MANAGER),
        (above, max(rules.service_manager, 1), SERVICE),
    ):
        if told is not None and told.reachable(mail=facts.mail):
            at = _morning(facts, action, after)
            yield _due(Kind.ACTION_LATE, action, told, soon(facts, told, at), lead)


def _morning(facts: Facts, action: ActionFact, working_days: int) -> datetime:
    day = add_working_days(action.due_on, working_days, facts.holidays)
    return local(day, facts.programme.reminders.send_at, facts.zone)


def _due(kind: Kind, action: ActionFact, person: Person, at: datetime, lead: str) -> Due:
    key = f"{kind.value}:{action.action_id}:{action.due_on.isoformat()}:{person.staff_id}:{lead}"
    return Due(key, kind, action.action_id, at, staff_id=person.staff_id, lead=lead)

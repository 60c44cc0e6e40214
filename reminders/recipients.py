"""Whom the bot can write to by itself."""

from domain.roster import Person
from reminders.timing import Facts


def reached(facts: Facts, staff_id: str | None) -> Person | None:
    """The person, when they are on the roster and there is a way to reach them."""
    person = facts.roster.people.get(staff_id or "")
    return person if person is not None and person.reachable(mail=facts.mail) else None


def courier_of(facts: Facts, staff_id: str | None) -> str:
    """How it reaches them: `slack`, or `mail` for somebody without it. Channels are Slack's."""
    return "slack" if staff_id is None or facts.roster.people[staff_id].on_slack else "mail"

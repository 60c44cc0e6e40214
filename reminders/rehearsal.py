"""What would be sent in a span, whenever that is: nothing is stored and nothing goes out."""

from dataclasses import dataclass
from datetime import datetime

from reminders.due import due
from reminders.facts import gather
from reminders.recipients import courier_of
from services.desk import Desk


@dataclass(frozen=True, slots=True)
class DueLine:
    """`recipient` is a staff id or a team's code, `name` theirs. `count` and `unit` are the lead, `things` how many."""

    kind: str
    recipient: str
    name: str
    courier: str
    at: datetime
    subject: str
    count: int
    unit: str
    things: int


def rehearse(desk: Desk, after: datetime, until: datetime, now: datetime) -> list[DueLine]:
    """Everything that falls due in (after, until], in order; what is still to come is taken to be held as booked."""
    with desk.database.read() as session:
        facts = gather(desk, session, after, until, as_of=min(now, after), rehearsal=True)
    lines = []
    for item in due(facts, after, until):
        count, _, unit = item.lead.partition("-")
        known = (
            facts.roster.people[item.staff_id].name
            if item.staff_id is not None
            else facts.roster.teams[item.team_code or ""].name
        )
        lines.append(
            DueLine(
                kind=item.kind.value,
                recipient=item.staff_id or item.team_code or "",
                name=known,
                courier=courier_of(facts, item.staff_id),
                at=item.at,
                subject=item.subject,
                count=int(count) if count.isdigit() else 0,
                unit=unit,
                things=len(item.about),
            )
        )
    return lines

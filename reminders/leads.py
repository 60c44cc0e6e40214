"""When to write to somebody before a day: so long before, on days they work, and never twice on one day."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from domain.calendar import local, to_local
from domain.programme.rhythm import Lead
from domain.roster import Person
from reminders.timing import Facts, own_day_before, own_day_from, sending_time, works

NOTICE = timedelta(hours=1)
"""The morning's reminder comes at least so long before, when sending hours have begun by then."""


def before(facts: Facts, person: Person, starts_at: datetime, leads: Iterable[Lead]) -> Iterator[tuple[Lead, datetime]]:
    """The instants before something that starts at `starts_at`."""
    day = to_local(starts_at, facts.zone).date()
    for lead, send_on in days_before(facts, person, day, leads):
        at = sending_time(facts, person, send_on)
        if send_on == day:
            opening = local(day, facts.programme.reminders.earliest, facts.zone)
            at = max(min(at, starts_at - NOTICE), opening)
        if at < starts_at:
            yield lead, at


def before_day(facts: Facts, person: Person, day: date, leads: Iterable[Lead]) -> Iterator[tuple[Lead, datetime]]:
    """The instants before a whole day, on which nothing is sent any more."""
    yield from before(facts, person, local(day, time(), facts.zone), leads)


def days_before(facts: Facts, person: Person, day: date, leads: Iterable[Lead]) -> Iterator[tuple[Lead, date]]:
    """The days to write on; of two leads that come to the same day the later one stands."""
    chosen = {send_on: lead for lead in leads if (send_on := lead_day(facts, person, day, lead)) is not None}
    for send_on, lead in sorted(chosen.items()):
        yield lead, send_on


def lead_day(facts: Facts, person: Person, day: date, lead: Lead) -> date | None:
    """The person's own day that a lead comes to, by the programme's rule where it falls on a day off."""
    if lead.unit == "working_days":
        return own_day_before(facts, person, day, lead.count)
    wanted = day - timedelta(days=lead.count)
    if lead.count == 0 or works(facts, person, wanted):
        return wanted if works(facts, person, wanted) else None
    earlier = own_day_before(facts, person, wanted, 1)
    later = own_day_from(facts, person, wanted)
    later = later if later is not None and later < day else None
    return (earlier or later) if facts.programme.reminders.moved == "before" else (later or earlier)

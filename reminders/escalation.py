"""Overdue supervision goes up its chain, step by step, and stops when it is held.

Pure: the same facts give the same messages. Delays are working days on which the supervisee is not away; each person
hears on an own day, and nobody before somebody lower in the chain. See docs/decisions/0011-escalation.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.calendar import is_working_day, to_local
from domain.reminders.own_days import LONGEST_WAIT
from domain.roster import Person
from domain.supervision.chain import chain
from domain.supervision.overdue import Overdue, all_overdue
from reminders.kinds import Kind
from reminders.recipients import reached
from reminders.timing import Due, Facts, sending_time, works

DAY = timedelta(days=1)
LONGEST_PAUSE = 400
"""Days of the supervisee's leave that a chain waits for."""


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody hears at `at` that something is overdue; `step` counts from 0 up the chain."""

    staff_id: str
    step: int
    at: datetime
    overdue: Overdue


def overdue_due(facts: Facts, first: date, last: date) -> Iterator[Due]:
    """One message a person a day: what is new to them that day, with what they know of and is still open."""
    assert facts.history is not None
    heard: dict[str, list[Told]] = {}
    for found in all_overdue(facts.roster, facts.programme, facts.history, first, last):
        for told in tellings(facts, found):
            heard.setdefault(told.staff_id, []).append(told)
    for staff_id, all_told in sorted(heard.items()):
        # Leave that is entered later moves a day that was; what somebody has heard is not said again for that.
        for at in sorted({told.at for told in all_told if (staff_id, _named(told.overdue)) not in facts.heard}):
            day = to_local(at, facts.zone).date()
            about = [told.overdue for told in all_told if told.at <= at and told.overdue.open_on(day)]
            key = f"overdue:{staff_id}:{day.isoformat()}"
            names = tuple(_named(one) for one in about)
            yield Due(key, Kind.SUPERVISION_OVERDUE, staff_id, at, staff_id=staff_id, about=names)


def tellings(facts: Facts, overdue: Overdue) -> Iterator[Told]:
    """Who hears of one overdue item and when, in order."""
    assert facts.history is not None
    begins = max(overdue.since, facts.history.told_from)
    lowest: datetime | None = None
    for number, step in enumerate(chain(facts.roster, facts.programme, overdue.staff_id, overdue.kind)):
        first = _after_delay(facts, overdue, begins, step.delay)
        if first is None:
            return
        told = []
        for staff_id in step.staff_ids:
            person = reached(facts, staff_id)
            at = None if person is None else _own_time(facts, person, overdue.staff_id, first, lowest)
            if at is not None and overdue.open_on(to_local(at, facts.zone).date()):
                told.append(Told(staff_id, number, at, overdue))
        yield from told
        # Whoever is away for longer than a fortnight is not waited for: the next in the chain hears in their place.
        lowest = max((one.at for one in told), default=lowest)


def _named(overdue: Overdue) -> str:
    return f"{overdue.staff_id}|{overdue.kind}|{overdue.since.isoformat()}"


def _after_delay(facts: Facts, overdue: Overdue, begins: date, delay: int) -> date | None:
    """The working day that comes `delay` working days after the first one from `begins` on, leave not counted."""
    left = delay
    for n in range(LONGEST_PAUSE):
        day = begins + n * DAY
        if is_working_day(day, facts.holidays) and facts.roster.available(overdue.staff_id, day):
            if left == 0:
                return day
            left -= 1
    return None


def _own_time(
    facts: Facts, person: Person, supervisee_id: str, first: date, lowest: datetime | None
) -> datetime | None:
    """When the person next hears: on an own day from `first` on, not while the supervisee is away, not too early."""
    patience, day = LONGEST_WAIT, first
    for _ in range(LONGEST_PAUSE):
        if facts.roster.available(supervisee_id, day):
            if works(facts, person, day) and is_working_day(day, facts.holidays):
                at = sending_time(facts, person, day)
                if lowest is None or at >= lowest:
                    return at
            patience -= 1
            if patience == 0:
                return None
        day += DAY
    return None

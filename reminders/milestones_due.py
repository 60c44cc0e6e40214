"""Milestones for their owners: coming up, and late; several of one day in one message."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.roster import Person
from reminders.kinds import Kind
from reminders.leads import days_before
from reminders.recipients import reached
from reminders.timing import Due, Facts, MilestoneFact, own_day_from, sending_time


def milestones_due(facts: Facts) -> Iterator[Due]:
    owned: dict[str, list[MilestoneFact]] = {}
    for milestone in facts.milestones:
        for staff_id in milestone.owners:
            owned.setdefault(staff_id, []).append(milestone)
    for staff_id, milestones in sorted(owned.items()):
        person = reached(facts, staff_id)
        if person is None:
            continue
        dated = [(day, one.key) for one in milestones for day in _days(facts, person, one)]
        for day in sorted({day for day, _ in dated}):
            # With those heard of before and not done yet: one message says everything, also when several pile up.
            keys = tuple(dict.fromkeys(key for told, key in dated if told <= day))
            at = sending_time(facts, person, day)
            key = f"milestones:{staff_id}:{day.isoformat()}"
            yield Due(key, Kind.MILESTONES, staff_id, at, staff_id=staff_id, about=keys)


def _days(facts: Facts, person: Person, milestone: MilestoneFact) -> Iterator[date]:
    for _, day in days_before(facts, person, milestone.forecast, facts.programme.reminders.milestone_leads):
        yield day
    late = own_day_from(facts, person, milestone.forecast + timedelta(days=1))
    if late is not None:
        yield late

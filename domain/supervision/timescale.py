"""In timescale or not: two readings of the same promise, each with what it counts (the rule is printed beside it)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from domain.calendar import Month

MOST_DAYS = 28
"""The stricter reading: never more than four weeks from one session to the next."""

Held = Mapping[str, Collection[date]]


@dataclass(frozen=True, slots=True)
class Timescale:
    """`within` of `due` people were in timescale; `excluded` people are counted in neither."""

    within: int
    due: int
    excluded: int


def by_calendar_month(due: Mapping[str, bool], held: Held, month: Month) -> Timescale:
    """Once in each calendar month, which permits a gap of 61 days. `due` says of everybody whether they were due."""
    people = [staff_id for staff_id, was_due in due.items() if was_due]
    within = sum(any(Month.of(day) == month for day in held.get(staff_id, ())) for staff_id in people)
    return Timescale(within, len(people), len(due) - len(people))


def by_28_days(since: Mapping[str, date], held: Held, first: date, last: date) -> Timescale:
    """Never more than 28 days without a session from `first` to `last`, inclusive.

    `since` is the day from which each person's days count while nothing was held: when they started, or when records
    begin. Whoever starts after `last` is excluded.
    """
    people = {staff_id: start for staff_id, start in since.items() if start <= last}
    within = sum(_kept(start, held.get(staff_id, ()), first, last) for staff_id, start in people.items())
    return Timescale(within, len(people), len(since) - len(people))


def _kept(start: date, held: Collection[date], first: date, last: date) -> bool:
    counted = sorted({start, *(day for day in held if day <= last)})
    before = [day for day in counted if day < first][-1:]
    marks = [*before, *(day for day in counted if day >= first), last]
    return all((later - earlier).days <= MOST_DAYS for earlier, later in pairwise(marks))

"""Overdue: no session held in time. By the programme's reading of timescale, and never longer than its limit.

The rule is `supervision.timescale_rule` with `supervision.rhythm.limit`, 42 days unless the authority says otherwise.
Only what was held counts: a booking does not, and an answer that never came is never a yes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from domain.calendar import Month
from domain.programme import Programme
from domain.roster import Person, Roster
from domain.supervision.due import DueWindow, due_kinds, due_windows
from domain.supervision.timescale import MOST_DAYS

Key = tuple[str, str]
DAY = timedelta(days=1)
AHEAD_MONTHS = 15
"""So many months are looked through for the next session that is due; somebody away for longer is not reminded."""


@dataclass(frozen=True, slots=True)
class History:
    """Sessions by (staff id, kind), as local days in order.

    `held` are those that took place, or that are still to come and taken to; `booked` all that answer what was due.
    Nothing is overdue for days before `since`, when the records begin, and nobody is told before `told_from`, when the
    bot began.
    """

    held: Mapping[Key, Sequence[date]]
    booked: Mapping[Key, Sequence[date]]
    since: date
    told_from: date


@dataclass(frozen=True, slots=True)
class Overdue:
    """Late from the day `since` on; over with the day `until`, when it is held or the person's time here ends."""

    staff_id: str
    kind: str
    since: date
    until: date | None

    def open_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def days_late(self, day: date) -> int:
        """1 on the first day."""
        return (day - self.since).days + 1


def all_overdue(roster: Roster, programme: Programme, history: History, first: date, last: date) -> Iterator[Overdue]:
    """Whatever is overdue on some day from `first` to `last`, by person and kind, in order."""
    for staff_id, kinds in sorted(due_kinds(roster, programme).items()):
        for kind in sorted(kinds):
            yield from overdue(roster, programme, history, (staff_id, kind), last, first)


def overdue(
    roster: Roster, programme: Programme, history: History, key: Key, last: date, first: date = date.min
) -> Iterator[Overdue]:
    """One person's times of being late with one kind, from `first` to `last`: after each session until the next."""
    person = roster.people[key[0]]
    begins = max(person.starts_on, history.since)
    held = [day for day in history.held.get(key, ()) if day >= person.starts_on]
    ends = None if person.leaves_on is None else person.leaves_on + DAY
    for former, following in zip([None, *held], [*held, None], strict=True):
        if (following is not None and following <= first) or (former is not None and former > last):
            continue
        since = first_day_late(roster, programme, person, key[1], former, begins)
        until = min((day for day in (following, ends) if day is not None), default=None)
        if since is not None and since <= last and (until is None or since < until):
            yield Overdue(*key, since, until)


def first_day_late(
    roster: Roster, programme: Programme, person: Person, kind: str, held_on: date | None, begins: date
) -> date | None:
    """The first day on which somebody is late who was last supervised on `held_on`, or never since `begins`."""
    counted = begins - DAY if held_on is None else held_on
    for window in islice(_windows(person, kind, counted, programme), AHEAD_MONTHS):
        if _excused(roster, person, window):
            # The count starts afresh when somebody is back who was away all the time that a session was due.
            counted = window.last_day
            continue
        if not window.monthly:
            return window.last_day + DAY
        longest = programme.supervision.rhythm.limit
        if programme.supervision.timescale_rule == "28_days":
            return counted + min(longest, MOST_DAYS) * DAY + DAY
        return min(window.last_day, counted + longest * DAY) + DAY
    return None


def unbooked(
    roster: Roster, programme: Programme, history: History, key: Key, first: date, last: date
) -> Iterator[DueWindow]:
    """What is due between two days and neither held nor booked, unless the person is away all the time."""
    person = roster.people[key[0]]
    month = Month.of(first)
    while month.first <= last:
        for window in due_windows(person, key[1], month, programme):
            days = history.booked.get(key, ())
            if not any(window.first_day <= day <= window.last_day for day in days) and not _excused(
                roster, person, window
            ):
                yield window
        month = month.next()


def _windows(person: Person, kind: str, after: date, programme: Programme) -> Iterator[DueWindow]:
    month = Month.of(after + DAY)
    for _ in range(AHEAD_MONTHS):
        yield from (w for w in due_windows(person, kind, month, programme) if w.first_day > after)
        month = month.next()


def _excused(roster: Roster, person: Person, window: DueWindow) -> bool:
    """Away on every day they work in it."""
    days = (window.first_day + n * DAY for n in range((window.last_day - window.first_day).days + 1))
    return not any(person.pattern.works_on(day) and roster.available(person.staff_id, day) for day in days)

"""Other times for one meeting: near the one it stands on, with everybody it can have."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from planning.group.attendance import who_misses
from planning.group.model import Absent, GroupRequest, Occurrence, TeamSlot
from planning.month.feasible import clock, minutes


@dataclass(frozen=True, slots=True)
class OneDay:
    """What is known of one day: its people, the template's excusals, and the other meetings that stand on it."""

    day: date
    request: GroupRequest
    slots: tuple[TeamSlot, ...]
    dated: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class OtherTime:
    """A time, local, and who could not come to it."""

    day: date
    start: time
    absent: tuple[Absent, ...]


def other_times(days: Iterable[OneDay], one: Occurrence, chairs: Sequence[str], avoid: datetime) -> list[OtherTime]:
    """Every time at which one of `chairs` can come, the fewest missing first, then the nearest to `avoid` (local).

    Somebody whom another team's meeting needs at that time stays there: a meeting that moves takes nobody away from one
    that stands. The time `avoid` itself is left out.
    """
    found = [
        other
        for known in days
        for other in _of_day(known, one, chairs)
        if datetime.combine(other.day, other.start) != avoid
    ]
    return sorted(found, key=lambda other: (len(other.absent), _distance(other, avoid), other.day, other.start))


def misses(known: OneDay, one: Occurrence, start: time) -> tuple[Absent, ...]:
    """Who could not come to the meeting on this day at this time."""
    there = replace(one, day=known.day, start=start, moved_from=known.day, cause=None)
    return who_misses(known.request, known.slots, [*known.dated, there], there)


def _of_day(known: OneDay, one: Occurrence, chairs: Sequence[str]) -> Iterator[OtherTime]:
    earliest, latest = minutes(known.request.earliest), minutes(known.request.latest) - one.minutes
    for start in range(earliest, latest + 1, known.request.grid_minutes):
        if any(_overlaps(other, start, one.minutes) for other in known.dated if other.team == one.team):
            continue
        absent = misses(known, one, clock(start))
        away = {somebody.staff_id for somebody in absent}
        if not chairs or any(chair not in away for chair in chairs):
            yield OtherTime(known.day, clock(start), absent)


def _overlaps(other: Occurrence, start: int, length: int) -> bool:
    begins = minutes(other.start)
    return begins < start + length and start < begins + other.minutes


def _distance(other: OtherTime, avoid: datetime) -> int:
    """Minutes from the time it stood on; another week is further than any day of its own."""
    at = datetime.combine(other.day, other.start)
    weeks = abs(at.isocalendar().week - avoid.isocalendar().week)
    return weeks * 100_000 + int(abs((at - avoid).total_seconds()) // 60)

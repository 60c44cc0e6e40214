"""Other times for one meeting: near the one it stands on, with everybody it can have."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from domain.calendar import week_start
from planning.group.attendance import cause_on, stretch_of, who_misses
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
    """A time, local, and who could not come to it; `taken` are (staff id, team) of whom another team would lose."""

    day: date
    start: time
    absent: tuple[Absent, ...]
    taken: tuple[tuple[str, str], ...] = ()


def other_times(
    days: Iterable[OneDay], one: Occurrence, chairs: Sequence[str], avoid: datetime, kept: Collection[str] = ()
) -> list[OtherTime]:
    """Every time at which one of `chairs` can come, the best first. `kept` are the shared specialists it has so far.

    First those that take nobody from another team's meeting, and lose none of `kept`; then the weeks next to that of
    `avoid` (local), the fewest missing, the nearest. The time `avoid` itself is left out.
    """
    found = [
        other
        for known in days
        for other in _of_day(known, one, chairs)
        if datetime.combine(other.day, other.start) != avoid
    ]
    return sorted(found, key=lambda other: _rank(other, avoid, kept))


def at_time(known: OneDay, one: Occurrence, start: time) -> OtherTime:
    """The meeting on this day at this time, whether anybody could chair it or not."""
    there = replace(one, day=known.day, start=start, moved_from=known.day, cause=None)
    absent = who_misses(known.request, known.slots, [*known.dated, there], there)
    return OtherTime(known.day, start, absent, tuple(_taken(known, there)))


def can_chair(known: OneDay, other: OtherTime, length: int, chairs: Iterable[str]) -> bool:
    """Is one of them free, and needed in no other meeting?"""
    gone = {somebody.staff_id for somebody in other.absent} | {staff_id for staff_id, _ in other.taken}
    start = minutes(other.start)
    return any(
        chair not in gone and cause_on(known.request, chair, known.day, (start, start + length)) is None
        for chair in chairs
    )


def meets_already(known: OneDay, one: Occurrence, start: time) -> bool:
    """Has the team itself another meeting at that time?"""
    there = replace(one, start=start)
    return any(_overlaps(stretch_of(other), stretch_of(there)) for other in known.dated if other.team == one.team)


def _of_day(known: OneDay, one: Occurrence, chairs: Sequence[str]) -> Iterator[OtherTime]:
    earliest, latest = minutes(known.request.earliest), minutes(known.request.latest) - one.minutes
    for start in range(earliest, latest + 1, known.request.grid_minutes):
        if meets_already(known, one, clock(start)):
            continue
        found = at_time(known, one, clock(start))
        if can_chair(known, found, one.minutes, chairs):
            yield found


def _taken(known: OneDay, there: Occurrence) -> Iterator[tuple[str, str]]:
    """Who would miss another team's meeting that they come to as things stand."""
    for other in known.dated:
        if other.team == there.team:
            continue
        before = {somebody.staff_id for somebody in who_misses(known.request, known.slots, known.dated, other)}
        after = who_misses(known.request, known.slots, [*known.dated, there], other)
        yield from ((somebody.staff_id, other.team) for somebody in after if somebody.staff_id not in before)


def _rank(other: OtherTime, avoid: datetime, kept: Collection[str]) -> tuple[int, int, int, int, int, datetime]:
    at = datetime.combine(other.day, other.start)
    lost = sum(somebody.staff_id in kept for somebody in other.absent)
    weeks = abs((week_start(other.day) - week_start(avoid.date())).days) // 7
    apart = int(abs((at - avoid).total_seconds()) // 60)
    return len(other.taken), lost, weeks, len(other.absent), apart, at


def _overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]

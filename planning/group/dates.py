"""The dated meetings of a template: fortnights from the anchor Monday, another day where there is a bank holiday."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.calendar import week_start
from domain.supervision.causes import Cause
from planning.group.attendance import cause_on, meet_at_once, phase, stretch_of
from planning.group.model import GroupRequest, Occurrence, TeamNeed, TeamSlot
from planning.group.people import everybody
from planning.group.slots import PHASES
from planning.month.feasible import clock, minutes


def occurrences(
    request: GroupRequest,
    plan_slots: Sequence[TeamSlot],
    first: date,
    last: date,
    holidays: frozenset[date],
    standing: Sequence[Occurrence] = (),
) -> list[Occurrence]:
    """Every meeting whose own day is from `first` to `last`, in the order of days, times and teams.

    One that falls on a bank holiday moves within its week, perhaps to a day outside `first` to `last`; a meeting that
    has no other time falls out: it has no `day`, and the cause `bank_holiday`. A week's meetings are the same whatever
    stretch is asked for. Teams with meetings among `standing` keep these: they are not dated again, and nobody is taken
    from them.
    """
    slots = sorted(plan_slots, key=lambda placed: placed.team)
    found: list[Occurrence] = []
    monday = week_start(first)
    while monday <= last:
        found.extend(_Week(request, slots, monday, holidays, standing).meetings())
        monday += timedelta(days=7)
    wanted = [one for one in found if first <= own_day(one) <= last]
    return sorted(wanted, key=lambda one: (one.day or own_day(one), one.start, one.team))


def own_day(one: Occurrence) -> date:
    """The day on which the template has it, wherever it moved."""
    day = one.moved_from or one.day
    assert day is not None
    return day


class _Week:
    """One week's meetings while those on bank holidays look for another time."""

    def __init__(
        self,
        request: GroupRequest,
        slots: Sequence[TeamSlot],
        monday: date,
        holidays: frozenset[date],
        standing: Sequence[Occurrence],
    ) -> None:
        self._request = request
        self._holidays = holidays
        self._monday = monday
        self._needs = {need.code: need for need in request.teams}
        self._excused = {
            (absent.staff_id, placed.team)
            for placed in slots
            for absent in placed.absent
            if absent.cause is Cause.GROUP_SUPERVISION
        }
        settled = {one.team for one in standing}
        own = [placed for placed in slots if phase(request, monday) in PHASES[placed.slot.weeks]]
        self._dated = [self._on_its_day(placed) for placed in own if placed.team not in settled]
        self._standing = [one for one in standing if one.day is not None and week_start(one.day) == monday]
        self._kept = [*self._standing, *(one for one in self._dated if one.day not in holidays)]

    def meetings(self) -> list[Occurrence]:
        for one in sorted(self._dated, key=lambda one: (own_day(one), one.team)):
            if one.day in self._holidays:
                self._kept.append(self._moved(one))
        return self._kept[len(self._standing) :]

    def _on_its_day(self, placed: TeamSlot) -> Occurrence:
        day = self._monday + timedelta(days=placed.slot.weekday)
        return Occurrence(placed.team, day, placed.slot.start, placed.slot.minutes)

    def _moved(self, one: Occurrence) -> Occurrence:
        """The same time on another day before another time; then the fewest absent, the nearest day, the later one."""
        need = self._needs.get(one.team)
        for tries in (self._same_time(one), self._other_times(one)):
            free = [other for other in tries if need is not None and self._fits(need, other)]
            if need is not None and free:
                return min(free, key=lambda other: self._rank(need, one, other))
        return replace(one, day=None, moved_from=one.day, cause=Cause.BANK_HOLIDAY)

    def _same_time(self, one: Occurrence) -> Iterator[Occurrence]:
        for n in range(5):
            day = self._monday + timedelta(days=n)
            if day not in self._holidays:
                yield replace(one, day=day, moved_from=one.day)

    def _other_times(self, one: Occurrence) -> Iterator[Occurrence]:
        first, last = minutes(self._request.earliest), minutes(self._request.latest) - one.minutes
        for other in self._same_time(one):
            for start in range(first, last + 1, self._request.grid_minutes):
                yield replace(other, start=clock(start))

    def _fits(self, need: TeamNeed, other: Occurrence) -> bool:
        """The chair can come, and nobody who can come has another meeting then."""
        assert other.day is not None
        if need.chair_id is None or cause_on(self._request, need.chair_id, other.day, stretch_of(other)) is not None:
            return False
        busy = {staff_id for kept in self._kept for staff_id in self._comes(need, other, kept)}
        return all(
            cause_on(self._request, staff_id, other.day, stretch_of(other)) is not None
            for staff_id in busy & everybody(need)
        )

    def _comes(self, need: TeamNeed, other: Occurrence, kept: Occurrence) -> set[str]:
        """Who comes to a meeting that would be at the same time."""
        host = self._needs.get(kept.team)
        if kept.day is None or host is None or not meet_at_once(self._request, need, other, host, kept):
            return set()
        return {
            staff_id
            for staff_id in everybody(host)
            if (staff_id, kept.team) not in self._excused
            and cause_on(self._request, staff_id, kept.day, stretch_of(kept)) is None
        }

    def _rank(self, need: TeamNeed, one: Occurrence, other: Occurrence) -> tuple[int, int, int, int, int]:
        assert one.day is not None
        assert other.day is not None
        absent = sum(
            cause_on(self._request, staff_id, other.day, stretch_of(other)) is not None for staff_id in everybody(need)
        )
        ahead = (other.day - one.day).days
        apart = abs(minutes(other.start) - minutes(one.start))
        return absent, abs(ahead), apart, -ahead, minutes(other.start)

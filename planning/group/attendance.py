"""Who cannot come to one dated meeting, and why."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.calendar import week_start
from domain.supervision.causes import Cause
from planning.group.model import Absent, GroupRequest, Occurrence, TeamNeed, TeamSlot
from planning.group.people import everybody, works_through
from planning.group.slots import PHASES, overlap, travel_minutes
from planning.month.feasible import away, in_service, minutes

Stretch = tuple[int, int]
"""From and to, in minutes since midnight."""


def phase(request: GroupRequest, day: date) -> int:
    """0 in a week a and 1 in a week b, counted from the anchor Monday whatever the year's week numbers are."""
    return (week_start(day) - week_start(request.anchor_monday)).days // 7 % 2


def cause_on(request: GroupRequest, staff_id: str, day: date, stretch: Stretch) -> Cause | None:
    """Why somebody cannot come on that day at that time, other group supervision left out of account."""
    diary = request.diaries.get(staff_id)
    if diary is None or not in_service(diary, day):
        return Cause.NOT_IN_SERVICE
    if away(diary, day):
        return Cause.UNAVAILABLE
    if not works_through(diary, day.weekday(), stretch):
        return Cause.WORKING_PATTERN
    week = phase(request, day)
    taken = any(
        fixed.staff_id == staff_id
        and fixed.weekday == day.weekday()
        and week in PHASES[fixed.weeks]
        and overlap((minutes(fixed.start), minutes(fixed.end)), stretch)
        for fixed in request.fixed
    )
    return Cause.OTHER_COMMITMENT if taken else None


def who_misses(
    request: GroupRequest, plan_slots: Iterable[TeamSlot], dated: Sequence[Occurrence], one: Occurrence
) -> tuple[Absent, ...]:
    """Members who cannot come to one meeting of `dated`, in the order of their ids; nobody where it falls out.

    Whom the template excuses from one of two teams goes to the other. Of two meetings at once that no template has
    agreed on, one that was moved is missed, or else the later team's; nobody misses what they chair.
    """
    if one.day is None:
        return ()
    needs = {need.code: need for need in request.teams}
    excused = {
        (absent.staff_id, placed.team)
        for placed in plan_slots
        for absent in placed.absent
        if absent.cause is Cause.GROUP_SUPERVISION
    }
    others = [other for other in dated if other.day == one.day and other.team != one.team and other.team in needs]
    at_once = [other for other in others if meet_at_once(request, needs[one.team], one, needs[other.team], other)]
    found = {
        staff_id: cause_on(request, staff_id, one.day, stretch_of(one))
        or _needed_elsewhere(request, needs, excused, staff_id, one, at_once)
        for staff_id in sorted(everybody(needs[one.team]))
    }
    return tuple(Absent(staff_id, cause) for staff_id, cause in found.items() if cause is not None)


def meet_at_once(
    request: GroupRequest, need: TeamNeed, one: Occurrence, other_need: TeamNeed, other: Occurrence
) -> bool:
    travel = travel_minutes(request, need.office, other_need.office)
    return one.day == other.day and overlap(stretch_of(one), stretch_of(other), travel)


def stretch_of(one: Occurrence) -> Stretch:
    start = minutes(one.start)
    return start, start + one.minutes


def _needed_elsewhere(
    request: GroupRequest,
    needs: dict[str, TeamNeed],
    excused: set[tuple[str, str]],
    staff_id: str,
    one: Occurrence,
    at_once: list[Occurrence],
) -> Cause | None:
    if needs[one.team].chair_id == staff_id:
        return None
    for other in at_once:
        assert other.day is not None
        if staff_id not in everybody(needs[other.team]):
            continue
        if cause_on(request, staff_id, other.day, stretch_of(other)) is not None:
            continue
        agreed = (staff_id, one.team) in excused, (staff_id, other.team) in excused
        later = (one.moved_from is not None, one.team) > (other.moved_from is not None, other.team)
        if needs[other.team].chair_id == staff_id or agreed == (True, False) or (agreed[0] == agreed[1] and later):
            return Cause.GROUP_SUPERVISION
    return None

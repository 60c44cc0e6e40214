"""Who can be expected over a term, and who can come to one slot."""

from collections.abc import Iterable
from datetime import date, timedelta

from domain.supervision.causes import Cause
from planning.group.model import Fixed, GroupRequest, GroupSlot, TeamNeed
from planning.group.slots import PHASES, overlap, span
from planning.month.feasible import away, in_service, minutes
from planning.month.model import Diary


def everybody(need: TeamNeed) -> set[str]:
    """The members of a team, its chair included where there is one."""
    return {*need.members, *([] if need.chair_id is None else [need.chair_id])}


def absent_for_the_term(request: GroupRequest, staff_id: str) -> Cause | None:
    """Why somebody is expected nowhere: unknown, or gone on more than half of the days they would work."""
    diary = request.diaries.get(staff_id)
    if diary is None:
        return Cause.NOT_IN_SERVICE
    days = [day for day in _term(request) if diary.pattern.works_on(day)]
    gone = sum(not in_service(diary, day) for day in days)
    off = sum(in_service(diary, day) and away(diary, day) for day in days)
    if 2 * (gone + off) <= len(days):
        return None
    return Cause.NOT_IN_SERVICE if gone >= off else Cause.UNAVAILABLE


def cannot_come(diary: Diary, commitments: Iterable[Fixed], slot: GroupSlot) -> Cause | None:
    """Why somebody cannot come to a slot week after week; a commitment in one week of the two is enough."""
    if not works_through(diary, slot.weekday, span(slot)):
        return Cause.WORKING_PATTERN
    if any(_takes(fixed, slot) for fixed in commitments):
        return Cause.OTHER_COMMITMENT
    return None


def works_through(diary: Diary, weekday: int, stretch: tuple[int, int]) -> bool:
    if not 0 <= weekday < len(diary.pattern.days) or stretch[0] >= stretch[1]:
        return False
    hours = diary.pattern.days[weekday]
    return any(minutes(first) <= stretch[0] and stretch[1] <= minutes(last) for first, last in hours)


def _takes(fixed: Fixed, slot: GroupSlot) -> bool:
    shared = set(PHASES[fixed.weeks]) & set(PHASES[slot.weeks])
    times = minutes(fixed.start), minutes(fixed.end)
    return fixed.weekday == slot.weekday and bool(shared) and overlap(times, span(slot))


def _term(request: GroupRequest) -> list[date]:
    length = (request.last_day - request.first_day).days + 1
    return [request.first_day + timedelta(days=n) for n in range(length)]

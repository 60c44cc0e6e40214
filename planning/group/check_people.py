"""The check's own reading of who can come, and of when two meetings are at once."""

from datetime import timedelta

from domain.supervision.causes import Cause
from planning.group.model import GroupRequest, GroupSlot, TeamNeed, TeamSlot

DAY = 24 * 60
At = tuple[TeamNeed, GroupSlot]


def reason(request: GroupRequest, staff_id: str, slot: GroupSlot) -> Cause | None:
    """Why somebody cannot come to a slot, other meetings of their teams left out of account."""
    diary = request.diaries.get(staff_id)
    if diary is None:
        return Cause.NOT_IN_SERVICE
    worked = outside = away = 0
    day = request.first_day
    while day <= request.last_day:
        if diary.pattern.days[day.weekday()]:
            worked += 1
            if day < diary.starts_on or (diary.leaves_on is not None and day > diary.leaves_on):
                outside += 1
            elif [a for a in diary.absences if a.first_day <= day <= a.last_day]:
                away += 1
        day += timedelta(days=1)
    if outside + away > worked - outside - away:
        return Cause.UNAVAILABLE if away > outside else Cause.NOT_IN_SERVICE
    return _standing_reason(request, staff_id, slot)


def _standing_reason(request: GroupRequest, staff_id: str, slot: GroupSlot) -> Cause | None:
    hours = dict(enumerate(request.diaries[staff_id].pattern.days)).get(slot.weekday, ())
    begin = slot.start.hour * 60 + slot.start.minute
    end = begin + slot.minutes
    within = [s for s, e in hours if s.hour * 60 + s.minute <= begin < end <= e.hour * 60 + e.minute]
    if not within:
        return Cause.WORKING_PATTERN
    for fixed in request.fixed:
        if fixed.staff_id != staff_id:
            continue
        length = (fixed.end.hour - fixed.start.hour) * 60 + fixed.end.minute - fixed.start.minute
        taken = GroupSlot(fixed.weeks, fixed.weekday, fixed.start, length)
        if _touch(slot, taken, 0):
            return Cause.OTHER_COMMITMENT
    return None


def together(request: GroupRequest, one: At, other: At) -> bool:
    """Would one person have to be at both, or on the way from one to the other?"""
    return _touch(one[1], other[1], minutes_between(request, one[0].office, other[0].office))


def minutes_between(request: GroupRequest, here: str, there: str) -> int:
    if here == there:
        return 0
    first, second = sorted([here, there])
    return request.travel.get((first, second), request.far)


def meetings(placed: list[tuple[TeamNeed, TeamSlot]]) -> dict[str, list[tuple[TeamNeed, TeamSlot]]]:
    """The meetings of each person, whether they come or not."""
    found: dict[str, list[tuple[TeamNeed, TeamSlot]]] = {}
    for need, slot in placed:
        for staff_id in {*need.members, need.chair_id} - {None}:
            found.setdefault(staff_id or "", []).append((need, slot))
    return found


def on_one_day(one: GroupSlot, other: GroupSlot) -> bool:
    return bool({begin // DAY for begin in _begins(one)} & {begin // DAY for begin in _begins(other)})


def _touch(one: GroupSlot, other: GroupSlot, travel: int) -> bool:
    return any(
        first // DAY == second // DAY
        and first - second < other.minutes + travel
        and second - first < one.minutes + travel
        for first in _begins(one)
        for second in _begins(other)
    )


def _begins(slot: GroupSlot) -> list[int]:
    """The minutes of a fortnight at which a slot's meetings begin."""
    weeks = {"every": (0, 7), "a": (0,), "b": (7,)}[slot.weeks]
    return [(days + slot.weekday) * DAY + slot.start.hour * 60 + slot.start.minute for days in weeks]

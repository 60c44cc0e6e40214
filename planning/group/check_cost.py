"""The check's own count of what a template costs, with the weights written out once more."""

from collections import Counter
from collections.abc import Iterator
from datetime import time
from itertools import combinations

from planning.group.check_people import meetings, minutes_between, on_one_day
from planning.group.model import GroupPlan, GroupRequest, GroupSlot, TeamNeed, TeamSlot

PAID_FOR = ("working_pattern", "other_commitment", "group_supervision")


def costs(request: GroupRequest, plan: GroupPlan) -> Counter[str]:
    """What a plan without violations costs, by the names of its terms."""
    needs = {need.code: need for need in request.teams}
    placed = [(needs[slot.team], slot) for slot in plan.slots]
    total: Counter[str] = Counter()
    total["unplaced"] = 20_000 * sum(none.cause == "group_supervision" for none in plan.unplaced)
    total["absent"] = 100 * sum(absent.cause in PAID_FOR for _, slot in placed for absent in slot.absent)
    total["travel_day"] = 3 * _travel_days(request, placed)
    for need, slot in placed:
        for term, paid in _wishes(need, slot.slot):
            total[term] += paid
    return total


def _wishes(need: TeamNeed, slot: GroupSlot) -> Iterator[tuple[str, int]]:
    end = slot.start.hour * 60 + slot.start.minute + slot.minutes
    if slot.weekday == 0:
        yield "monday", 2
    if slot.weekday == 4 and end > 12 * 60:
        yield "friday_afternoon", 4
    if slot.start < time(13, 30) and end > 12 * 60:
        yield "lunch", 5
    if need.preferred and slot.weekday not in need.preferred:
        yield "preferred", 10
    if need.last is None:
        return
    if slot.weekday != need.last.weekday or {slot.weeks, need.last.weeks} == {"a", "b"}:
        yield "change", 30
    elif slot.start != need.last.start:
        before = need.last.start.hour * 60 + need.last.start.minute
        yield "change", min(30, 15 + abs(end - slot.minutes - before) // 30)


def _travel_days(request: GroupRequest, placed: list[tuple[TeamNeed, TeamSlot]]) -> int:
    found = 0
    for staff_id, own in meetings(placed).items():
        attended = [(n, s) for n, s in own if staff_id not in [absent.staff_id for absent in s.absent]]
        for (one, first), (other, second) in combinations(attended, 2):
            far = minutes_between(request, one.office, other.office) > 0
            found += far and on_one_day(first.slot, second.slot)
    return found

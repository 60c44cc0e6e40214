"""What a recurring slot occupies. Inside, times are minutes since midnight."""

from collections.abc import Iterator, Mapping

from planning.group.model import GroupRequest, GroupSlot, TeamNeed, Weeks
from planning.month.feasible import clock, minutes

PHASES: Mapping[Weeks, tuple[int, ...]] = {Weeks.EVERY: (0, 1), Weeks.A: (0,), Weeks.B: (1,)}
"""The weeks of a fortnight, counted from the anchor Monday, in which a slot meets."""


def candidates(request: GroupRequest, need: TeamNeed) -> Iterator[GroupSlot]:
    """The slots a team may have, in order, whoever is free then; only the fixed one where there is one."""
    if need.fixed is not None:
        yield need.fixed
        return
    last = minutes(request.latest) - need.minutes
    for weeks in (Weeks.EVERY,) if need.cadence_weeks == 1 else (Weeks.A, Weeks.B):
        for weekday in range(5):
            for start in range(minutes(request.earliest), last + 1, request.grid_minutes):
                yield GroupSlot(weeks, weekday, clock(start), need.minutes)


def span(slot: GroupSlot) -> tuple[int, int]:
    start = minutes(slot.start)
    return start, start + slot.minutes


def same_day(one: GroupSlot, other: GroupSlot) -> bool:
    """Do both meet on one day, at least every other week?"""
    return one.weekday == other.weekday and bool(set(PHASES[one.weeks]) & set(PHASES[other.weeks]))


def clash(one: GroupSlot, other: GroupSlot, travel: int) -> bool:
    """Can nobody be at both, with `travel` minutes in between?"""
    return same_day(one, other) and overlap(span(one), span(other), travel)


def overlap(one: tuple[int, int], other: tuple[int, int], travel: int = 0) -> bool:
    return one[0] < other[1] + travel and other[0] < one[1] + travel


def travel_minutes(request: GroupRequest, office: str, other: str) -> int:
    if office == other:
        return 0
    pair = (min(office, other), max(office, other))
    return request.travel.get(pair, request.far)

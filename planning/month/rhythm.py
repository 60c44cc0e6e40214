"""How long after the last session a day is, and how long before the next one can be."""

from datetime import date, timedelta

from planning.month.model import MonthRequest, Need

LONGEST_COUNTED = 120
"""Days without a session before the month that count at most: beyond, it would be cheaper to leave somebody out."""


def too_early(request: MonthRequest, need: Need, day: date) -> bool:
    """Is the day so early that even the first possible one of the month after is over the limit?"""
    return need.next_possible is not None and need.next_possible > again_by(request, day)


def again_by(request: MonthRequest, day: date) -> date:
    """The last day within the limit after a session on `day`."""
    return day + timedelta(days=request.limit_interval)


def outside(request: MonthRequest, need: Need, day: date) -> int:
    """By how many days a monthly session is too early or too late after the last one."""
    if not need.monthly or need.last_on is None:
        return 0
    last = max(need.last_on, need.first_day - timedelta(days=LONGEST_COUNTED))
    gap = (day - last).days
    return max(0, request.shortest_interval - gap, gap - request.longest_interval)


def burden(request: MonthRequest, need: Need, day: date) -> int:
    """How badly off the day leaves this person: days outside the interval, and their strain if there are any."""
    days = outside(request, need, day)
    return days + min(need.strain, LONGEST_COUNTED) if days else 0

"""Which dates would do for a session, what takes each of them, and the first that is free."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from planning.month.feasible import Board, days, each, grid, runs, worked
from planning.month.locked import locked
from planning.month.model import Booking, MonthRequest, Need
from planning.month.obstacles import Filled, Obstacle, obstacle


def day_facts(request: MonthRequest, bookings: Iterable[Booking], need: Need) -> dict[str, Any]:
    """`dates`, each with `day`, `cause` and `staff_id`, for every day due on which both work long enough.

    `free_on` is the first free date after the days due, as far as the month is known; missing where there is none.
    """
    if not need.open or any(one not in request.diaries for one in (need.staff_id, need.supervisor_id)):
        return {}
    booked = tuple(bookings)
    filled = Filled(request, booked)
    dates = [
        {"day": day.isoformat(), "cause": taken.cause.value, "staff_id": taken.staff_id}
        for day in days(request, need)
        if (taken := taken_by(request, filled, need, day)) is not None
    ]
    later = free_after(request, booked, need)
    return {"dates": dates} | ({} if later is None else {"free_on": later.isoformat()})


def taken_by(request: MonthRequest, filled: Filled, need: Need, day: date) -> Obstacle | None:
    """What takes most of the starts of a day on which both work; None where they don't, or where a start is free."""
    found = Counter(obstacle(request, filled, need, day, start) for start in _starts(request, need, day))
    if not found or None in found:
        return None
    [(most, _)] = found.most_common(1)
    return most


def free_after(request: MonthRequest, bookings: Iterable[Booking], need: Need) -> date | None:
    """The first date after the days due on which both have time, or the one that lies beyond the month."""
    horizon = max(one.last_day for one in request.needs)
    later = replace(need, first_day=need.last_day + timedelta(days=1), last_day=horizon)
    slot = next(Board(locked(request, bookings, (later,))).starts(later), None)
    return need.next_possible if slot is None else slot[0]


def _starts(request: MonthRequest, need: Need, day: date) -> Iterator[int]:
    """The starts that both working patterns allow within the common window."""
    assert need.supervisor_id is not None
    both = worked(request.diaries[need.staff_id], day) & worked(request.diaries[need.supervisor_id], day)
    return each(runs(both, need.minutes) & grid(request.window, need.minutes))

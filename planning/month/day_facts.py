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


class Dates:
    """The dates of needs beside what is booked. Made once for all of them: it reads the whole month."""

    def __init__(self, request: MonthRequest, bookings: Iterable[Booking]) -> None:
        booked = tuple(bookings)
        self._request = request
        self._filled = Filled(request, booked)
        self._board = Board(locked(request, booked, ()))
        self._horizon = max((need.last_day for need in request.needs), default=date.min)

    def facts(self, need: Need) -> dict[str, Any]:
        """`dates`, each with `day`, `cause` and `staff_id`, for every day due on which both work long enough.

        `free_on` is the first free date after the days due, as far as the month is known; missing where there is none.
        """
        if not need.open or not {need.staff_id, need.supervisor_id} <= self._request.diaries.keys():
            return {}
        dates = [
            {"day": day.isoformat(), "cause": taken.cause.value, "staff_id": taken.staff_id}
            for day in days(self._request, need)
            if (taken := self.taken_by(need, day)) is not None
        ]
        later = self.free_after(need)
        return {"dates": dates} | ({} if later is None else {"free_on": later.isoformat()})

    def taken_by(self, need: Need, day: date) -> Obstacle | None:
        """What takes most of the starts of a day on which both work; None where they don't, or a start is free."""
        found = Counter(obstacle(self._request, self._filled, need, day, start) for start in self._starts(need, day))
        if not found or None in found:
            return None
        [(most, _)] = found.most_common(1)
        return most

    def free_after(self, need: Need) -> date | None:
        """The first date after the days due on which both have time, or the one that lies beyond the month."""
        later = replace(need, first_day=need.last_day + timedelta(days=1), last_day=self._horizon)
        slot = next(self._board.starts(later), None)
        return need.next_possible if slot is None else slot[0]

    def _starts(self, need: Need, day: date) -> Iterator[int]:
        """The starts that both working patterns allow within the common window."""
        assert need.supervisor_id is not None
        diaries = self._request.diaries
        both = worked(diaries[need.staff_id], day) & worked(diaries[need.supervisor_id], day)
        return each(runs(both, need.minutes) & grid(self._request.window, need.minutes))

"""Do a supervisor's days hold what their supervisees are due?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from planning.month.feasible import Board, days, each, most_a_day
from planning.month.locked import locked
from planning.month.model import MonthRequest, Need


@dataclass(frozen=True, slots=True)
class Overfull:
    """A supervisor who is asked for more sessions than fit, whoever goes without. `by_day` is what fits on each day."""

    supervisor_id: str
    last_day: date
    due: int
    fits: int
    by_day: Mapping[date, int]


def overfull(request: MonthRequest) -> Iterator[Overfull]:
    """Supervisors of whom more is due, sessions booked already included, than their days can hold."""
    for supervisor_id, needs in sorted(_asked(request).items()):
        fits = dict(fitting(request, supervisor_id, needs))
        if len(needs) > sum(fits.values()):
            last_day = max(need.last_day for need in needs)
            yield Overfull(supervisor_id, last_day, len(needs), sum(fits.values()), fits)


def fitting(request: MonthRequest, supervisor_id: str, needs: list[Need]) -> Iterator[tuple[date, int]]:
    """Day by day how many of these needs could be held one after the other: never too few, at times too many.

    Only starts that suit at least one of them count, each as long as the shortest of them.
    """
    board = Board(locked(request, (), needs))
    shortest = min(need.minutes for need in needs)
    for day in sorted({day for need in needs for day in days(request, need)}):
        starts = 0
        for need in needs:
            if need.first_day <= day <= need.last_day:
                starts |= board.starts_on(need, day)
        room = most_a_day(request, supervisor_id) - len(board.given.get((supervisor_id, day), ()))
        fits = min(room, _in_a_row(starts, shortest))
        if fits > 0:
            yield day, fits


def _in_a_row(starts: int, length: int) -> int:
    count, free_from = 0, 0
    for start in each(starts):
        if start >= free_from:
            count, free_from = count + 1, start + length
    return count


def _asked(request: MonthRequest) -> Mapping[str, list[Need]]:
    found: dict[str, list[Need]] = defaultdict(list)
    for need in request.needs:
        if need.blocked is None and need.supervisor_id is not None and need.staff_id in request.diaries:
            found[need.supervisor_id].append(need)
    return {supervisor_id: needs for supervisor_id, needs in found.items() if supervisor_id in request.diaries}

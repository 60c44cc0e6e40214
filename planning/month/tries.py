"""What might give one need a place: the month with one thing changed, the least drastic first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from planning.month.feasible import Board, most_a_day
from planning.month.locked import locked
from planning.month.model import Diary, MonthRequest, Need, RemedyKind
from planning.month.scene import Scene

SHORTER_MINUTES = 60
MOST_COVER = 3
DAYS_OUTSIDE = 7
"""A session that is a week early or late still belongs to its interval; one further off is another session."""


@dataclass(frozen=True, slots=True)
class Try:
    """A scene in which only this need has no place, and one thing is otherwise than it is."""

    kind: RemedyKind
    scene: Scene
    facts: Mapping[str, Any]


def tries(now: Scene, need: Need, managers: Sequence[str], later: Scene | None = None) -> Iterator[Try]:
    """One more session that day, another day, cover, a shorter session, a day outside those due."""
    if need.open:
        yield from _more_from_the_supervisor(now, need)
    others = [one for one in dict.fromkeys(managers) if one not in (need.staff_id, need.supervisor_id)]
    cover = [_cover(now, need, other) for other in others[:MOST_COVER]]
    yield from cover[:1]
    if need.open and need.minutes > SHORTER_MINUTES:
        shorter = replace(need, minutes=SHORTER_MINUTES, cover=())
        yield Try(RemedyKind.SHORTER, _alone(now, shorter), {"minutes": SHORTER_MINUTES})
    if need.open:
        yield from _outside(now, need, later)
    yield from cover[1:]


def _cover(now: Scene, need: Need, other: str) -> Try:
    asked = replace(need, supervisor_id=other, blocked=None, cover=())
    return Try(RemedyKind.COVER, _alone(now, asked), {"supervisor_id": other})


def _more_from_the_supervisor(now: Scene, need: Need) -> Iterator[Try]:
    assert need.supervisor_id is not None
    own = replace(need, cover=())
    diary = now.request.diaries.get(need.supervisor_id)
    if diary is None:
        return
    more = replace(diary, sessions_a_day=most_a_day(now.request, need.supervisor_id) + 1)
    yield Try(RemedyKind.ONE_MORE_SESSION, _with_diary(_alone(now, own), need.supervisor_id, more), {})
    if diary.gives is not None:
        wider = _with_diary(_alone(now, own), need.supervisor_id, replace(diary, gives=None))
        yield Try(RemedyKind.OTHER_DAY, wider, {"outside": "window"})


def _outside(now: Scene, need: Need, later: Scene | None) -> Iterator[Try]:
    """The free day nearest to the days due, where nothing else of the same kind is due of the person."""
    for distance in range(1, DAYS_OUTSIDE + 1):
        for day in (need.last_day + timedelta(days=distance), need.first_day - timedelta(days=distance)):
            there = next((one for one in (now, later) if one is not None and _known(one, day)), None)
            if there is None or _due_otherwise(there.request, need, day):
                continue
            moved = replace(need, first_day=day, last_day=day, cover=())
            if _free(there, moved):
                days = (day - need.last_day).days if day > need.last_day else (day - need.first_day).days
                yield Try(RemedyKind.OTHER_DAY, _alone(there, moved), {"outside": "due_days", "days": days})
                return


def _known(there: Scene, day: date) -> bool:
    needs = there.request.needs
    return bool(needs) and min(n.first_day for n in needs) <= day <= max(n.last_day for n in needs)


def _due_otherwise(request: MonthRequest, need: Need, day: date) -> bool:
    """Is another session of the same kind due on that day? A monthly one of the next month is no obstacle."""
    return any(
        one.first_day <= day <= one.last_day and not one.monthly
        for one in request.needs
        if (one.staff_id, one.kind) == (need.staff_id, need.kind) and one != need
    )


def _free(there: Scene, need: Need) -> bool:
    booked = [standing.booking for standing in there.booked.values()]
    return next(Board(locked(there.request, booked, ())).starts(need), None) is not None


def _alone(now: Scene, need: Need) -> Scene:
    request = replace(now.request, needs=(*now.booked, need))
    return replace(now, request=request, lost=(need,))


def _with_diary(now: Scene, staff_id: str, diary: Diary) -> Scene:
    diaries = {**now.request.diaries, staff_id: diary}
    return replace(now, request=replace(now.request, diaries=diaries))

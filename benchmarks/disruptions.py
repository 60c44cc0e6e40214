"""What happens to a month that was planned: people fall ill, leave, change supervisor; a bank holiday is declared."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from domain.roster import Absence
from planning.month.matching import matched
from planning.month.model import Diary, MonthPlan, MonthRequest, Need, Standing

CONFIRMED_AHEAD = timedelta(days=7)
"""Sessions of the coming week are taken to be confirmed by both."""


def absences(request: MonthRequest, plan: MonthPlan, count: int, seed: int) -> Iterator[MonthRequest]:
    """Each time somebody is away from a day on which they have a session, for a day to two weeks."""
    random = Random(seed)
    for booking in random.sample(plan.bookings, count):
        last_day = booking.day + timedelta(days=random.choice((0, 0, 1, 2, 4, 9, 13)))
        staff_id = random.choice((booking.staff_id, booking.staff_id, booking.supervisor_id))
        diary = request.diaries[staff_id]
        longer = replace(diary, absences=(*diary.absences, Absence(booking.day, last_day)))
        yield _with_diary(as_of(request, plan, booking.day), staff_id, longer)


def leavers(request: MonthRequest, plan: MonthPlan, count: int, seed: int) -> Iterator[MonthRequest]:
    """Each time another supervisor leaves, and two colleagues may stand in."""
    random = Random(seed)
    supervisors = sorted({b.supervisor_id for b in plan.bookings})
    for staff_id in random.sample(supervisors, min(count, len(supervisors))):
        day = _working_day(request, random)
        gone = replace(request.diaries[staff_id], leaves_on=day - timedelta(days=1))
        found = _with_diary(as_of(request, plan, day), staff_id, gone)
        cover = tuple(random.sample([one for one in supervisors if one != staff_id], 2))
        yield replace(found, needs=tuple(_covered(need, staff_id, cover) for need in found.needs))


def holidays(request: MonthRequest, plan: MonthPlan, count: int, seed: int) -> Iterator[MonthRequest]:
    """A bank holiday declared two weeks before, on another day each time."""
    random = Random(seed)
    for _ in range(count):
        day = _working_day(request, random)
        found = as_of(request, plan, day - timedelta(days=14))
        yield replace(found, holidays=found.holidays | {day})


def new_lines(request: MonthRequest, plan: MonthPlan, count: int, seed: int) -> Iterator[MonthRequest]:
    """A supervisor is lost from some day on, and a colleague takes over one of the supervisees at a time."""
    random = Random(seed)
    supervisors = sorted({b.supervisor_id for b in plan.bookings})
    for _ in range(count):
        old, new = random.sample(supervisors, 2)
        found = as_of(request, plan, _working_day(request, random))
        needs = tuple(_handed_over(need, old, new) for need in found.needs)
        yield replace(found, needs=needs)


def as_of(request: MonthRequest, plan: MonthPlan, day: date) -> MonthRequest:
    """The month from `day` on: what was held is neither due nor standing any more."""
    pairs, left = matched(request.needs, plan.bookings)
    ahead = [(need, booking) for need, booking in pairs if booking.day >= day]
    return replace(
        request,
        needs=(*(need for need, _ in ahead), *(need for need in left if need.last_day >= day)),
        standing=tuple(Standing(b, fixed=b.day < day + CONFIRMED_AHEAD) for _, b in ahead),
        not_before=max(day, request.not_before),
    )


def _covered(need: Need, gone: str, cover: tuple[str, ...]) -> Need:
    return replace(need, cover=cover) if need.supervisor_id == gone and need.staff_id not in cover else need


def _handed_over(need: Need, old: str, new: str) -> Need:
    if need.supervisor_id != old or need.staff_id == new or need.blocked is not None:
        return need
    return replace(need, supervisor_id=new)


def _with_diary(request: MonthRequest, staff_id: str, diary: Diary) -> MonthRequest:
    return replace(request, diaries={**request.diaries, staff_id: diary})


def _working_day(request: MonthRequest, random: Random) -> date:
    first = min(need.first_day for need in request.needs)
    days = [first + timedelta(days=n) for n in range(29)]
    return random.choice([day for day in days if day.weekday() < 5 and day not in request.holidays])

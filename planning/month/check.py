"""An independent check of the hard rules: it shares no code with the planner, and runs on every plan."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, time

from planning.month.model import Booking, MonthPlan, MonthRequest, Need


def violations(request: MonthRequest, plan: MonthPlan) -> list[str]:
    """What is wrong with a plan, in staff ids and days; empty when every hard rule holds."""
    found: list[str] = []
    for booking in plan.bookings:
        problems = [*_time(request, booking), *_people(request, booking)]
        found.extend(f"{booking.staff_id} on {booking.day}: {problem}" for problem in problems)
    found.extend(_asked_for(request, plan))
    found.extend(_double(request, plan))
    found.extend(_caps(request, plan))
    found.extend(_accounted(request, plan))
    return found


def _time(request: MonthRequest, b: Booking) -> Iterator[str]:
    window = request.window
    if b.day in request.holidays:
        yield "a bank holiday"
    if b.day < request.not_before:
        yield "in the past"
    if b.start < window.start or b.end > window.end or b.end <= b.start:
        yield "outside the supervisor's window"
    if _length(window.start, b.start) % window.grid_minutes != 0:
        yield "off the grid"


def _people(request: MonthRequest, b: Booking) -> Iterator[str]:
    if b.staff_id == b.supervisor_id:
        yield "their own supervisor"
    for staff_id in (b.staff_id, b.supervisor_id):
        diary = request.diaries.get(staff_id)
        if diary is None:
            yield f"{staff_id} has no diary"
            continue
        hours = diary.pattern.days[b.day.weekday()]
        if not [span for span in hours if span[0] <= b.start and b.end <= span[1]]:
            yield f"{staff_id} does not work then"
        if b.day < diary.starts_on or (diary.leaves_on is not None and b.day > diary.leaves_on):
            yield f"{staff_id} is not in service"
        if [a for a in diary.absences if a.first_day <= b.day <= a.last_day]:
            yield f"{staff_id} is unavailable"


def _asked_for(request: MonthRequest, plan: MonthPlan) -> Iterator[str]:
    """Every booking answers a need of its own: two in one week do not make up for the week after."""
    waiting = sorted(request.needs, key=lambda need: need.last_day)
    for b in sorted(plan.bookings, key=lambda booking: booking.day):
        answered = next((need for need in waiting if _answers(b, need)), None)
        if answered is None:
            yield f"{b.staff_id} on {b.day}: nobody asked for this session"
        else:
            waiting.remove(answered)


def _answers(b: Booking, need: Need) -> bool:
    return (
        (need.staff_id, need.kind, need.supervisor_id) == (b.staff_id, b.kind, b.supervisor_id)
        and need.blocked is None
        and need.first_day <= b.day <= need.last_day
        and need.minutes == _length(b.start, b.end)
    )


def _double(request: MonthRequest, plan: MonthPlan) -> Iterator[str]:
    spans: dict[tuple[str, date], list[tuple[time, time]]] = {}
    for b in plan.bookings:
        for staff_id in (b.staff_id, b.supervisor_id):
            own = spans.setdefault((staff_id, b.day), [])
            if any(start < b.end and b.start < end for start, end in own):
                yield f"{staff_id} on {b.day}: booked twice at once"
            own.append((b.start, b.end))
    for busy in request.busy:
        for start, end in spans.get((busy.staff_id, busy.day), ()):
            if start < busy.end and busy.start < end:
                yield f"{busy.staff_id} on {busy.day}: already taken"


def _caps(request: MonthRequest, plan: MonthPlan) -> Iterator[str]:
    given = Counter((b.supervisor_id, b.day) for b in plan.bookings)
    before = Counter((b.staff_id, b.day) for b in request.busy if b.supervises)
    for (staff_id, day), count in given.items():
        if count + before[staff_id, day] > request.window.sessions_a_day:
            yield f"{staff_id} on {day}: more sessions than a day holds"


def _accounted(request: MonthRequest, plan: MonthPlan) -> Iterator[str]:
    wanted = Counter((n.staff_id, n.kind) for n in request.needs)
    booked = Counter((b.staff_id, b.kind) for b in plan.bookings)
    left = Counter((u.staff_id, u.kind) for u in plan.unplaced)
    for staff_id, kind in sorted({*wanted, *booked, *left}):
        due, said = wanted[staff_id, kind], booked[staff_id, kind] + left[staff_id, kind]
        if due != said:
            yield f"{staff_id}: {due} sessions were due, {said} are accounted for"


def _length(start: time, end: time) -> int:
    return (end.hour - start.hour) * 60 + end.minute - start.minute

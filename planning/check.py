"""An independent check of the hard rules: it shares no code with the planner, and runs on every plan."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, time
from itertools import pairwise

from planning.model import Booking, MonthPlan, MonthRequest


def violations(request: MonthRequest, plan: MonthPlan) -> list[str]:
    """What is wrong with a plan, in staff ids and days; empty when every hard rule holds."""
    found: list[str] = []
    for booking in plan.bookings:
        found.extend(f"{booking.staff_id} on {booking.day}: {problem}" for problem in _one(request, booking))
    found.extend(_double(request, plan))
    found.extend(_caps(request, plan))
    found.extend(_counted(request, plan))
    return found


def _one(request: MonthRequest, b: Booking) -> Iterator[str]:
    if b.day in request.holidays:
        yield "a bank holiday"
    if b.day < request.not_before:
        yield "in the past"
    if b.start < request.window.start or b.end > request.window.end:
        yield "outside the supervisor's window"
    if not any(
        n.staff_id == b.staff_id
        and n.kind == b.kind
        and n.supervisor_id == b.supervisor_id
        and n.blocked is None
        and n.first_day <= b.day <= n.last_day
        and n.minutes == _length(b.start, b.end)
        for n in request.needs
    ):
        yield "nobody asked for this session"
    for staff_id in (b.staff_id, b.supervisor_id):
        diary = request.diaries[staff_id]
        hours = diary.pattern.days[b.day.weekday()]
        if not [span for span in hours if span[0] <= b.start and b.end <= span[1]]:
            yield f"{staff_id} does not work then"
        if b.day < diary.starts_on or (diary.leaves_on is not None and b.day > diary.leaves_on):
            yield f"{staff_id} is not in service"
        if [a for a in diary.absences if a.first_day <= b.day <= a.last_day]:
            yield f"{staff_id} is unavailable"


def _double(request: MonthRequest, plan: MonthPlan) -> Iterator[str]:
    spans: dict[str, list[tuple[date, time, time]]] = {}
    for b in plan.bookings:
        for staff_id in (b.staff_id, b.supervisor_id):
            spans.setdefault(staff_id, []).append((b.day, b.start, b.end))
    for busy in request.busy:
        if busy.staff_id in spans:
            for day, start, end in spans[busy.staff_id]:
                if day == busy.day and start < busy.end and busy.start < end:
                    yield f"{busy.staff_id} on {day}: already taken"
    for staff_id, own in spans.items():
        own.sort()
        for first, second in pairwise(own):
            if first[0] == second[0] and second[1] < first[2]:
                yield f"{staff_id} on {first[0]}: booked twice at once"


def _caps(request: MonthRequest, plan: MonthPlan) -> Iterator[str]:
    given = Counter((b.supervisor_id, b.day) for b in plan.bookings)
    before = Counter((b.staff_id, b.day) for b in request.busy if b.supervises)
    for (staff_id, day), count in given.items():
        if count + before[staff_id, day] > request.window.sessions_a_day:
            yield f"{staff_id} on {day}: more sessions than a day holds"


def _counted(request: MonthRequest, plan: MonthPlan) -> Iterator[str]:
    wanted = Counter((n.staff_id, n.kind) for n in request.needs)
    answered = Counter((b.staff_id, b.kind) for b in plan.bookings) + Counter(
        (u.staff_id, u.kind) for u in plan.unplaced
    )
    if wanted != answered:
        yield f"{sum(wanted.values())} sessions were due, {sum(answered.values())} are accounted for"


def _length(start: time, end: time) -> int:
    return (end.hour - start.hour) * 60 + end.minute - start.minute

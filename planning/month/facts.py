"""What the check knows of a request, looked up plainly: it uses nothing that the planner uses."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from planning.month.model import Booking, Busy, MonthRequest, Need

Hours = tuple[time, time]


class Facts:
    """`given` are the sessions that supervisors give already, by supervisor and day."""

    def __init__(self, request: MonthRequest) -> None:
        self.request = request
        self.given: dict[tuple[str, date], list[Hours]] = defaultdict(list)
        self._busy: dict[tuple[str, date], list[Busy]] = defaultdict(list)
        for busy in request.busy:
            self._busy[busy.staff_id, busy.day].append(busy)
            if busy.supervises:
                self.given[busy.staff_id, busy.day].append((busy.start, busy.end))

    def missing(self, staff_id: str, day: date, start: time, end: time) -> Iterator[str]:
        """Why somebody is not there at this time."""
        diary = self.request.diaries.get(staff_id)
        if diary is None:
            yield f"{staff_id} has no diary"
            return
        if not [span for span in diary.pattern.days[day.weekday()] if span[0] <= start and end <= span[1]]:
            yield f"{staff_id} does not work then"
        if day < diary.starts_on or (diary.leaves_on is not None and day > diary.leaves_on):
            yield f"{staff_id} is not in service"
        if [a for a in diary.absences if a.first_day <= day <= a.last_day]:
            yield f"{staff_id} is unavailable"

    def gives(self, b: Booking) -> bool:
        """Is it within the hours in which the supervisor gives sessions, where they have such hours?"""
        diary = self.request.diaries.get(b.supervisor_id)
        if diary is None or diary.gives is None:
            return True
        return any(first <= b.start and b.end <= last for first, last in diary.gives.days[b.day.weekday()])

    def most_a_day(self, supervisor_id: str) -> int:
        diary = self.request.diaries.get(supervisor_id)
        common = self.request.window.sessions_a_day
        return common if diary is None or diary.sessions_a_day is None else diary.sessions_a_day

    def unclaimed(self, b: Booking, others: Iterable[Booking]) -> bool:
        """Are both free apart from `others`, and has the supervisor given less than a day holds with them?"""
        both = {b.staff_id, b.supervisor_id}
        taken = [(busy.start, busy.end) for one in both for busy in self._busy.get((one, b.day), ())]
        same = [other for other in others if other.day == b.day]
        taken += [(other.start, other.end) for other in same if both & {other.staff_id, other.supervisor_id}]
        gives = len(self.given.get((b.supervisor_id, b.day), ()))
        gives += sum(other.supervisor_id == b.supervisor_id for other in same)
        return gives < self.most_a_day(b.supervisor_id) and not any(s < b.end and b.start < e for s, e in taken)

    def pairs(self, bookings: Iterable[Booking]) -> tuple[list[tuple[Need, Booking]], list[Booking]]:
        """Every booking with the need it answers: two in one week do not make up for the week after."""
        agreed = {standing.booking for standing in self.request.standing}
        waiting = sorted(self.request.needs, key=lambda need: need.last_day)
        pairs, strays = [], []
        for b in sorted(bookings, key=lambda booking: (booking.day, booking.start)):
            need = next((need for need in waiting if _answers(need, b, agreed=b in agreed)), None)
            if need is None:
                strays.append(b)
            else:
                waiting.remove(need)
                pairs.append((need, b))
        return pairs, strays

    def possible(self, need: Need, supervisor_id: str) -> bool:
        """Is there any time for it with this supervisor, while nothing is planned?"""
        if not {need.staff_id, supervisor_id} <= self.request.diaries.keys() or need.staff_id == supervisor_id:
            return False
        return any(self._free(need, supervisor_id, day) for day in self._days(need))

    def _days(self, need: Need) -> Iterator[date]:
        day = max(need.first_day, self.request.not_before)
        while day <= need.last_day:
            if day not in self.request.holidays:
                yield day
            day += timedelta(days=1)

    def _free(self, need: Need, supervisor_id: str, day: date) -> bool:
        window = self.request.window
        at = datetime.combine(day, window.start)
        while (end := at + timedelta(minutes=need.minutes)) <= datetime.combine(day, window.end):
            b = Booking(need.staff_id, supervisor_id, need.kind, day, at.time(), end.time())
            absent = [self.missing(one, day, b.start, b.end) for one in (b.staff_id, supervisor_id)]
            if self.gives(b) and self.unclaimed(b, ()) and not any(list(found) for found in absent):
                return True
            at += timedelta(minutes=window.grid_minutes)
        return False


def _answers(need: Need, b: Booking, *, agreed: bool) -> bool:
    """Whoever agreed on a time may have agreed on the supervisor and the length as well."""
    if (need.staff_id, need.kind) != (b.staff_id, b.kind) or not need.first_day <= b.day <= need.last_day:
        return False
    if agreed:
        return True
    own = need.blocked is None and need.supervisor_id == b.supervisor_id
    return need.minutes == length(b.start, b.end) and (own or b.supervisor_id in need.cover)


def length(start: time, end: time) -> int:
    """Minutes from one to the other."""
    return (end.hour - start.hour) * 60 + end.minute - start.minute

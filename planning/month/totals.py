"""What a plan costs each supervisor as a whole: their days, their busiest week, their worst-off person, next month."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from planning.month.feasible import Span, minutes
from planning.month.model import Booking, MonthRequest, Need
from planning.month.rhythm import again_by, burden, too_early
from planning.month.weights import WEIGHTS, Charge, Term

Pairs = list[tuple[Need, Booking]]
Given = Mapping[tuple[str, date], list[Span]]


def of_supervisors(request: MonthRequest, given: Given, pairs: Pairs) -> Iterator[Charge]:
    """`given` are the sessions that supervisors give before the plan, by supervisor and day."""
    own: dict[str, Pairs] = defaultdict(list)
    for need, booking in pairs:
        own[booking.supervisor_id].append((need, booking))
    for supervisor_id, theirs in own.items():
        yield from _days(supervisor_id, given, theirs)
        yield Term.PEAK_WEEK, WEIGHTS[Term.PEAK_WEEK] * _peak(supervisor_id, given, theirs)
        worst = max(burden(request, need, booking.day) for need, booking in theirs)
        yield Term.WORST_OFF, WEIGHTS[Term.WORST_OFF] * worst
        yield Term.LOOKAHEAD, WEIGHTS[Term.LOOKAHEAD] * _too_many_early(request, supervisor_id, theirs)


def blocks(spans: Iterable[Span]) -> list[Span]:
    """Sessions that touch are one block."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def week(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def weekly(supervisor_id: str, given: Given) -> Counter[date]:
    """The sessions that a supervisor gives before the plan, by week."""
    found: Counter[date] = Counter()
    for (staff_id, day), spans in given.items():
        if staff_id == supervisor_id:
            found[week(day)] += len(spans)
    return found


def _days(supervisor_id: str, given: Given, theirs: Pairs) -> Iterator[Charge]:
    added: dict[date, list[Span]] = defaultdict(list)
    for _, booking in theirs:
        added[booking.day].append((minutes(booking.start), minutes(booking.end)))
    for day, spans in added.items():
        old = given.get((supervisor_id, day), [])
        if not old:
            yield Term.DAYS_USED, WEIGHTS[Term.DAYS_USED]
        yield Term.APART, WEIGHTS[Term.APART] * (len(blocks([*old, *spans])) - 1)


def _peak(supervisor_id: str, given: Given, theirs: Pairs) -> int:
    """By how many sessions the plan raises the busiest week."""
    before = weekly(supervisor_id, given)
    after = before + Counter(week(booking.day) for _, booking in theirs)
    return max(after.values()) - max(before.values(), default=0)


def _too_many_early(request: MonthRequest, supervisor_id: str, theirs: Pairs) -> int:
    """How many of those seen early cannot be seen again in time, though each alone could: the supervisor is full."""
    ahead = request.ahead.get(supervisor_id)
    if ahead is None:
        return 0
    again = [
        again_by(request, booking.day)
        for need, booking in theirs
        if need.monthly and not too_early(request, need, booking.day)
    ]
    return max((_short(ahead, again, by) for by in again), default=0)


def _short(ahead: Iterable[tuple[date, int]], again: list[date], by: date) -> int:
    """Of those who must be seen again by a day, how many the days until then do not hold."""
    return max(0, sum(last <= by for last in again) - sum(room for day, room in ahead if day <= by))

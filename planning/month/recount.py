"""What a plan costs, counted again from its bookings by other code than the planner's. Only the weights are shared."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, time, timedelta

from planning.month.facts import Facts, length
from planning.month.model import Booking, MonthPlan, MonthRequest, Need
from planning.month.weights import COVER_RANK, WEIGHTS, Term

Pair = tuple[Need, Booking]

NOON, LUNCH_ENDS = time(12), time(13, 30)
COUNTED_DAYS = 120


def recomputed(request: MonthRequest, plan: MonthPlan) -> dict[str, int]:
    """Each term's cost, by its name."""
    facts = Facts(request)
    pairs, _ = facts.pairs(plan.bookings)
    counts: Counter[Term] = Counter()
    for need, b in pairs:
        counts.update(_of_person(request, need, b))
        counts.update(_of_time(need, b))
    of_supervisor: dict[str, list[Pair]] = defaultdict(list)
    for need, b in pairs:
        of_supervisor[b.supervisor_id].append((need, b))
    for supervisor_id, own in of_supervisor.items():
        counts.update(_of_supervisor(facts, supervisor_id, own))
    counts[Term.UNPLACED] = _unplaced(facts, pairs)
    standing, _ = facts.pairs([one.booking for one in request.standing])
    counts[Term.MOVED] = sum(b not in plan.bookings for _, b in standing)
    costs = {term.value: WEIGHTS[term] * counts[term] for term in Term}
    costs[Term.COVER.value] += COVER_RANK * sum(_rank(need, b) for need, b in pairs)
    return costs


def _of_person(request: MonthRequest, need: Need, b: Booking) -> dict[Term, int]:
    """Rhythm: how long after the last session, on which weekday, and whether it makes the next one late."""
    counts = {Term.MONDAY: int(b.day.isoweekday() == 1), Term.COVER: int(_is_cover(need, b))}
    if need.monthly and need.next_possible is not None:
        counts[Term.LOOKAHEAD] = int((need.next_possible - b.day).days > request.limit_interval)
    if need.monthly and need.last_on is not None:
        counts[Term.OVER_LIMIT] = int(need.last_on + timedelta(days=request.limit_interval) < b.day)
        counts[Term.INTERVAL] = _outside(request, need, b)
        counts[Term.WEEKDAY] = int((b.day - need.last_on).days % 7 != 0)
    return counts


def _outside(request: MonthRequest, need: Need, b: Booking) -> int:
    if not need.monthly or need.last_on is None:
        return 0
    gap = min((b.day - need.last_on).days, (b.day - need.first_day).days + COUNTED_DAYS)
    if gap < request.shortest_interval:
        return request.shortest_interval - gap
    return max(gap - request.longest_interval, 0)


def _of_time(need: Need, b: Booking) -> dict[Term, int]:
    counts = {
        Term.LUNCH: int(b.start < LUNCH_ENDS and b.end > NOON),
        Term.FRIDAY_AFTERNOON: int(b.day.isoweekday() == 5 and b.end > NOON),
    }
    if need.monthly and need.last_start is not None:
        counts[Term.START] = abs(length(need.last_start, b.start)) // 30
    return counts


def _is_cover(need: Need, b: Booking) -> bool:
    return need.blocked is not None or need.supervisor_id != b.supervisor_id


def _rank(need: Need, b: Booking) -> int:
    if not _is_cover(need, b):
        return 0
    return list(need.cover).index(b.supervisor_id) if b.supervisor_id in need.cover else len(need.cover)


def _unplaced(facts: Facts, pairs: list[Pair]) -> int:
    """How many have no session who could have had one, with their own supervisor or with cover."""
    answered = {need for need, _ in pairs}
    return sum(
        any(facts.possible(need, supervisor_id) for supervisor_id in _askable(need))
        for need in facts.request.needs
        if need not in answered
    )


def _askable(need: Need) -> Iterator[str]:
    if need.supervisor_id is not None and need.blocked is None:
        yield need.supervisor_id
    yield from need.cover


def _of_supervisor(facts: Facts, supervisor_id: str, own: list[Pair]) -> dict[Term, int]:
    by_day: dict[date, list[tuple[time, time]]] = defaultdict(list)
    for _, b in own:
        by_day[b.day].append((b.start, b.end))
    worst = [(_outside(facts.request, need, b), min(need.strain, COUNTED_DAYS)) for need, b in own]
    return {
        Term.DAYS_USED: sum((supervisor_id, day) not in facts.given for day in by_day),
        Term.APART: sum(
            _starts_of_blocks([*spans, *facts.given.get((supervisor_id, day), ())]) - 1 for day, spans in by_day.items()
        ),
        Term.PEAK_WEEK: _raised(facts, supervisor_id, own),
        Term.WORST_OFF: max(days + strain if days > 0 else 0 for days, strain in worst),
        Term.LOOKAHEAD: _late_for_want_of_room(facts.request, supervisor_id, own),
    }


def _starts_of_blocks(spans: list[tuple[time, time]]) -> int:
    """The sessions at whose start, and just before, no other is going on."""
    starts = {start for start, _ in spans}
    return sum(not any(first < start <= last for first, last in spans) for start in starts)


def _raised(facts: Facts, supervisor_id: str, own: list[Pair]) -> int:
    before: Counter[tuple[int, int]] = Counter()
    for (staff_id, day), spans in facts.given.items():
        if staff_id == supervisor_id:
            before[day.isocalendar()[:2]] += len(spans)
    after = before.copy()
    after.update(b.day.isocalendar()[:2] for _, b in own)
    return max(after.values()) - max([0, *before.values()])


def _late_for_want_of_room(request: MonthRequest, supervisor_id: str, own: list[Pair]) -> int:
    """Give everybody the first place that is left, the tightest first; how many get none in time."""
    if supervisor_id not in request.ahead:
        return 0
    limit = timedelta(days=request.limit_interval)
    places = sorted(day for day, fits in request.ahead[supervisor_id] for _ in range(fits))
    late = 0
    for need, b in sorted(own, key=lambda pair: pair[1].day):
        last = b.day + limit
        if not need.monthly or (need.next_possible is not None and need.next_possible > last):
            continue
        if places and places[0] <= last:
            places.pop(0)
        else:
            late += 1
    return late

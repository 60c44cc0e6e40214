"""An independent check of a plan: it shares no code with the planner, and runs on every plan."""

from collections import Counter
from collections.abc import Iterator

from planning.month.facts import Facts, length
from planning.month.model import Booking, MonthPlan, MonthRequest, Need, Standing
from planning.month.recount import recomputed as recomputed


def violations(request: MonthRequest, plan: MonthPlan) -> list[str]:
    """What is wrong with a plan, in staff ids and days; empty when every hard rule holds and the cost is right."""
    return [*broken_rules(request, plan), *wrong_costs(request, plan)]


def broken_rules(request: MonthRequest, plan: MonthPlan) -> list[str]:
    """The hard rules only."""
    found: list[str] = []
    facts = Facts(request)
    agreed = {standing.booking for standing in request.standing}
    for booking in plan.bookings:
        problems = [*_people(facts, booking), *(() if booking in agreed else _time(facts, booking))]
        found.extend(f"{booking.staff_id} on {booking.day}: {problem}" for problem in problems)
    pairs, strays = facts.pairs(plan.bookings)
    found.extend(f"{b.staff_id} on {b.day}: nobody asked for this session" for b in strays)
    found.extend(_cover(facts, pairs))
    found.extend(_double(request, plan))
    found.extend(_caps(facts, plan))
    found.extend(_accounted(request, plan))
    found.extend(_standing(facts, plan, pairs))
    return found


def wrong_costs(request: MonthRequest, plan: MonthPlan) -> list[str]:
    """Every term that the plan states otherwise than it is, counted again. A plan that states none is not checked."""
    if not plan.cost_by_term:
        return []
    counted = recomputed(request, plan)
    terms = sorted({*counted, *plan.cost_by_term})
    found = [
        f"{term} costs {counted.get(term, 0)}, not {plan.cost_by_term.get(term, 0)}"
        for term in terms
        if counted.get(term, 0) != plan.cost_by_term.get(term, 0)
    ]
    if plan.cost != sum(plan.cost_by_term.values()):
        found.append(f"the terms add up to {sum(plan.cost_by_term.values())}, not {plan.cost}")
    return found


def _time(facts: Facts, b: Booking) -> Iterator[str]:
    window = facts.request.window
    if b.day < facts.request.not_before:
        yield "in the past"
    if b.start < window.start or b.end > window.end or b.end <= b.start or not facts.gives(b):
        yield "outside the supervisor's window"
    if length(window.start, b.start) % window.grid_minutes != 0:
        yield "off the grid"


def _people(facts: Facts, b: Booking) -> Iterator[str]:
    if b.staff_id == b.supervisor_id:
        yield "their own supervisor"
    if b.day in facts.request.holidays:
        yield "a bank holiday"
    for staff_id in (b.staff_id, b.supervisor_id):
        yield from facts.missing(staff_id, b.day, b.start, b.end)


def _cover(facts: Facts, pairs: list[tuple[Need, Booking]]) -> Iterator[str]:
    """Somebody else gives a session only where the own supervisor cannot at all; or where they had agreed to."""
    agreed = {standing.booking for standing in facts.request.standing}
    for need, b in pairs:
        own = need.supervisor_id if need.blocked is None else None
        if b.supervisor_id == own or b in agreed:
            continue
        if b.supervisor_id not in need.cover:
            yield f"{b.staff_id} on {b.day}: {b.supervisor_id} is neither their supervisor nor cover"
        elif own is not None and facts.possible(need, own):
            yield f"{b.staff_id} on {b.day}: cover, though {own} has time"


def _double(request: MonthRequest, plan: MonthPlan) -> Iterator[str]:
    spans: dict[tuple[str, object], list[Booking]] = {}
    for b in plan.bookings:
        for staff_id in (b.staff_id, b.supervisor_id):
            own = spans.setdefault((staff_id, b.day), [])
            if any(other.start < b.end and b.start < other.end for other in own):
                yield f"{staff_id} on {b.day}: booked twice at once"
            own.append(b)
    for busy in request.busy:
        for b in spans.get((busy.staff_id, busy.day), ()):
            if b.start < busy.end and busy.start < b.end:
                yield f"{busy.staff_id} on {busy.day}: already taken"


def _caps(facts: Facts, plan: MonthPlan) -> Iterator[str]:
    """One more session that day may have been agreed: a day that is over its number may keep what it has, no more."""
    agreed = {standing.booking for standing in facts.request.standing}
    given = Counter((b.supervisor_id, b.day) for b in plan.bookings)
    new = {(b.supervisor_id, b.day) for b in plan.bookings if b not in agreed}
    for (staff_id, day), count in given.items():
        if (staff_id, day) in new and count + len(facts.given.get((staff_id, day), ())) > facts.most_a_day(staff_id):
            yield f"{staff_id} on {day}: more sessions than a day holds"


def _accounted(request: MonthRequest, plan: MonthPlan) -> Iterator[str]:
    wanted = Counter((n.staff_id, n.kind) for n in request.needs)
    booked = Counter((b.staff_id, b.kind) for b in plan.bookings)
    left = Counter((u.staff_id, u.kind) for u in plan.unplaced)
    for staff_id, kind in sorted({*wanted, *booked, *left}):
        due, said = wanted[staff_id, kind], booked[staff_id, kind] + left[staff_id, kind]
        if due != said:
            yield f"{staff_id}: {due} sessions were due, {said} are accounted for"


def _standing(facts: Facts, plan: MonthPlan, pairs: list[tuple[Need, Booking]]) -> Iterator[str]:
    """What is booked and can stay: fixed as it is, the rest somewhere, and not too many of them elsewhere."""
    answered, moved = {need for need, _ in pairs}, 0
    for need, standing in _able_to_stay(facts):
        b = standing.booking
        if b in plan.bookings:
            continue
        moved += 1
        if standing.fixed:
            yield f"{b.staff_id} on {b.day}: a fixed booking was changed"
        elif need not in answered:
            yield f"{b.staff_id} on {b.day}: a booking that stood was dropped"
    most = facts.request.most_moved
    if most is not None and moved > most:
        yield f"{moved} bookings were moved, {most} may be"


def _able_to_stay(facts: Facts) -> Iterator[tuple[Need, Standing]]:
    by_booking = {standing.booking: standing for standing in facts.request.standing}
    pairs, _ = facts.pairs(tuple(by_booking))
    kept: list[Booking] = []
    for need, b in sorted(
        pairs, key=lambda pair: (not by_booking[pair[1]].fixed, pair[1].staff_id, pair[1].kind, pair[1].day)
    ):
        if not [*_people(facts, b)] and facts.unclaimed(b, kept):
            kept.append(b)
            yield need, by_booking[b]

"""An independent check of a template: it shares no code with the planner, and runs on every plan."""

from collections import Counter
from collections.abc import Iterator
from datetime import time

from domain.supervision.causes import Cause
from planning.group.check_cost import costs
from planning.group.check_people import meetings, reason, together
from planning.group.model import GroupPlan, GroupRequest, GroupSlot, TeamNeed, TeamSlot, Weeks


def violations(request: GroupRequest, plan: GroupPlan) -> list[str]:
    """What is wrong with a plan, in team codes and staff ids; empty when every rule holds and the cost is right."""
    needs = {need.code: need for need in request.teams}
    found = [*_accounted(request, plan)]
    placed = [(needs[slot.team], slot) for slot in plan.slots if slot.team in needs]
    for need, placed_slot in placed:
        problems = [*_slot(request, need, placed_slot.slot), *_chair(request, need, placed_slot)]
        problems += _names(request, need, placed_slot)
        found.extend(f"{need.code}: {problem}" for problem in problems)
    found.extend(_twice(request, placed))
    found.extend(_left_out(request, plan, placed))
    if not found:
        found.extend(_cost(request, plan))
    return found


def _accounted(request: GroupRequest, plan: GroupPlan) -> Iterator[str]:
    said = Counter([*(slot.team for slot in plan.slots), *(none.team for none in plan.unplaced)])
    wanted = {need.code for need in request.teams}
    for code in sorted({*said, *wanted}):
        if code not in wanted:
            yield f"{code}: nobody asked for this team"
        elif said[code] != 1:
            yield f"{code}: accounted for {said[code]} times"


def _slot(request: GroupRequest, need: TeamNeed, slot: GroupSlot) -> Iterator[str]:
    if need.fixed is not None:
        if slot != need.fixed:
            yield "its fixed slot was not kept"
        return
    if (slot.weeks == "every") != (need.cadence_weeks == 1):
        yield "the wrong cadence"
    if slot.minutes != need.minutes:
        yield "the wrong length"
    if slot.weekday not in range(5):
        yield "not on a working day"
    start, first = _minute(slot.start), _minute(request.earliest)
    if start < first or start + slot.minutes > _minute(request.latest):
        yield "too early or too late"
    if (start - first) % request.grid_minutes:
        yield "off the grid"


def _chair(request: GroupRequest, need: TeamNeed, placed: TeamSlot) -> Iterator[str]:
    if need.chair_id is None or placed.chair_id != need.chair_id:
        yield "not its own chair"
        return
    cause = reason(request, need.chair_id, placed.slot)
    if cause is not None:
        yield f"{need.chair_id} chairs and cannot come: {cause}"
    if need.chair_id in {absent.staff_id for absent in placed.absent}:
        yield f"{need.chair_id} chairs and is named absent"


def _names(request: GroupRequest, need: TeamNeed, placed: TeamSlot) -> Iterator[str]:
    """Everybody who cannot come is named, once and with the right cause."""
    named = Counter(absent.staff_id for absent in placed.absent)
    yield from (f"{staff_id} is named absent twice" for staff_id, times in sorted(named.items()) if times > 1)
    yield from (f"{staff_id} is no member" for staff_id in sorted(set(named) - set(need.members)))
    said = {absent.staff_id: absent.cause for absent in placed.absent}
    for staff_id in sorted({*need.members, *said}):
        cause = reason(request, staff_id, placed.slot)
        if cause is None and said.get(staff_id) not in (None, "group_supervision"):
            yield f"{staff_id} can come and is named absent"
        if cause is not None and said.get(staff_id) != cause:
            yield f"{staff_id} cannot come and is not named so: {cause}"


def _twice(request: GroupRequest, placed: list[tuple[TeamNeed, TeamSlot]]) -> Iterator[str]:
    """Nobody is needed in two places at once; who is excused from one is needed in the other."""
    for staff_id, own in sorted(meetings(placed).items()):
        attended = [pair for pair in own if staff_id not in {absent.staff_id for absent in pair[1].absent}]
        for n, (one, first) in enumerate(attended):
            for other, second in attended[n + 1 :]:
                if together(request, (one, first.slot), (other, second.slot)):
                    yield f"{staff_id}: needed in {one.code} and {other.code} at once"
        for need, slot in own:
            excused = any(a.staff_id == staff_id and a.cause == "group_supervision" for a in slot.absent)
            if excused and not any(together(request, (need, slot.slot), (n, s.slot)) for n, s in attended):
                yield f"{staff_id}: excused from {need.code} without being needed elsewhere"


def _left_out(request: GroupRequest, plan: GroupPlan, placed: list[tuple[TeamNeed, TeamSlot]]) -> Iterator[str]:
    """A team without a slot has a chair who is missing, or for whom none of its slots is free."""
    needs = {need.code: need for need in request.teams}
    for none in plan.unplaced:
        need = needs.get(none.team)
        if need is None:
            continue
        slots = _free_for_chair(request, need)
        taken = [(n, s.slot) for n, s in placed if _attends(need.chair_id, n, s)]
        if any(not any(together(request, (need, slot), other) for other in taken) for slot in slots):
            yield f"{need.code}: left out although a slot was free"
        elif none.cause != (right := _why_left_out(request, need, slots)):
            yield f"{need.code}: left out because of {right}, not {none.cause}"


def _why_left_out(request: GroupRequest, need: TeamNeed, slots: list[GroupSlot]) -> Cause:
    if need.chair_id is None or need.chair_id not in request.diaries:
        return Cause.NO_SUPERVISOR
    if slots:
        return Cause.GROUP_SUPERVISION
    whole = reason(request, need.chair_id, GroupSlot(Weeks.EVERY, 0, request.earliest, need.minutes))
    if whole in (Cause.NOT_IN_SERVICE, Cause.UNAVAILABLE):
        return whole
    causes = {reason(request, need.chair_id, slot) for slot in _possible(request, need)}
    return Cause.OTHER_COMMITMENT if Cause.OTHER_COMMITMENT in causes else Cause.WORKING_PATTERN


def _free_for_chair(request: GroupRequest, need: TeamNeed) -> list[GroupSlot]:
    if need.chair_id is None:
        return []
    return [slot for slot in _possible(request, need) if reason(request, need.chair_id, slot) is None]


def _possible(request: GroupRequest, need: TeamNeed) -> Iterator[GroupSlot]:
    if need.fixed is not None:
        yield need.fixed
        return
    for weeks in ("every",) if need.cadence_weeks == 1 else ("a", "b"):
        for weekday in range(5):
            start = _minute(request.earliest)
            while start + need.minutes <= _minute(request.latest):
                at = time(start // 60, start % 60)
                yield GroupSlot(Weeks(weeks), weekday, at, need.minutes)
                start += request.grid_minutes


def _attends(staff_id: str | None, need: TeamNeed, placed: TeamSlot) -> bool:
    named = {absent.staff_id for absent in placed.absent}
    return staff_id is not None and staff_id in {*need.members, need.chair_id} - named


def _cost(request: GroupRequest, plan: GroupPlan) -> Iterator[str]:
    counted = costs(request, plan)
    for term in sorted({*counted, *plan.cost_by_term}):
        said, right = plan.cost_by_term.get(term, 0), counted.get(term, 0)
        if said != right:
            yield f"the plan says {said} for {term}, it is {right}"
    if plan.cost != sum(counted.values()):
        yield f"the plan says it costs {plan.cost}, it is {sum(counted.values())}"


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute

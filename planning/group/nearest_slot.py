"""Another recurring slot for one team, near the one it has, while all other teams keep theirs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.supervision.causes import Cause
from planning.group.model import Absent, GroupRequest, GroupSlot, TeamNeed, TeamSlot, Weeks
from planning.group.people import absent_for_the_term, cannot_come, everybody
from planning.group.slots import candidates, clash, span, travel_minutes


@dataclass(frozen=True, slots=True)
class SlotChoice:
    """A slot and its absent members; whoever another team's slot needs then stays there and is absent here."""

    slot: GroupSlot
    absent: tuple[Absent, ...]


def nearest_slots(
    request: GroupRequest, code: str, current: GroupSlot | None, others: Sequence[TeamSlot]
) -> list[SlotChoice]:
    """Every slot of the team's cadence and length that its chair can keep, the best first.

    Shared specialists who come to `current` come before the wished day, that before whoever else would newly be absent,
    and that before the distance. `others` are the slots of other teams with whom they excuse; nobody is taken away from
    them.
    """
    need = next(need for need in request.teams if need.code == code)
    if need.chair_id is None or absent_for_the_term(request, need.chair_id) is not None:
        return []
    found = [SlotChoice(slot, absent_from(request, code, slot, others)) for slot in candidates(request, need)]
    found = [choice for choice in found if all(away.staff_id != need.chair_id for away in choice.absent)]
    shared = {one for other in request.teams if other.code != code for one in everybody(other)}
    before = () if current is None else absent_from(request, code, current, others)
    missing = {away.staff_id for away in before}
    return sorted(found, key=lambda choice: _rank(need, choice, shared, missing, current))


def absent_from(request: GroupRequest, code: str, slot: GroupSlot, others: Sequence[TeamSlot]) -> tuple[Absent, ...]:
    """Who of a team cannot come to a slot, in the order of ids; whom another team's slot needs then is one of them."""
    needs = {need.code: need for need in request.teams}
    need = needs[code]
    bound = _bound(request, needs, need, slot, others)
    absent = []
    for staff_id in sorted(everybody(need)):
        own = [fixed for fixed in request.fixed if fixed.staff_id == staff_id]
        cause = absent_for_the_term(request, staff_id) or cannot_come(request.diaries[staff_id], own, slot)
        if cause is None and staff_id in bound:
            cause = Cause.GROUP_SUPERVISION
        if cause is not None:
            absent.append(Absent(staff_id, cause))
    return tuple(absent)


def _bound(
    request: GroupRequest, needs: dict[str, TeamNeed], need: TeamNeed, slot: GroupSlot, others: Sequence[TeamSlot]
) -> set[str]:
    """Who is needed in another team's slot at that time."""
    found: set[str] = set()
    for placed in others:
        host = needs.get(placed.team)
        if host is None or placed.team == need.code:
            continue
        if clash(slot, placed.slot, travel_minutes(request, need.office, host.office)):
            found |= everybody(host) - {absent.staff_id for absent in placed.absent}
    return found


def _rank(
    need: TeamNeed, choice: SlotChoice, shared: set[str], missing: set[str], current: GroupSlot | None
) -> tuple[object, ...]:
    slot = choice.slot
    newly = {absent.staff_id for absent in choice.absent} - missing
    unwished = bool(need.preferred) and slot.weekday not in need.preferred
    return len(newly & shared), unwished, len(newly), *_distance(slot, current), *_order(slot)


def _distance(slot: GroupSlot, current: GroupSlot | None) -> Iterator[int]:
    """Days and then minutes from the present slot; the other week of a fortnight is further than any day of its own."""
    if current is None:
        return
    other_week = slot.weeks is not current.weeks and Weeks.EVERY not in (slot.weeks, current.weeks)
    yield 7 * other_week + abs(slot.weekday - current.weekday)
    yield abs(span(slot)[0] - span(current)[0])


def _order(slot: GroupSlot) -> tuple[str, int, int]:
    return slot.weeks.value, slot.weekday, span(slot)[0]

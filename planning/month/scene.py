"""A month as it is booked: what holds, what no longer does and why, and who needs a place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from domain.supervision.causes import Cause
from planning.month.feasible import minutes
from planning.month.locked import locked
from planning.month.matching import matched
from planning.month.model import Booking, MonthRequest, Need, Standing
from planning.month.obstacles import Bar, Filled, Obstacle, in_window, of_people


@dataclass(frozen=True, slots=True)
class Fault:
    """A standing booking that no longer holds, what speaks against it, and its need (None: nobody asks for it)."""

    standing: Standing
    obstacle: Obstacle
    need: Need | None


@dataclass(frozen=True, slots=True)
class Scene:
    """`booked` is what holds, by the need it answers; `lost` are the needs without a place.

    A need in `booked` is written as it is held: by its supervisor or stand-in, as long as it is. What holds and answers
    no need is a fixed time in `request.busy`.
    """

    request: MonthRequest
    booked: Mapping[Need, Standing]
    lost: tuple[Need, ...]
    faults: tuple[Fault, ...]


def scene(request: MonthRequest) -> Scene:
    """Sort what stands. Past sessions are facts: hand over those from today on, with the needs that they answer."""
    pairs, unbooked = matched(request.needs, [standing.booking for standing in request.standing])
    of_booking = {booking: need for need, booking in pairs}
    filled, faults, loose = Filled(request), list[Fault](), list[Booking]()
    booked: dict[Need, Standing] = {}
    for standing in sorted(request.standing, key=_order):
        need = of_booking.get(standing.booking)
        obstacle = next(_obstacles(request, filled, standing, need), None)
        if obstacle is not None:
            faults.append(Fault(standing, obstacle, need))
            continue
        filled.add(standing.booking)
        if need is None:
            loose.append(standing.booking)
        else:
            booked[as_held(need, standing.booking)] = standing
    lost = sorted([*unbooked, *(f.need for f in faults if f.need is not None)], key=need_order)
    now = locked(request, loose, (*booked, *lost), tuple(booked.values()))
    return Scene(now, booked, tuple(lost), tuple(faults))


def as_held(need: Need, booking: Booking) -> Need:
    """The need as this booking answers it."""
    length = minutes(booking.end) - minutes(booking.start)
    own = (need.supervisor_id, need.blocked) == (booking.supervisor_id, None)
    held = need if own else replace(need, supervisor_id=booking.supervisor_id, blocked=None, cover=())
    return replace(held, minutes=length)


def movable(request: MonthRequest, need: Need, standing: Standing) -> bool:
    """May a repair move it? Not what is confirmed, past, or agreed outside the rules by which places are found."""
    b = standing.booking
    due = max(need.first_day, request.not_before) <= b.day <= need.last_day
    return not standing.fixed and due and in_window(request, b)


def _obstacles(request: MonthRequest, filled: Filled, standing: Standing, need: Need | None) -> Iterator[Obstacle]:
    b = standing.booking
    return chain(_of_supervision(standing, need), of_people(request, b), filled.clashes(b))


def _of_supervision(standing: Standing, need: Need | None) -> Iterator[Obstacle]:
    """Somebody else supervises now, or nobody; unless this was agreed as cover."""
    supervisor_id = standing.booking.supervisor_id
    if need is None or standing.cover or supervisor_id in need.cover:
        return
    if need.blocked is not None or need.supervisor_id is None:
        yield Obstacle(need.blocked or Cause.NO_SUPERVISOR, supervisor_id)
    elif need.supervisor_id != supervisor_id:
        yield Obstacle(Bar.OTHER_SUPERVISOR, need.supervisor_id)


def _order(standing: Standing) -> tuple[bool, str, str, str, str]:
    """The fixed ones first: of two that contradict each other the one that may move lapses."""
    b = standing.booking
    return not standing.fixed, b.day.isoformat(), b.start.isoformat(), b.staff_id, b.kind


def need_order(need: Need) -> tuple[str, str, str]:
    return need.staff_id, need.kind, need.first_day.isoformat()

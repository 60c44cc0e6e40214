"""New places for whoever lost theirs, with almost nobody else disturbed."""

from dataclasses import dataclass

from planning.month.greedy import finished
from planning.month.model import Booking, MonthPlan, MonthRequest, Standing, Unplaced
from planning.month.replan import SECONDS, bookings_after, replan
from planning.month.scene import Fault, scene

MOST_MOVED = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A new booking, and the one it stands for (None where there was none)."""

    booking: Booking
    instead_of: Booking | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """`plan` is the whole scope afterwards: what still stands, what moved and what was placed.

    `moved` are other people's bookings, old and new. `released` no longer hold and are asked for by nobody, such as a
    leaver's. `stage`: 1 with all others locked, 2 with the neighbourhood movable, 3 with the scope.
    """

    plan: MonthPlan
    moved: tuple[tuple[Booking, Booking], ...]
    placed: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...]
    released: tuple[Booking, ...]
    stage: int


def broken(request: MonthRequest) -> list[Standing]:
    """The standing bookings that no longer hold: an absence, a leaver, a holiday, other hours, a clash, a new line."""
    return [fault.standing for fault in faults(request)]


def faults(request: MonthRequest) -> tuple[Fault, ...]:
    """The same, each with what speaks against it."""
    return scene(request).faults


def holding(request: MonthRequest) -> MonthRequest:
    """The request without what is broken, its needs as they are held: what a repaired plan is checked against."""
    return scene(request).request


def repair(request: MonthRequest, *, seconds: float = SECONDS) -> Repair:
    """Find places for needs of the scope that have none, `request.standing` being what is booked.

    What is fixed and still holds never moves, nothing that holds is dropped, and at most `most_moved` (2) move.
    """
    now = scene(request)
    outcome = replan(now, MOST_MOVED if request.most_moved is None else request.most_moved, seconds=seconds)
    plan = finished(now.request, bookings_after(now, outcome))
    before = {fault.need: fault.standing.booking for fault in now.faults if fault.need is not None}
    return Repair(
        plan=plan,
        moved=outcome.moved,
        placed=tuple(Placed(booking, before.get(need)) for need, booking in outcome.placed.items()),
        unplaced=plan.unplaced,
        released=tuple(fault.standing.booking for fault in now.faults if fault.need is None),
        stage=outcome.stage,
    )

"""A smaller question about the same month: what is booked stays where it is, and only some needs are asked."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from domain.supervision.causes import Cause
from planning.month.model import Booking, Busy, MonthRequest, Need, Standing


def locked(
    request: MonthRequest, bookings: Iterable[Booking], needs: Iterable[Need], standing: tuple[Standing, ...] = ()
) -> MonthRequest:
    """The request of `needs` alone, with every one of `bookings` as a fixed time of both people.

    They count for the supervisor's daily cap. Nothing stands in the new request but `standing`, which may move.
    """
    busy = tuple(taken for booking in bookings for taken in _times(booking))
    return replace(request, needs=tuple(needs), busy=(*request.busy, *busy), standing=standing)


def concerning(request: MonthRequest) -> MonthRequest:
    """The request with the fixed times of only those whom its needs concern: the same answer, found sooner."""
    people = {one for need in request.needs for one in (need.staff_id, need.supervisor_id, *need.cover)}
    return replace(request, busy=tuple(busy for busy in request.busy if busy.staff_id in people))


def _times(b: Booking) -> Iterator[Busy]:
    yield Busy(b.staff_id, b.day, b.start, b.end, Cause.OTHER_COMMITMENT)
    yield Busy(b.supervisor_id, b.day, b.start, b.end, Cause.SUPERVISOR_FULL, supervises=True)

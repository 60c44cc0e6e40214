"""Bookings that exist already: which of them can stay where they are."""

from dataclasses import replace

from planning.month.feasible import Board, minutes, stretch
from planning.month.matching import matched
from planning.month.model import Booking, MonthRequest, Need, Standing

Kept = dict[Need, Standing]


def held_by(need: Need, booking: Booking) -> Need:
    """The need as this booking answers it: its supervisor, who may be cover, and its length."""
    length = minutes(booking.end) - minutes(booking.start)
    return replace(need, supervisor_id=booking.supervisor_id, minutes=length, blocked=None)


def answered(request: MonthRequest) -> Kept:
    """The standing booking of each need that has one. One that answers no need belongs into `busy`."""
    by_booking = {standing.booking: standing for standing in request.standing}
    pairs, _ = matched(request.needs, by_booking)
    return {need: by_booking[booking] for need, booking in pairs}


def kept(request: MonthRequest) -> Kept:
    """Those that can stay, the fixed ones first. Of two that contradict each other the later one in order lapses.

    Grid, window and giving hours are not asked about: people may have agreed on something else.
    """
    board = Board(request)
    found: Kept = {}
    for need, standing in sorted(answered(request).items(), key=_order):
        if _can_stay(board, standing.booking):
            board.book(held_by(need, standing.booking), (standing.booking.day, minutes(standing.booking.start)))
            found[need] = standing
    return found


def _order(item: tuple[Need, Standing]) -> tuple[bool, str, str, str]:
    need, standing = item
    return not standing.fixed, need.staff_id, need.kind, need.first_day.isoformat()


def _can_stay(board: Board, booking: Booking) -> bool:
    both = booking.staff_id, booking.supervisor_id
    if not set(both) <= board.request.diaries.keys() or board.room(booking.supervisor_id, booking.day) <= 0:
        return False
    span = stretch(minutes(booking.start), minutes(booking.end))
    return all(board.free(staff_id, booking.day) & span == span for staff_id in both)

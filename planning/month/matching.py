"""Which booking answers which need: the one whose days it falls in."""

from collections import defaultdict
from collections.abc import Iterable

from planning.month.model import Booking, Need


def matched(needs: Iterable[Need], bookings: Iterable[Booking]) -> tuple[list[tuple[Need, Booking]], list[Need]]:
    """The needs that are answered, each with its booking, and those that are not."""
    waiting: dict[tuple[str, str], list[Booking]] = defaultdict(list)
    for booking in sorted(bookings, key=lambda b: (b.day, b.start)):
        waiting[booking.staff_id, booking.kind].append(booking)
    pairs: list[tuple[Need, Booking]] = []
    unbooked: list[Need] = []
    for need in sorted(needs, key=lambda n: (n.staff_id, n.kind, n.last_day)):
        own = waiting[need.staff_id, need.kind]
        answer = next((b for b in own if need.first_day <= b.day <= need.last_day), None)
        if answer is None:
            unbooked.append(need)
        else:
            own.remove(answer)
            pairs.append((need, answer))
    return pairs, unbooked

"""Which new meeting takes over the agenda of one that another rhythm replaces."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

NEAR = timedelta(days=7)
"""An agenda that would be more than a week early or late is better made anew."""


def heirs(old: Iterable[datetime], new: Iterable[datetime]) -> Mapping[datetime, datetime]:
    """For each of `old` that has one, the meeting of `new` nearest to it in days.

    Where two are equally near, or two old ones share a nearest, it would be a guess: neither has an heir.
    """
    dates = sorted(set(new))
    found = {at: near for at in set(old) if (near := _nearest(at, dates)) is not None}
    shared = [near for near in found.values() if list(found.values()).count(near) > 1]
    return {at: near for at, near in sorted(found.items()) if near not in shared}


def _nearest(at: datetime, dates: list[datetime]) -> datetime | None:
    apart = {date: abs((date.date() - at.date()).days) for date in dates}
    least = min(apart.values(), default=NEAR.days + 1)
    near = [date for date, days in apart.items() if days == least]
    return near[0] if least <= NEAR.days and len(near) == 1 else None

"""Busy times from somebody's calendar (RFC 5545). Titles, places and guests are never looked at, let alone kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar

from domain.errors import BadValue

MOST_BYTES = 5_000_000
MOST_TIMES = 5_000
MOST_SERIES = 1_000
"""Repeating events: each is worked out day by day."""

_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
END_OF_DAY = time(23, 59)


@dataclass(frozen=True, slots=True)
class BusyStretch:
    """A stretch of one local day."""

    day: date
    start: time
    end: time


def busy_stretches(content: bytes, first: date, last: date, zone: ZoneInfo) -> list[BusyStretch]:
    """What a calendar file has from `first` to `last`, repeats included, in order and without doubles.

    Events marked as free or cancelled are left out; one of several days counts on each. Raises `BadValue`.
    """
    if len(content) > MOST_BYTES:
        raise BadValue(what="calendar_size", typed="", example="")
    try:
        # Reading is lenient, but a file that is no calendar fails in a dozen ways, each with an error of its own.
        calendar = Calendar.from_ical(content)
        _require_sensible(calendar)
        events = recurring_ical_events.of(calendar).between(first, last + timedelta(days=1))
        found = sorted(
            {stretch for event in events if _counts(event) for stretch in _stretches(event, zone)},
            key=lambda s: (s.day, s.start, s.end),
        )
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError):
        # Without its cause, which may quote the calendar.
        raise BadValue(what="calendar", typed="", example="") from None
    return [stretch for stretch in found if first <= stretch.day <= last][:MOST_TIMES]


def _require_sensible(calendar: Any) -> None:
    """A few lines can ask for millions of repeats; a diary never does."""
    rules = [part["RRULE"] for part in calendar.walk("VEVENT") if "RRULE" in part]
    flat = [rule for found in rules for rule in (found if isinstance(found, list) else [found])]
    often = any(_often(rule) for rule in flat)
    if often or len(flat) > MOST_SERIES:
        raise BadValue(what="calendar_size", typed="", example="")


def _often(rule: Any) -> bool:
    frequency = {str(value).upper() for value in rule.get("FREQ", [])}
    times = [rule.get(part, []) for part in ("BYHOUR", "BYMINUTE", "BYSECOND")]
    return bool(frequency & _TOO_OFTEN) or any(len(values) > 1 for values in times)


def _counts(event: Any) -> bool:
    return str(event.get("TRANSP", "OPAQUE")).upper() != "TRANSPARENT" and (
        str(event.get("STATUS", "")).upper() != "CANCELLED"
    )


def _stretches(event: Any, zone: ZoneInfo) -> Iterator[BusyStretch]:
    begins, ends = event.start, event.end
    if not isinstance(begins, datetime):
        whole = (ends - begins).days or 1
        for n in range(whole):
            yield BusyStretch(begins + timedelta(days=n), time(), END_OF_DAY)
        return
    start, end = _here(begins, zone), _here(ends, zone)
    day = start.date()
    while day <= end.date() and start < end:
        stretch = BusyStretch(
            day,
            start.time().replace(tzinfo=None) if day == start.date() else time(),
            end.time().replace(tzinfo=None) if day == end.date() else END_OF_DAY,
        )
        if stretch.start < stretch.end:
            yield stretch
        day += timedelta(days=1)


def _here(at: datetime, zone: ZoneInfo) -> datetime:
    """A time without a zone is local wherever it is read (RFC 5545, 3.3.5)."""
    return at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)

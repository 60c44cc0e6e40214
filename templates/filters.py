"""How dates, lengths and lists read in a message."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from domain.calendar import Month


def day(value: date) -> str:
    """Tue 12 May"""
    return f"{value:%a} {value.day} {value:%b}"


def day_long(value: date) -> str:
    """Tuesday 12 May 2020"""
    return f"{value:%A} {value.day} {value:%B %Y}"


def iso_day(value: str) -> str:
    """Tue 12 May 2020, for 2020-05-12"""
    found = date.fromisoformat(value)
    return f"{day(found)} {found.year}"


def capital(value: str) -> str:
    """With a capital first letter, the others as they are"""
    return value[:1].upper() + value[1:]


def month(value: date | Month) -> str:
    """May 2020"""
    return f"{value.first if isinstance(value, Month) else value:%B %Y}"


def weekday(value: int) -> str:
    """Tuesday, for 1"""
    return ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[value]


def clock(value: time) -> str:
    return f"{value:%H:%M}"


def duration(minutes: int) -> str:
    """1 hour 30 minutes"""
    hours, rest = divmod(minutes, 60)
    parts = [plural(hours, "hour")] if hours else []
    return " ".join([*parts, *([plural(rest, "minute")] if rest or not parts else [])])


def plural(count: int, noun: str, nouns: str = "") -> str:
    """3 sessions; 1 person with `people` as the plural"""
    return f"{count} {noun if count == 1 else nouns or noun + 's'}"


def listed(items: Iterable[object], most: int = 12, word: str = "and") -> str:
    """A, B and C; with `word` A, B or C; A, B and 3 more"""
    words = [str(item) for item in items]
    if len(words) > most:
        words, word = [*words[:most], f"{len(words) - most} more"], "and"
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {word} {words[-1]}" if words else "none"


def first_name(name: str) -> str:
    return name.split(" ", maxsplit=1)[0]


def in_zone(zone: ZoneInfo) -> dict[str, Any]:
    """The filters that turn an instant into local words."""

    def when(value: datetime) -> str:
        """Tuesday 12 May at 10:00"""
        here = value.astimezone(zone)
        return f"{here:%A} {here.day} {here:%B} at {here:%H:%M}"

    def when_short(value: datetime) -> str:
        """Tue 12 May, 10:00"""
        here = value.astimezone(zone)
        return f"{day(here)}, {here:%H:%M}"

    def local_day(value: datetime) -> str:
        return day(value.astimezone(zone).date())

    def time_of_day(value: datetime) -> str:
        return clock(value.astimezone(zone).time())

    return {"when": when, "when_short": when_short, "local_day": local_day, "time_of_day": time_of_day}

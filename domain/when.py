"""Days, times and spans as people write them, all local. `today` decides which year is meant where none is given."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from domain.dates import month_number
from domain.errors import BadValue
from domain.working_pattern import WEEKDAYS

_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm)?")
_SPAN = re.compile(r"(?P<start>[\d:.]+\s*(?:am|pm)?)\s*(?:-|–|to)\s*(?P<end>[\d:.]+\s*(?:am|pm)?)")


@dataclass(frozen=True, slots=True)
class Moment:
    day: date
    at: time


@dataclass(frozen=True, slots=True)
class FixedTime:
    """A stretch of one day, or with `weekday` (0 is Monday) of that day in every week from `day` on."""

    day: date
    start: time
    end: time
    weekday: int | None = None


MOST_WORDS = 6
"""As many as a day and a time are written with."""


def read_day(typed: str, today: date) -> date:
    """`today`, `tomorrow`, `Tue`, `next Tue`, `3 Jun`, `3 June 2020`, `Jun 3`, `03/06/2020`, `2020-06-03`.

    A weekday is the next such day after today; `next Tue` is the one in the following week. A day without a year is the
    nearest that is not more than half a year past. Raises `BadValue`.
    """
    words = " ".join(typed.casefold().replace(",", " ").split())
    found = _named(words, today) or _weekday_ahead(words, today) or _iso(words) or _written(words, today)
    if found is None:
        raise BadValue(what="day", typed=typed, example=_example(today))
    return found


def read_day_behind(typed: str, today: date) -> tuple[str, date | None]:
    """Words and a day behind them: `North 1 19 May`, `Nia O'Connor next Tue`, `19 May`; None where there is no day."""
    words = typed.split()
    for count in range(min(len(words), MOST_WORDS), 0, -1):
        try:
            return " ".join(words[:-count]), read_day(" ".join(words[-count:]), today)
        except BadValue:
            continue
    return " ".join(words), None


def read_time(typed: str) -> time:
    """`10:00`, `9.30`, `2pm`, `14`. Raises `BadValue`."""
    match = _TIME.fullmatch(typed.strip().casefold())
    if match is not None:
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if match["half"] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if match["half"] == "pm" else 0)
        if hour <= 23 and minute <= 59:
            return time(hour, minute)
    raise BadValue(what="time", typed=typed, example="10:00")


def read_moment(typed: str, today: date) -> Moment:
    """A day and a time: `next Tue 10:00`, `3 Jun at 2pm`. Raises `BadValue`."""
    words = typed.casefold().replace(" at ", " ").split()
    for count in (1, 2):
        if len(words) > count:
            try:
                return Moment(read_day(" ".join(words[:-count]), today), read_time("".join(words[-count:])))
            except BadValue:
                continue
    raise BadValue(what="moment", typed=typed, example=f"{_example(today)} 10:00")


def read_fixed_time(typed: str, today: date) -> FixedTime:
    """`Tue 14:00-16:00`, `12 May 9-12`, `every Tue 14:00-16:00`. Raises `BadValue`."""
    words = " ".join(typed.casefold().split())
    weekly = words.startswith(("every ", "each "))
    rest = words.partition(" ")[2] if weekly else words
    span = re.search(rf"{_SPAN.pattern}\s*$", rest)
    example = "Tue 14:00-16:00"
    if span is None:
        raise BadValue(what="fixed_time", typed=typed, example=example)
    start, end = read_time(span["start"]), read_time(span["end"])
    named = rest[: span.start()].strip()
    weekday = weekday_number(named.removesuffix("s") if weekly else named)
    if end <= start or (weekly and weekday is None):
        raise BadValue(what="fixed_time", typed=typed, example=f"every {example}" if weekly else example)
    if weekly:
        return FixedTime(today, start, end, weekday)
    return FixedTime(read_day(named, today), start, end)


def read_days(typed: str, today: date) -> tuple[date, date]:
    """One day, or a first and a last: `12 May - 20 May`, `12-20 May`, `Tue to Thu`. Raises `BadValue`."""
    words = " ".join(typed.split())
    for separator in (" - ", " – ", " to ", "–", "-"):
        first, found, last = words.partition(separator)
        if not found:
            continue
        try:
            end = read_day(last, today)
            begin = read_day(f"{first} {last.split(maxsplit=1)[-1]}" if first.isdigit() else first, today)
        except BadValue:
            continue
        if begin > end:
            raise BadValue(what="days", typed=typed, example="12 May - 20 May")
        return begin, end
    day = read_day(words, today)
    return day, day


def weekday_number(word: str) -> int | None:
    """0 for `Mon` or `monday`; None for another word."""
    plain = word.strip().casefold()
    return next((n for n, full in enumerate(_FULL) if len(plain) >= 3 and full.startswith(plain)), None)


def _named(words: str, today: date) -> date | None:
    days = {"today": 0, "tomorrow": 1, "yesterday": -1}
    return today + timedelta(days=days[words]) if words in days else None


def _weekday_ahead(words: str, today: date) -> date | None:
    following = words.startswith("next ")
    weekday = weekday_number(words.removeprefix("next "))
    if weekday is None:
        return None
    if following:
        return today - timedelta(days=today.weekday()) + timedelta(days=7 + weekday)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _iso(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _written(words: str, today: date) -> date | None:
    """`tue 3 june 2020` and its relatives, day before month as in England."""
    named = words.split(maxsplit=1)
    if len(named) == 2 and weekday_number(named[0]) is not None:
        words = named[1]
    day_first = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?[ /.-]([a-z]+|\d{1,2})(?:[ /.-](\d{4}))?", words)
    month_first = re.fullmatch(r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?", words)
    if day_first is not None:
        day, month, year = day_first.groups()
    elif month_first is not None:
        month, day, year = month_first.groups()
    else:
        return None
    number = int(month) if month.isdigit() else month_number(month)
    return None if number is None else _nearest(int(day), number, int(year) if year else None, today)


def _nearest(day: int, month: int, year: int | None, today: date) -> date | None:
    try:
        if year is not None:
            return date(year, month, day)
        near = [_on(year, month, day) for year in (today.year, today.year + 1)]
        return next((found for found in near if found and (today - found).days <= 183), None)
    except ValueError:
        return None


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _example(today: date) -> str:
    ahead = today + timedelta(days=7)
    return f"{WEEKDAYS[ahead.weekday()]} {ahead.day} {ahead:%b}"

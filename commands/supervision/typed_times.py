"""Reading what is typed after `busy` and `window`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from commands.fields import chosen_day, chosen_one, chosen_time, typed_text
from commands.registry import FieldErrors
from domain.calendar_address import looks_like_address, read_address
from domain.errors import BadValue
from domain.when import FixedTime, read_fixed_time, read_time, weekday_number
from domain.working_pattern import WorkingPattern
from services.planning.windows import MOST_A_DAY


@dataclass(frozen=True, slots=True)
class Whose:
    """Somebody's times are asked for; the asker's own where nobody is named."""

    typed: str


@dataclass(frozen=True, slots=True)
class Address:
    address: str


@dataclass(frozen=True, slots=True)
class WindowChange:
    """`hours` and `sessions_a_day` are None where nothing is said of them; `default` goes back to the programme's."""

    typed: str
    hours: WorkingPattern | None = None
    sessions_a_day: int | None = None
    default: bool = False


_CLOCK = r"\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]m)?"
_SPAN = re.compile(rf"(?<![\w:.])({_CLOCK})\s*(?:-|–|to)\s*({_CLOCK})(?![\w:.])", re.IGNORECASE | re.ASCII)
_DAY_WORDS = frozenset({"every", "each", "today", "tomorrow", "yesterday", "next"})
_MOST = re.compile(r"(?:^|\s)max(?:imum)?(?:\s+(?P<most>.*))?$", re.IGNORECASE)


def parse_busy(typed: str, today: date) -> Whose | Address | FixedTime:
    """A calendar's address, a fixed time, or whose times to show. Raises `BadValue`."""
    words = typed.strip()
    if looks_like_address(words):
        return Address(read_address(words))
    first = words.partition(" ")[0].casefold()
    if not (_SPAN.search(words) or first in _DAY_WORDS or first[:1].isdecimal() or weekday_number(first) is not None):
        return Whose(words)
    fixed = read_fixed_time(words, today)
    if fixed.day < today:
        raise BadValue(what="past_time", typed=words, example="")
    return fixed


def parse_window(typed: str, _today: date) -> WindowChange:
    """`Tue,Thu 09:00-13:00 max 2`, `max 2`, `default`, each after a name where it is about somebody else."""
    words = " ".join(typed.split())
    before, _, last = words.rpartition(" ")
    if last.casefold() == "default":
        return WindowChange(before, default=True)
    most = _MOST.search(words)
    rest = words[: most.start()].strip() if most else words
    start = _hours_start(rest)
    who, hours = (rest, "") if start is None else (rest[:start].strip(), rest[start:])
    return WindowChange(who, _hours(hours) if hours else None, _count(most["most"] or "") if most else None)


def check_busy(values: Mapping[str, Any], now: datetime) -> FixedTime:
    """The fields of the modal that adds a fixed time. Raises `FieldErrors`."""
    day, start, end = chosen_day(values, "day"), chosen_time(values, "start"), chosen_time(values, "end")
    given = (("day", "no_day", day), ("start", "no_time", start), ("end", "no_time", end))
    errors = {name: code for name, code, value in given if value is None}
    if day is not None and day < now.date():
        errors["day"] = "past_day"
    if start is not None and end is not None and end <= start:
        errors["end"] = "end_first"
    if day is None or start is None or end is None or errors:
        raise FieldErrors(errors)
    return FixedTime(day, start, end, day.weekday() if chosen_one(values, "often") == "weekly" else None)


def check_calendar(values: Mapping[str, Any], _now: datetime) -> Address:
    """The field of the modal that adds a calendar. Raises `FieldErrors`."""
    try:
        return Address(read_address(typed_text(values, "address")))
    except BadValue:
        raise FieldErrors({"address": "address"}) from None


def _hours_start(words: str) -> int | None:
    """Where the first weekday that hours follow begins: a name comes before it."""
    for match in re.finditer(r"(?:(?<=\s)|^)[A-Za-z]+", words):
        followed = any(c.isdecimal() for c in words[match.end() :])
        if weekday_number(match[0]) is not None and (followed or match.start() == 0):
            return match.start()
    return 0 if _SPAN.search(words) else None


def _hours(typed: str) -> WorkingPattern:
    try:
        return WorkingPattern.parse(_SPAN.sub(_as_hours, typed))
    except (ValueError, BadValue):
        raise BadValue(what="window", typed=typed, example="Tue,Thu 09:00-13:00") from None


def _as_hours(span: "re.Match[str]") -> str:
    """9-1pm becomes 09:00-13:00, as a working pattern is written."""
    return f"{read_time(span[1]):%H:%M}-{read_time(span[2]):%H:%M}"


def _count(typed: str) -> int:
    if re.fullmatch(r"[0-9]{1,3}", typed.strip()) is None:
        raise BadValue(what="sessions_a_day", typed=typed, example="", most=MOST_A_DAY)
    return int(typed)

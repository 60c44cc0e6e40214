"""The hours somebody works, weekday by weekday."""

import re
from dataclasses import dataclass
from datetime import date, time

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Hours = tuple[tuple[time, time], ...]

_PART = re.compile(r"(?P<days>[A-Za-z,\- ]+?)\s+(?P<start>\d{1,2}:\d{2})\s*-\s*(?P<end>\d{1,2}:\d{2})")


@dataclass(frozen=True, slots=True)
class WorkingPattern:
    """`days` holds, for Monday to Sunday, the hours worked: sorted (start, end) pairs, local, that never touch."""

    days: tuple[Hours, ...]

    @classmethod
    def parse(cls, text: str) -> "WorkingPattern":
        """Read `Mon-Wed 09:00-17:00; Thu,Fri 09:00-13:00`. Raises ValueError with a short reason.

        Days may be written in full, and stretches that meet are one: 09:00-12:00 and 12:00-17:00 are 09:00-17:00.
        """
        found: list[list[tuple[time, time]]] = [[] for _ in WEEKDAYS]
        # Spreadsheets turn a typed hyphen into an en dash.
        parts = [part.strip() for part in text.replace("–", "-").split(";") if part.strip()]
        if not parts:
            raise ValueError("no days are given")
        for part in parts:
            match = _PART.fullmatch(part)
            if match is None:
                raise ValueError(f"'{part}' is not days and hours")
            start, end = _time(match["start"]), _time(match["end"])
            if end <= start:
                raise ValueError(f"'{part}' ends before it starts")
            for weekday in _weekdays(match["days"]):
                found[weekday].append((start, end))
        return cls(tuple(_joined(weekday, hours) for weekday, hours in enumerate(found)))

    def hours(self, day: date) -> Hours:
        return self.days[day.weekday()]

    def works_on(self, day: date) -> bool:
        return bool(self.days[day.weekday()])

    def covers(self, day: date, start: time, end: time) -> bool:
        """Is all of `start` to `end` within one stretch of working hours?"""
        return any(first <= start and end <= last for first, last in self.days[day.weekday()])

    def within(self, other: "WorkingPattern") -> "WorkingPattern":
        """The hours that are in both."""
        return WorkingPattern(tuple(_shared(mine, theirs) for mine, theirs in zip(self.days, other.days, strict=True)))

    def __str__(self) -> str:
        """The shortest text that reads back as the same pattern."""
        groups: dict[tuple[time, time], list[int]] = {}
        for weekday, hours in enumerate(self.days):
            for span in hours:
                groups.setdefault(span, []).append(weekday)
        ordered = sorted(groups.items(), key=lambda item: (item[1][0], item[0]))
        return "; ".join(f"{_days_text(days)} {start:%H:%M}-{end:%H:%M}" for (start, end), days in ordered)


def _shared(first: Hours, second: Hours) -> Hours:
    spans = ((max(a, c), min(b, d)) for a, b in first for c, d in second)
    return tuple(sorted((start, end) for start, end in spans if start < end))


def _time(text: str) -> time:
    hour, minute = (int(part) for part in text.split(":"))
    if hour > 23 or minute > 59:
        raise ValueError(f"'{text}' is not a time of day")
    return time(hour, minute)


def _weekdays(text: str) -> list[int]:
    chosen: list[int] = []
    for piece in text.split(","):
        first, dash, last = piece.strip().partition("-")
        start = _weekday(first)
        end = _weekday(last) if dash else start
        if end < start:
            raise ValueError(f"'{piece.strip()}' runs backwards")
        chosen.extend(range(start, end + 1))
    return chosen


def _weekday(text: str) -> int:
    name = text.strip().lower()
    for number, full in enumerate(_FULL):
        if len(name) >= 3 and full.startswith(name):
            return number
    raise ValueError(f"'{text.strip()}' is not a day of the week")


def _joined(weekday: int, hours: list[tuple[time, time]]) -> Hours:
    ordered = sorted(hours)
    joined = ordered[:1]
    for start, end in ordered[1:]:
        if start < joined[-1][1]:
            raise ValueError(f"the hours on {WEEKDAYS[weekday]} overlap")
        if start == joined[-1][1]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _days_text(days: list[int]) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    texts = [WEEKDAYS[run[0]] if len(run) == 1 else f"{WEEKDAYS[run[0]]}-{WEEKDAYS[run[-1]]}" for run in runs]
    return ",".join(texts)

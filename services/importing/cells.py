"""Reading one cell: each reader returns the value, or notes the problem and returns None."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from domain.working_pattern import WorkingPattern
from services.importing.problems import Problems
from services.importing.reading import TextRow

LONGEST_TEXT = 200
EARLIEST_YEAR = 1900

# Control characters, line breaks, marks that turn the direction of text, and what a decoder puts for a lost letter.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffd]")
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OTHER_DATES = (
    re.compile(r"(?P<d>[0-9]{1,2})[/.-](?P<m>[0-9]{1,2})[/.-](?P<y>[0-9]{4})(?: 00:00(?::00)?)?"),
    re.compile(r"(?P<y>[0-9]{4})[/.-]?(?P<m>[0-9]{1,2})[/.-]?(?P<d>[0-9]{1,2})(?:[ T]00:00(?::00)?)?"),
)
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
_NUMBER = re.compile(r"[0-9]{1,9}")
_SHARE = re.compile(r"[0-9]*\.?[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Cells:
    """One row, and where its problems go."""

    row: TextRow
    problems: Problems

    def raw(self, column: str) -> str:
        return self.row.cells[column]

    def wrong(self, column: str, wrong: str, instead: str) -> None:
        self.problems.add(self.row.file, self.row.number, column, self.raw(column), wrong, instead)

    def text(self, column: str) -> str:
        """Any text; it must be there. What looks like a formula or markup is text like any other."""
        value = self.raw(column)
        if not value:
            self.wrong(column, "this is empty", "fill it in")
        elif len(value) > LONGEST_TEXT:
            self.wrong(column, f"this has {len(value):,} characters", f"at most {LONGEST_TEXT}")
        elif _HIDDEN.search(value):
            self.wrong(column, "it holds a line break or a character that cannot be shown", "the same on one line")
        return value

    def one_of(self, column: str, known: Collection[str], noun: str) -> str:
        value = self.raw(column)
        if value not in known:
            self.problems.unknown(self.row.file, self.row.number, column, value, known, noun)
        return value

    def email(self, column: str) -> str:
        value = self.raw(column)
        if not _EMAIL.fullmatch(value):
            self.wrong(column, "this is not an e-mail address", "an address such as name@council.example")
        return value

    def yes_no(self, column: str) -> bool:
        value = self.raw(column).casefold()
        if value not in ("yes", "no"):
            self.wrong(column, "this is neither yes nor no", "yes or no")
        return value == "yes"

    def number(self, column: str, least: int, most: int) -> int | None:
        raw = self.raw(column)
        value = int(raw) if _NUMBER.fullmatch(raw) else least - 1
        if least <= value <= most:
            return value
        self.wrong(column, "this number does not fit", f"a whole number from {least} to {most}")
        return None

    def share(self, column: str) -> float | None:
        raw = self.raw(column)
        value = float(raw) if _SHARE.fullmatch(raw) else -1.0
        if 0 <= value <= 1:
            return value
        self.wrong(column, "this is not a share of full time", "a number from 0 to 1, such as 0.8")
        return None

    def day(self, column: str, *, needed: bool = True) -> date | None:
        value = self.raw(column)
        if not value:
            if needed:
                self.wrong(column, "this is empty", "a date such as 2020-06-15")
            return None
        day = _date(value) if _DATE.fullmatch(value) else None
        if day is None:
            self.wrong(column, "this is not a date", _suggest_date(value))
        elif day.year < EARLIEST_YEAR:
            self.wrong(column, "this year is too long ago", f"a date from {EARLIEST_YEAR} on")
            return None
        return day

    def at(self, column: str) -> time | None:
        raw = self.raw(column)
        hour, minute = (int(part) for part in raw.split(":")[:2]) if _TIME.fullmatch(raw) else (24, 0)
        if hour > 23 or minute > 59:
            self.wrong(column, "this is not a time of day", "a time such as 09:30")
            return None
        return time(hour, minute)

    def pattern(self, column: str) -> str | None:
        try:
            return str(WorkingPattern.parse(self.raw(column)))
        except ValueError as error:
            self.wrong(column, str(error), "days and hours such as Mon-Wed 09:00-17:00; Thu,Fri 09:00-13:00")
            return None

    def codes(self, column: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part.strip() for part in self.raw(column).split(";") if part.strip()))


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _suggest_date(value: str) -> str:
    match = next((m for pattern in _OTHER_DATES if (m := pattern.fullmatch(value))), None)
    meant = None if match is None else _date(f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}")
    return "a date such as 2020-06-15" if meant is None else meant.isoformat()

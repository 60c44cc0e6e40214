"""Reading one cell: each reader returns the value, or notes the problem and returns None."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from domain.working_pattern import WorkingPattern
from services.importing.problems import Problems
from services.importing.reading import TextRow

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_OTHER_DATE = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


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
        elif _CONTROL.search(value):
            self.wrong(column, "it holds characters that cannot be shown", "type it again")
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
        try:
            value = int(self.raw(column))
        except ValueError:
            value = least - 1
        if least <= value <= most:
            return value
        self.wrong(column, "this number does not fit", f"a whole number from {least} to {most}")
        return None

    def share(self, column: str) -> float | None:
        try:
            value = float(self.raw(column))
        except ValueError:
            value = -1.0
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
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.wrong(column, "this is not a date", _suggest_date(value))
            return None

    def at(self, column: str) -> time | None:
        try:
            value = time.fromisoformat(self.raw(column).zfill(5))
        except ValueError:
            self.wrong(column, "this is not a time of day", "a time such as 09:30")
            return None
        return value.replace(second=0, microsecond=0, tzinfo=None)

    def pattern(self, column: str) -> str | None:
        try:
            return str(WorkingPattern.parse(self.raw(column)))
        except ValueError as error:
            self.wrong(column, str(error), "days and hours such as Mon-Wed 09:00-17:00; Thu,Fri 09:00-13:00")
            return None

    def codes(self, column: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part.strip() for part in self.raw(column).split(";") if part.strip()))


def _suggest_date(value: str) -> str:
    match = _OTHER_DATE.fullmatch(value)
    if match and int(match[2]) <= 12 and int(match[1]) <= 31:
        return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    return "a date such as 2020-06-15"

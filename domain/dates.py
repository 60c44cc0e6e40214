"""Months as people write them."""

import re
from datetime import date

from domain.calendar import Month
from domain.errors import BadValue


def read_month(typed: str, today: date) -> Month:
    """`May`, `may 2020`, `2020-05`, `this month`, `next month`, or nothing for the next one.

    A name without a year is the nearest such month that is not over. Raises `BadValue`.
    """
    words = " ".join(typed.casefold().split())
    this = Month.of(today)
    if words in ("", "next", "next month"):
        return this.next()
    if words in ("this", "this month"):
        return this
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", words):
        return Month.parse(words)
    match = re.fullmatch(r"([a-z]{3,9})(?: (\d{4}))?", words)
    number = month_number(match[1]) if match else None
    if match and number is not None:
        year = int(match[2]) if match[2] else this.year + (number < this.month)
        return Month(year, number)
    raise BadValue(what="month", typed=typed, example=f"{this.next().first:%B}")


def month_number(word: str) -> int | None:
    """5 for `may`, 6 for `jun` or `june`; None for another word."""
    return next((n for n, full in enumerate(_FULL, 1) if len(word) >= 3 and full.startswith(word.casefold())), None)


_FULL = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

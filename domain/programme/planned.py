"""Dates as precisely as somebody promised them: a day, a month or a quarter."""

import calendar
import re
from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field, model_serializer, model_validator

from domain.programme.base import Part, read_day, wrong


class PlannedDate(Part):
    """Written `2020-06-15`, `2020-06` or `2020-Q2` (April to June). The promise is broken after `last_day`."""

    first_day: date = Field(description="the first day that keeps the promise")
    last_day: date = Field(description="the last day that keeps the promise")
    precision: Literal["day", "month", "quarter"] = Field(description="how precise the promise is")

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, date) and not isinstance(value, datetime):
            value = value.isoformat()
        if not isinstance(value, str):
            raise wrong("is not a date")
        return _span(value)

    @model_serializer
    def _text(self) -> str:
        return str(self)

    def __str__(self) -> str:
        """As it is written in a programme file."""
        if self.precision == "day":
            return self.last_day.isoformat()
        if self.precision == "month":
            return f"{self.first_day:%Y-%m}"
        return f"{self.first_day:%Y}-Q{self.last_day.month // 3}"


def _span(text: str) -> dict[str, object]:
    if quarter := re.fullmatch(r"([1-9][0-9]{3})-Q([1-4])", text):
        last = 3 * int(quarter[2])
        return _months(int(quarter[1]), last - 2, last, "quarter")
    if month := re.fullmatch(r"([1-9][0-9]{3})-(0[1-9]|1[0-2])", text):
        return _months(int(month[1]), int(month[2]), int(month[2]), "month")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise wrong("is not a date")
    day = read_day(text)
    return {"first_day": day, "last_day": day, "precision": "day"}


def _months(year: int, first: int, last: int, precision: str) -> dict[str, object]:
    end = date(year, last, calendar.monthrange(year, last)[1])
    return {"first_day": date(year, first, 1), "last_day": end, "precision": precision}

"""Training, the timeline, governance and the figures that were promised."""

import calendar
import re
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, model_serializer, model_validator

from domain.programme.base import Count, Days, Part


class PlannedDate(Part):
    """A date as precisely as it was promised: `2020-06-15`, `2020-06` or `2020-Q2`."""

    first_day: date
    last_day: date
    precision: Literal["day", "month", "quarter"]

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, date):
            value = value.isoformat()
        return _span(value) if isinstance(value, str) else value

    @model_serializer
    def _text(self) -> str:
        if self.precision == "day":
            return self.last_day.isoformat()
        if self.precision == "month":
            return f"{self.first_day:%Y-%m}"
        return f"{self.first_day.year}-Q{(self.first_day.month + 2) // 3}"


def _span(text: str) -> dict[str, Any]:
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", text):
        first_month = int(match[2]) * 3 - 2
        first = date(int(match[1]), first_month, 1)
        return {"first_day": first, "last_day": _month_end(first.year, first_month + 2), "precision": "quarter"}
    if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text):
        first = date(int(match[1]), int(match[2]), 1)
        return {"first_day": first, "last_day": _month_end(first.year, first.month), "precision": "month"}
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is not a date; write 2020-06-15, 2020-06 or 2020-Q2") from None
    return {"first_day": day, "last_day": day, "precision": "day"}


def _month_end(year: int, month: int) -> date:
    return date(year, month, 1) + timedelta(days=calendar.monthrange(year, month)[1] - 1)


class TimelineRow(Part):
    """A promise with its source. `hard` dates do not move; `other_reading` is what a second document says."""

    key: str
    title: str
    planned: PlannedDate
    source: str
    workstream: str
    owner_role: str
    in_report_table: bool = False
    continuing: bool = False
    hard: bool = False
    other_reading: str = ""


class Dependency(Part):
    """`after` cannot happen before `before` has."""

    before: str
    after: str


class Rag(Part):
    """A milestone is amber within `amber_days_before` of its date, red when more than `red_days_late` days late."""

    amber_days_before: Days = 28
    red_days_late: Days = 0


class Meeting(Part):
    name: str
    every: Literal["week", "fortnight", "month", "quarter", "as_needed"]
    chair: str = ""
    papers_days: Days = 5


class Indicator(Part):
    name: str
    group: str
    unit: Literal["count", "percent", "rate"] = "count"
    target: float | None = None


class IndicatorSet(Part):
    name: str
    version: str
    indicators: dict[str, Indicator]


class TrainingStep(Part):
    """`disciplines` and `career_stage` say who needs it; empty means everybody in a team."""

    key: str
    name: str
    count: Count = 1
    after: tuple[str, ...] = ()
    disciplines: tuple[str, ...] = ()
    career_stage: Literal["newly_qualified", "experienced"] | None = None
    valid_months: Count | None = None


class Training(Part):
    starts: PlannedDate
    proficiency: bool = False
    pathways: dict[str, "Pathway"]


class Pathway(Part):
    name: str
    steps: Annotated[list[TrainingStep], Field(min_length=1)]

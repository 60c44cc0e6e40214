"""Red, amber or green, always with the reason. Thresholds are the programme's."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Rag(StrEnum):
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    DONE = "done"
    NO_DATA = "no_data"


class Reason(StrEnum):
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    OVERDUE = "overdue"
    FORECAST_LATE = "forecast_late"
    WAITS_FOR = "waits_for"
    DUE_SOON = "due_soon"
    ON_COURSE = "on_course"


@dataclass(frozen=True, slots=True)
class Milestone:
    """Dates are the last day of their precision: June 2020 is late from 1 July 2020."""

    key: str
    baseline: date
    forecast: date
    actual: date | None


@dataclass(frozen=True, slots=True)
class Status:
    """`days` are calendar days late, or days left when it is due soon; `other` is the key it waits for."""

    rag: Rag
    reason: Reason
    days: int = 0
    other: str | None = None


def status(
    milestone: Milestone, before: list[Milestone], today: date, *, amber_days_before: int, red_days_late: int
) -> Status:
    """The status of one milestone; `before` are those it cannot happen before."""
    if milestone.actual is not None:
        late = (milestone.actual - milestone.baseline).days
        return Status(Rag.DONE, Reason.DONE_LATE if late > 0 else Reason.DONE_ON_TIME, max(late, 0))
    overdue = (today - milestone.baseline).days
    if overdue > red_days_late:
        return Status(Rag.RED, Reason.OVERDUE, overdue)
    slip = (milestone.forecast - milestone.baseline).days
    if slip > red_days_late:
        return Status(Rag.RED, Reason.FORECAST_LATE, slip)
    left = -overdue
    waiting = [m for m in before if m.actual is None and m.baseline < today]
    if waiting:
        return Status(Rag.AMBER, Reason.WAITS_FOR, (today - waiting[0].baseline).days, waiting[0].key)
    if left <= amber_days_before:
        return Status(Rag.AMBER, Reason.DUE_SOON, left)
    return Status(Rag.GREEN, Reason.ON_COURSE, left)

"""Fields that several modals share."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from commands.registry import FieldErrors
from domain.when import Moment


def day_and_time(values: Mapping[str, Any]) -> Moment:
    """The fields `day` and `start`. Raises `FieldErrors` beside the one that is empty."""
    day = values["day"]["day"].get("selected_date")
    start = values["start"]["start"].get("selected_time")
    errors = {name: code for name, code, value in (("day", "no_day", day), ("start", "no_time", start)) if not value}
    if errors:
        raise FieldErrors(errors)
    return Moment(date.fromisoformat(day), time.fromisoformat(start))


def is_over(moment: Moment, now: datetime) -> bool:
    """`now` is local, as a modal's check is given it."""
    return datetime.combine(moment.day, moment.at) <= now.replace(tzinfo=None)

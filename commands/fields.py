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


def chosen_one(values: Mapping[str, Any], name: str) -> str | None:
    """The value chosen in the field `name`; None where nothing was, or the modal has no such field."""
    option = (values.get(name) or {}).get(name, {}).get("selected_option") or {}
    return option.get("value")


def chosen_many(values: Mapping[str, Any], name: str) -> frozenset[str]:
    return frozenset(option["value"] for option in (values.get(name) or {}).get(name, {}).get("selected_options") or ())


def typed_text(values: Mapping[str, Any], name: str) -> str:
    """What was typed into the field `name`, trimmed; empty where nothing was, or the modal has no such field."""
    return str((values.get(name) or {}).get(name, {}).get("value") or "").strip()

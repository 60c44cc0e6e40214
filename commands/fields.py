"""Fields that several modals share."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from commands.registry import FieldErrors
from domain.when import Moment


def day_and_time(values: Mapping[str, Any]) -> Moment:
    """The fields `day` and `start`. Raises `FieldErrors` beside the one that is empty."""
    day, start = chosen_day(values, "day"), chosen_time(values, "start")
    if day is None or start is None:
        given = (("day", "no_day", day), ("start", "no_time", start))
        raise FieldErrors({name: code for name, code, value in given if value is None})
    return Moment(day, start)


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


def chosen_day(values: Mapping[str, Any], name: str) -> date | None:
    value = (values.get(name) or {}).get(name, {}).get("selected_date")
    return date.fromisoformat(value) if value else None


def chosen_time(values: Mapping[str, Any], name: str) -> time | None:
    value = (values.get(name) or {}).get(name, {}).get("selected_time")
    return time.fromisoformat(value) if value else None


def whole_number(
    values: Mapping[str, Any], name: str, span: tuple[int, int], wrong: str, errors: dict[str, str]
) -> int | None:
    """A number within `span`, both ends included, or None where nothing was typed.

    For any other the code `wrong` goes into `errors`.
    """
    typed = typed_text(values, name)
    if not typed:
        return None
    if typed.isascii() and typed.isdigit() and len(typed) < 5 and span[0] <= int(typed) <= span[1]:
        return int(typed)
    errors[name] = wrong
    return None

"""The small values a programme file is written in. Each says plainly what is wrong with what it cannot read."""

import re
from datetime import date, datetime, time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError

WRONG, UNFIT = "wrong", "unfit"
"""Types of error whose message is in plain words already: a value is wrong, or the values of a part do not fit."""


class Part(BaseModel):
    """One table of a programme file: it never changes, and a key nobody knows is a mistake.

    A field's `description` completes "write ..."; it is what a person with a wrong value is told to write.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


def wrong(reason: str) -> PydanticCustomError:
    """The error for a value that is wrong for a plain `reason`, such as "is not a time of day"."""
    return PydanticCustomError(WRONG, "{reason}", {"reason": reason})


def unfit(reason: str) -> PydanticCustomError:
    """The error for a part whose values do not fit one another; `reason` says what to write too."""
    return PydanticCustomError(UNFIT, "{reason}", {"reason": reason})


def read_clock(value: object) -> time:
    """A time of day in whole minutes, from `"09:00"` or TOML's own `09:00:00`."""
    if isinstance(value, time) and value == value.replace(second=0, microsecond=0, tzinfo=None):
        return value
    if isinstance(value, str) and re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
        return time.fromisoformat(value)
    raise wrong("is not a time of day")


def read_day(value: object) -> date:
    """A day, from `2020-01-06` with or without quotes."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise wrong("is not a day that exists") from None
    raise wrong("is not a day")


def _no_repeats(values: tuple[str, ...]) -> tuple[str, ...]:
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise wrong(f"names {', '.join(twice)} more than once")
    return values


Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]
Words = Annotated[str, StringConstraints(strict=True, strip_whitespace=True)]
Key = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_-]*$")]
Keys = Annotated[tuple[Key, ...], AfterValidator(_no_repeats)]
Texts = Annotated[tuple[Text, ...], AfterValidator(_no_repeats)]
Flag = Annotated[bool, Field(strict=True)]
Count = Annotated[int, Field(strict=True, ge=1)]
Days = Annotated[int, Field(strict=True, ge=0)]
Clock = Annotated[time, PlainValidator(read_clock)]
Day = Annotated[date, PlainValidator(read_day)]

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from commands.registry import FieldErrors
from commands.supervision.own import check_held_on
from domain.when import Moment

NOW = datetime(2020, 5, 5, 9, 5, tzinfo=ZoneInfo("Europe/London"))


def filled(day: str | None, start: str | None) -> dict[str, Any]:
    return {"day": {"day": {"selected_date": day}}, "start": {"start": {"selected_time": start}}}


def test_a_time_that_has_passed_is_taken() -> None:
    assert check_held_on(filled("2020-05-05", "09:00"), NOW) == Moment(date(2020, 5, 5), time(9))


@pytest.mark.parametrize(
    ("day", "start", "errors"),
    [
        (None, None, {"day": "no_day", "start": "no_time"}),
        ("2020-05-06", "09:00", {"day": "future_date"}),
        ("2020-05-05", "23:00", {"start": "future_time"}),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(day: str | None, start: str | None, errors: dict[str, str]) -> None:
    with pytest.raises(FieldErrors) as raised:
        check_held_on(filled(day, start), NOW)
    assert raised.value.errors == errors

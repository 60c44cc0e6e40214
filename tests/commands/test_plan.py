from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from commands.call import Call
from commands.supervision.plan import plan
from domain.calendar import Month
from domain.errors import BadValue


async def test_a_month_that_is_over_is_not_planned_from_slack() -> None:
    call = cast("Call", SimpleNamespace(edge=SimpleNamespace(today=lambda: date(2020, 5, 1))))
    with pytest.raises(BadValue) as raised:
        await plan(call, Month(2020, 4))
    assert raised.value.facts["what"] == "past_month"

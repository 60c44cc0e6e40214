"""Whatever is typed after `busy` and `window` gets an answer or a kind refusal."""

from collections.abc import AsyncIterator
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands.supervision.typed_times import parse_busy, parse_window
from domain.access import SYSTEM
from domain.errors import BadValue
from services import people
from services.desk import Desk
from tests.commands.workspace import Workspace

WORKER = "C1062"


@pytest.fixture
async def slack(desk: Desk, now: datetime) -> AsyncIterator[Workspace]:
    people.link(desk, SYSTEM, f"U{WORKER}", WORKER, now)
    found = Workspace(desk, now)
    yield found
    found.pool.close()


WORDS = st.sampled_from(
    (
        *("every", "Tue", "next", "12", "May", "9-12", "14:00-16:00", "9-25", "Nia", "C1062", "max", "2", "default"),
        *(
            "<@U1>",
            "https://",
            "webcal://x",
            "<https://a.b|c>",
            "0-0",
            "2020-02-30",
            "31/02/2020",
            "–",
            "\x00",
            ";",
            "²",
            "٣",
        ),
    )
)
TYPED = st.text(max_size=60) | st.lists(WORDS, max_size=6).map(" ".join)


@given(TYPED)
@settings(max_examples=400)
def test_whatever_is_typed_is_read_or_refused_kindly(typed: str) -> None:
    for parse in (parse_busy, parse_window):
        try:
            parse(typed, date(2020, 4, 27))
        except BadValue as refused:
            assert refused.facts["what"]  # noqa: PT017  either way is fine, and a refusal says what it is about


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TYPED, st.sampled_from(["busy", "window"]))
async def test_whatever_is_typed_gets_an_answer(slack: Workspace, typed: str, verb: str) -> None:
    (told,) = await slack.type(f"U{WORKER}", "/supervision", f"{verb} {typed}")
    assert told
    assert "went wrong" not in told

"""Whatever is typed behind `/timeline action`, `risk`, `post` or `board` is read or refused."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.timeline import action_words, board_words, post_words, risk_words
from domain.errors import BadValue
from services.governance.board_meetings import When
from services.posts.change import Change

TODAY = date(2020, 4, 27)
READERS: tuple[Callable[[str, date], Any], ...] = (
    action_words.read_asked,
    board_words.read_asked,
    post_words.read_asked,
    risk_words.read_asked,
)
WORDS = ("add", "done", "move", "to", "re", "3x4", "issue", "12", "12 May", "starts", "since", ":", "O'Connor", "14:00")


@given(st.sampled_from(READERS), st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map(" ".join)))
def test_any_words_are_read_or_refused(read: Callable[[str, date], Any], typed: str) -> None:
    with suppress(BadValue):
        assert read(typed, TODAY)


@pytest.mark.parametrize(
    ("read", "typed", "expected"),
    [
        (action_words.read_asked, "", action_words.Asked("mine")),
        (action_words.read_asked, "team North 1", action_words.Asked("team", words="North 1")),
        (action_words.read_asked, "#12", action_words.Asked("show", "#12")),
        (action_words.read_asked, "done 12 3 Apr 2020", action_words.Asked("done", "12", day=date(2020, 4, 3))),
        (action_words.read_asked, "drop 12: not needed", action_words.Asked("drop", "12", "not needed")),
        (
            board_words.read_asked,
            "move Partnership Board 20 May to 27 May 14:00",
            board_words.Asked("move", "Partnership Board", date(2020, 5, 20), to=When(date(2020, 5, 27), time(14))),
        ),
        (
            board_words.read_asked,
            "Partnership Board 20 May",
            board_words.Asked("show", "Partnership Board", date(2020, 5, 20)),
        ),
        (risk_words.read_asked, "warnings", risk_words.Asked("list", words="warning")),
        (post_words.read_asked, "North 1", post_words.Asked("North 1")),
        (
            post_words.read_asked,
            "ME04 in post since 20 Apr sustainable No",
            post_words.Asked("ME04", Change("in post", date(2020, 4, 20), sustainable="no")),
        ),
    ],
)
def test_words_mean(read: Callable[[str, date], Any], typed: str, expected: object) -> None:
    assert read(typed, TODAY) == expected

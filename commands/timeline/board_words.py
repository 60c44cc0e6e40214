"""What is typed and filled in about boards."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from commands.fields import chosen_day, chosen_one, chosen_time, typed_text
from commands.registry import FieldErrors
from commands.timeline import fields
from domain.errors import BadValue
from domain.governance.decisions import DecisionKind
from domain.when import read_day, read_day_behind, read_time
from services.governance.board_meetings import When

EXAMPLE = "/timeline board Partnership Board"


@dataclass(frozen=True, slots=True)
class Asked:
    """`what` is list, show, add, move, cancel, ask, change, decide or withdraw. `board` as typed, or a number."""

    what: str
    board: str = ""
    day: date | None = None
    words: str = ""
    to: When | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A button's value: a board, what names its meeting for good (perhaps nothing), and the day it was seen at."""

    board: str
    reference: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    kind: DecisionKind
    text: str
    owner: str
    milestone: str


@dataclass(frozen=True, slots=True)
class Outcome:
    text: str
    day: date


_WORDS = ("add", "move", "cancel", "ask", "change", "decide", "withdraw")
_CLOCK = re.compile(r"\s+(?:at\s+)?(?P<time>\d{1,2}(?:[:.]\d{2}|\s*[ap]m))$", re.IGNORECASE)


def read_asked(typed: str, today: date) -> Asked:
    """The words behind `board`. Raises `BadValue`."""
    first, _, rest = typed.strip().partition(" ")
    word, rest = first.casefold(), rest.strip()
    if not first:
        return Asked("list")
    if word not in _WORDS:
        board, day = read_day_behind(typed, today)
        return Asked("show", board, day)
    if word in ("ask", "change", "decide"):
        before, _, words = rest.partition(":")
        return Asked(word, before.strip(), words=fields.plain(words))
    if word == "add":
        return _dated(word, rest, today)
    if word == "move":
        return _moved(rest, today)
    if word == "withdraw":
        return Asked(word, rest)
    board, day = read_day_behind(rest, today)
    return Asked(word, board, day)


def _dated(word: str, typed: str, today: date) -> Asked:
    words, at = _without_time(typed)
    board, day = read_day_behind(words, today)
    if day is None:
        raise BadValue(what="board_words", typed=typed, example="/timeline board add Partnership Board 11 Jun 14:00")
    return Asked(word, board, to=When(day, at))


def _moved(typed: str, today: date) -> Asked:
    """`Partnership Board 20 May to 27 May 14:00`; without its own day the next meeting."""
    before, found, after = typed.rpartition(" to ")
    words, at = _without_time(after)
    if not found:
        example = "/timeline board move Partnership Board 20 May to 27 May 14:00"
        raise BadValue(what="board_words", typed=typed, example=example)
    board, day = read_day_behind(before, today)
    return Asked("move", board, day, to=When(read_day(words, today), at))


def _without_time(typed: str) -> tuple[str, time | None]:
    match = _CLOCK.search(typed)
    return (typed, None) if match is None else (typed[: match.start()], read_time(match["time"]))


def read_meeting(value: str, _today: date) -> Meeting:
    board, reference, day = (*value.split("/"), "", "")[:3]
    return Meeting(board, reference, date.fromisoformat(day) if day else None)


def check_when(values: Mapping[str, Any], now: datetime) -> When:
    day, at = chosen_day(values, "day"), chosen_time(values, "start")
    if day is None or day < now.date():
        raise FieldErrors({"day": "no_day" if day is None else "past_day"})
    return When(day, at)


def check_question(values: Mapping[str, Any], now: datetime) -> Question:
    errors: dict[str, str] = {}
    words = fields.note(values, "text", now.date(), errors)
    if errors:
        raise FieldErrors(errors)
    kind = DecisionKind(chosen_one(values, "kind") or DecisionKind.DECISION)
    return Question(kind, words, typed_text(values, "owner"), chosen_one(values, "milestone") or "")


def check_outcome(values: Mapping[str, Any], now: datetime) -> Outcome:
    errors: dict[str, str] = {}
    words = fields.note(values, "outcome", now.date(), errors)
    day = chosen_day(values, "day") or now.date()
    if day > now.date():
        errors["day"] = "future_done"
    if errors:
        raise FieldErrors(errors)
    return Outcome(words, day)

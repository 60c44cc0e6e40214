"""What is typed and filled in about actions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from commands.fields import chosen_day, chosen_one, typed_text
from commands.registry import FieldErrors
from commands.timeline import fields
from domain.errors import BadValue
from domain.governance.actions import Origin
from domain.when import read_day, read_day_behind

EXAMPLE = "/timeline action done 12"


@dataclass(frozen=True, slots=True)
class Asked:
    """`what` is a list, or one of show, add, done, drop, give, move and reopen; the rest goes with it."""

    what: str
    reference: str = ""
    words: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Form:
    text: str
    owner: str
    due_on: date
    source: Origin


LISTS = ("mine", "team", "overdue", "all")
_NUMBER = re.compile(r"#?(\d{1,6})")


def read_asked(typed: str, today: date) -> Asked:
    """The words behind `action`. Raises `BadValue`."""
    first, _, rest = typed.strip().partition(" ")
    word, rest = first.casefold(), rest.strip()
    if not first or word in LISTS:
        return Asked(word or "mine", words=rest)
    if _NUMBER.fullmatch(first) and not rest:
        return Asked("show", first)
    if word == "add":
        return _read_new(rest, today)
    number, _, behind = rest.partition(" ")
    number, behind = number.rstrip(":"), behind.strip().lstrip(":").strip()
    if word not in ("done", "drop", "give", "move", "reopen") or not _NUMBER.fullmatch(number):
        raise BadValue(what="action_words", typed=typed.strip(), example=EXAMPLE)
    if word == "move" or (word == "done" and behind):
        return Asked(word, number, day=read_day(behind, today))
    if word == "give" and not behind:
        raise BadValue(what="action_words", typed=typed.strip(), example="/timeline action give 12 Nia O'Connor")
    return Asked(word, number, fields.plain(behind) if word == "drop" else behind)


def _read_new(typed: str, today: date) -> Asked:
    """`Nia O'Connor 12 May: what to do`; without words a modal asks."""
    if not typed:
        return Asked("add")
    before, colon, words = typed.partition(":")
    owner, due_on = read_day_behind(before, today)
    if not colon or not words.strip() or due_on is None:
        example = "/timeline action add Nia O'Connor 12 May: agree the venue"
        raise BadValue(what="action_words", typed=typed, example=example)
    return Asked("add", owner, fields.plain(words), due_on)


def check_form(values: Mapping[str, Any], now: datetime) -> Form:
    errors: dict[str, str] = {}
    words = fields.note(values, "text", now.date(), errors)
    due_on = _coming(values, now, errors)
    if errors or due_on is None:
        raise FieldErrors(errors)
    kind, _, key = (chosen_one(values, "source") or "").partition("/")
    return Form(words, typed_text(values, "owner"), due_on, Origin(kind, key) if kind else Origin())


def check_reason(values: Mapping[str, Any], now: datetime) -> str:
    errors: dict[str, str] = {}
    words = fields.note(values, "reason", now.date(), errors)
    if errors:
        raise FieldErrors(errors)
    return words


def check_owner(values: Mapping[str, Any], _now: datetime) -> str:
    owner = typed_text(values, "owner")
    if not owner:
        raise FieldErrors({"owner": "no_name"})
    return owner


def check_due(values: Mapping[str, Any], now: datetime) -> date:
    errors: dict[str, str] = {}
    due_on = _coming(values, now, errors)
    if errors or due_on is None:
        raise FieldErrors(errors)
    return due_on


def check_done(values: Mapping[str, Any], now: datetime) -> date:
    on = chosen_day(values, "day")
    if on is None or on > now.date():
        raise FieldErrors({"day": "no_day" if on is None else "future_done"})
    return on


def _coming(values: Mapping[str, Any], now: datetime, errors: dict[str, str]) -> date | None:
    found = chosen_day(values, "day")
    if found is None or found < now.date():
        errors["day"] = "no_day" if found is None else "past_day"
    return found

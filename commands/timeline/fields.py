"""Fields of modals about the programme, and what was typed where it could not be kept."""

import re
from collections.abc import Awaitable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any, TypeVar

from commands.call import Call
from commands.fields import typed_text
from domain.errors import BadValue, NotFound, Refusal
from domain.notes import read_note
from domain.words import closest

T = TypeVar("T")

_MARK = re.compile(r"<(?P<kind>[@#!])?(?P<address>[^|>]+)(?:\|(?P<label>[^>]*))?>")
_RE = re.compile(r"\s+re\s+(?P<name>risk\s+\d{1,6}|[a-z][\w-]*)\s*$", re.IGNORECASE)
_RISK = re.compile(r"risk\s+\d{1,6}")


@dataclass(frozen=True, slots=True)
class NotKept:
    """A refusal with the words that were typed, so that nobody writes them twice. Never what a note may not hold."""

    code: str
    facts: Mapping[str, object]
    typed: str


def plain(words: str) -> str:
    """What somebody typed behind a command, without Slack's marks: `&amp;`, and links, people and channels in `<>`.

    Somebody who is mentioned keeps the name that Slack shows, where it gives one.
    """
    return unescape(_MARK.sub(lambda m: m["label"] or ("" if m["kind"] else m["address"]), words)).strip()


def note(values: Mapping[str, Any], name: str, today: date, errors: dict[str, str], *, optional: bool = False) -> str:
    """The note of one field, as far as it can be judged without the roster; what is wrong goes into `errors`."""
    try:
        return read_note(typed_text(values, name), today, optional=optional)
    except BadValue as error:
        errors[name] = f"note_{error.facts['cause']}"
        return ""


def split_re(words: str, known: Collection[str], what: str) -> tuple[str, str]:
    """Words that end with `re` and something that is known, such as `re go-live`: the words before it, and its name.

    A slip in the name raises `NotFound` with the nearest; what is like nothing known belongs to the words.
    """
    match = _RE.search(words)
    if match is None:
        return words, ""
    name = match["name"].casefold()
    if name in known or (_RISK.fullmatch(name) and "risk" in known):
        return words[: match.start()].strip(), name
    near = closest(name, known)
    if near:
        raise NotFound(what=what, typed=match["name"], suggestions=near)
    return words, ""


async def or_keep(call: Call, place: str, words: str, asked: Awaitable[T]) -> T | None:
    """What was asked for; or None, after the refusal was answered together with the words that were typed.

    Words that a note may not hold are never repeated.
    """
    try:
        return await asked
    except Refusal as refusal:
        if refusal.facts.get("what") == "note":
            raise
        facts = {"suggestions": [], "usages": [], "ask": [], **refusal.facts}
        await call.answer_modal(place, "timeline/not_kept", NotKept(refusal.code, facts, words))
        return None

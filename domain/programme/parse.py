"""From a programme file's text to a checked programme, or to every problem in it."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from domain.errors import ProgrammeError
from domain.programme.checks import mismatches
from domain.programme.explain import place_of, say, spell
from domain.programme.model import Programme

BYTE_ORDER_MARK = "\ufeff"
NOT_TOML = "cannot be read at {column}: {reason}; see 'How the file is written' in docs/programme.md"


def parse_programme(text: str, source: str) -> Programme:
    """Read a programme file's text. Raises `ProgrammeError` listing every problem by its key.

    A part whose values cannot be read is judged as a whole only when they can.
    """
    return programme_from(_toml(text, source), source)


def programme_from(raw: Mapping[str, Any], source: str) -> Programme:
    """The programme that TOML's plain values make. Raises `ProgrammeError`."""
    try:
        programme: Programme | None = Programme.model_validate(raw)
        errors: list[ErrorDetails] = []
    except ValidationError as error:
        programme, errors = None, _told(error.errors())
    found = [(place_of(each), say(each)) for each in errors]
    broken = {str(place[0]) for place, _ in found if place}
    problems = _first_of_each_key((spell(raw, place), words) for place, words in [*found, *mismatches(raw, broken)])
    if programme is None or problems:
        raise ProgrammeError(source, problems)
    return programme


def _told(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without the lists that are short only because their items cannot be read."""
    places = [place_of(each) for each in errors]
    return [
        each
        for each, place in zip(errors, places, strict=True)
        if each["type"] != "too_short" or not any(other != place and other[: len(place)] == place for other in places)
    ]


def _first_of_each_key(problems: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    kept: dict[str, str] = {}
    for key, words in problems:
        kept.setdefault(key, words)
    return tuple(kept.items())


def _toml(text: str, source: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix(BYTE_ORDER_MARK))
    except tomllib.TOMLDecodeError as error:
        raise ProgrammeError(source, (_where(str(error), text),)) from error


def _where(message: str, text: str) -> tuple[str, str]:
    """The line as the key, and the reader's reason; a file that stops too early is wrong in its last line."""
    at = re.fullmatch(r"(?P<reason>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)", message, re.DOTALL)
    if at is not None:
        return f"line {at['line']}", NOT_TOML.format(column=f"column {at['column']}", reason=at["reason"].lower())
    reason = message.removesuffix(" (at end of document)").lower()
    return f"line {len(text.splitlines()) or 1}", NOT_TOML.format(column="the end of the file", reason=reason)

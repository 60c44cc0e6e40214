"""The two programme files that the tests read, and copies of Midshire's with one place changed."""

import copy
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from domain.errors import ProgrammeError
from domain.programme.parse import programme_from
from domain.programme.references import Place

ROOT = Path(__file__).parent.parent.parent.parent
OXFORDSHIRE = ROOT / "programmes" / "oxfordshire.toml"
MIDSHIRE = ROOT / "tests" / "programmes" / "midshire.toml"

GONE = object()
"""In place of a value: the key is taken out."""


def midshire() -> dict[str, Any]:
    return tomllib.loads(MIDSHIRE.read_text(encoding="utf-8"))


def changed(*changes: tuple[str, Any]) -> dict[str, Any]:
    """Midshire's file with other values at dotted places; a number is a position in a list, from 0."""
    raw = midshire()
    for dotted, value in changes:
        put(raw, tuple(int(part) if part.isdigit() else part for part in dotted.split(".")), value)
    return raw


def put(raw: Any, place: Place, value: Any) -> None:
    found = raw
    for part in place[:-1]:
        found = found[part]
    if value is GONE:
        del found[place[-1]]
    elif isinstance(found, list) and place[-1] == len(found):
        found.append(copy.deepcopy(value))
    else:
        found[place[-1]] = copy.deepcopy(value)


def problems(raw: dict[str, Any]) -> dict[str, str]:
    """What is wrong with a file, by key; empty when nothing is."""
    try:
        programme_from(raw, "midshire.toml")
    except ProgrammeError as error:
        return dict(error.problems)
    return {}


def leaves(found: Any, place: Place = ()) -> Iterator[Place]:
    """The place of every value that is neither table nor list."""
    if isinstance(found, dict):
        for key, value in found.items():
            yield from leaves(value, (*place, key))
    elif isinstance(found, list):
        for number, value in enumerate(found):
            yield from leaves(value, (*place, number))
    else:
        yield place

"""Problems in plain words: which key, what is wrong with it, and what to write there."""

from collections.abc import Mapping
from difflib import get_close_matches
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from domain.programme.base import UNFIT, WRONG
from domain.programme.model import Programme
from domain.programme.references import Place

_SAID: Mapping[str, str] = {
    "missing": "is missing",
    "string_type": "is not text in quotes",
    "string_too_short": "is empty",
    "string_pattern_mismatch": "is not a key: small letters, digits, - and _, starting with a letter",
    "int_type": "is not a whole number",
    "float_type": "is not a number",
    "bool_type": "is not true or false",
    "greater_than_equal": "is too small",
    "less_than_equal": "is too big",
    "literal_error": "is not one of the words that are known here",
    "too_short": "is empty",
    "tuple_type": "is not a list",
    "dict_type": "is not a table",
    "model_type": "is not a table",
}


def spell(raw: object, place: Place) -> str:
    """The dotted key of a place. Items of a list go by their own `key`, or by their number counted from 1."""
    words: list[str] = []
    found: Any = raw
    for part in place:
        if isinstance(part, int):
            found = found[part] if isinstance(found, list) and part < len(found) else None
            own = found.get("key") if isinstance(found, Mapping) else None
            words.append(own if isinstance(own, str) and own else str(part + 1))
        else:
            found = found.get(part) if isinstance(found, Mapping) else None
            words.append(part)
    return ".".join(words) or "file"


def place_of(error: ErrorDetails) -> Place:
    """Where an error is; pydantic marks a bad key of a table by a last `[key]`."""
    return tuple(part for part in error["loc"] if part != "[key]")


def say(error: ErrorDetails) -> str:
    """What is wrong and what to write instead."""
    place = place_of(error)
    if error["type"] == "extra_forbidden":
        return _not_known(place)
    if error["type"] == UNFIT:
        return error["msg"]
    what = error["msg"] if error["type"] == WRONG else _SAID.get(error["type"], "cannot be used")
    field = None if error["loc"][-1:] == ("[key]",) else _field(place)
    if field is None:
        return f"{what}; write another key"
    return f"{what}{_now(error)}; write {field.description}{_choices(field.annotation)}"


def _not_known(place: Place) -> str:
    parent = _kind(place[:-1])
    known = sorted(parent.model_fields) if isinstance(parent, type) and issubclass(parent, BaseModel) else []
    close = get_close_matches(str(place[-1]), known, n=1)
    hint = f"did you mean {close[0]}?" if close else f"write one of: {', '.join(known)}"
    return f"is not a key that is known here; {hint}"


def _field(place: Place) -> FieldInfo | None:
    """The field a place belongs to: its own, or that of the list or table it is an item of."""
    for length in range(len(place), 0, -1):
        owner, name = _kind(place[: length - 1]), place[length - 1]
        if isinstance(owner, type) and issubclass(owner, BaseModel):
            return owner.model_fields.get(str(name))
    return None


def _kind(place: Place) -> Any:
    """What is expected at a place: a model, or the type of a value."""
    kind: Any = Programme
    for part in place:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(str(part))
            kind = _plain(field.annotation) if field is not None else None
        else:
            items = [each for each in get_args(kind) if each is not Ellipsis]
            kind = _plain(items[-1]) if items else None
    return kind


def _plain(kind: Any) -> Any:
    """A type without what is annotated to it and without its `| None`."""
    if get_origin(kind) is Annotated:
        return _plain(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return _plain(next(each for each in get_args(kind) if each is not NoneType))
    return kind


def _choices(annotation: Any) -> str:
    kind = _plain(annotation)
    if get_origin(kind) is dict:
        kind = get_args(kind)[0]
    return f": {', '.join(map(str, get_args(kind)))}" if get_origin(kind) is Literal else ""


def _now(error: ErrorDetails) -> str:
    """The value as it stands in the file, where it is short enough to help."""
    value = error["input"]
    if error["type"] == "missing" or isinstance(value, Mapping | list | tuple):
        return ""
    if isinstance(value, bool):
        return f" (it is now {str(value).lower()})"
    return f' (it is now "{value}")' if isinstance(value, str) else f" (it is now {value})"

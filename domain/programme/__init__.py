"""An authority's model as data: disciplines, roles, rhythms, promises. Nothing of one authority is in the code."""

import tomllib

from pydantic import ValidationError

from domain.errors import ProgrammeError
from domain.programme.checks import problems
from domain.programme.model import Programme
from domain.programme.supervision import FrequencyRule, Phase

__all__ = ["FrequencyRule", "Phase", "Programme", "parse_programme"]


def parse_programme(text: str, source: str) -> Programme:
    """Read a programme file's text. Raises `ProgrammeError` listing every problem by its key."""
    try:
        programme = Programme.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ProgrammeError(source, (("file", f"cannot be read as TOML: {error}"),)) from error
    except ValidationError as error:
        found = tuple((_key(item["loc"]), _words(item["type"], item["msg"])) for item in error.errors())
        raise ProgrammeError(source, found) from error
    crossed = problems(programme)
    if crossed:
        raise ProgrammeError(source, tuple(crossed))
    return programme


def _key(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location) or "file"


def _words(kind: str, message: str) -> str:
    if kind == "missing":
        return "is missing; add it"
    if kind == "extra_forbidden":
        return "is not a key this file knows; remove it or correct the spelling"
    return message.removeprefix("Value error, ").lower()

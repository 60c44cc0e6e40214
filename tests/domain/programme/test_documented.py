"""`docs/programme.md` explains every key a file may have, and every key can say what to write."""

import re
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from domain.programme import Programme
from domain.programme.planned import PlannedDate
from domain.programme.rhythm import Lead
from tests.domain.programme.files import ROOT

WRITTEN_AS_TEXT = (PlannedDate, Lead)


def _parts(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from _parts(field.annotation)
    for inner in getattr(annotation, "__args__", ()):
        yield from _parts(inner)


PARTS = sorted(set(_parts(Programme)) - set(WRITTEN_AS_TEXT), key=lambda part: part.__name__)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_key_is_explained(part: type[BaseModel]) -> None:
    words = set(re.findall(r"`([a-z_]+)`", (ROOT / "docs" / "programme.md").read_text(encoding="utf-8")))
    assert set(part.model_fields) - words == set()


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_key_can_say_what_to_write(part: type[BaseModel]) -> None:
    assert all(field.description for field in part.model_fields.values())

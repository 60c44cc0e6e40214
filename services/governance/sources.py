"""What an action came from, in words, and the choice of what it may come from."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from domain.errors import NotFound
from domain.governance.actions import Origin, Source
from domain.programme import Programme
from domain.words import closest
from services.desk import Desk
from storage import timeline

CLINIC = Origin(Source.CLINIC.value)


@dataclass(frozen=True, slots=True)
class SourceName:
    """`kind` is one of `Source` or of a later part; `name` is the board's, milestone's or indicator's, or empty."""

    kind: str
    name: str


def name_of(programme: Programme, origin: Origin) -> SourceName:
    """A source that the programme no longer knows keeps its key for a name."""
    return SourceName(origin.kind, _names(programme).get(origin, origin.key))


def choices(desk: Desk, session: Session) -> list[tuple[Origin, str]]:
    """What an action may come from, with its name: boards, the performance clinic (no name), milestones, indicators."""
    stored = timeline.milestones(session)
    names = _names(desk.programme)
    return [(o, name) for o, name in names.items() if o.kind != Source.MILESTONE or o.key in stored]


def read_origin(programme: Programme, typed: str) -> Origin:
    """The source that somebody means by a key or name. Raises `NotFound` with the nearest."""
    words = typed.strip().casefold()
    if not words:
        return Origin()
    names = _names(programme)
    if words in ("clinic", "performance clinic"):
        return CLINIC
    if words.partition(" ")[0] == Source.RISK and words.partition(" ")[2].isdigit():
        return Origin(Source.RISK.value, words.partition(" ")[2])
    for origin, name in names.items():
        if origin.key and words in (origin.key, origin.key.replace("_", "-"), name.casefold()):
            return origin
    known = [word for origin, name in names.items() for word in (origin.key, name) if word]
    raise NotFound(what="source", typed=typed, suggestions=closest(typed, known))


def keys(programme: Programme) -> list[str]:
    """What people may write as a source: every key, `clinic`, and `risk` with a number."""
    return ["clinic", Source.RISK.value, *(origin.key for origin in _names(programme) if origin.key)]


def _names(programme: Programme) -> dict[Origin, str]:
    return dict(_named(programme))


def _named(programme: Programme) -> Iterator[tuple[Origin, str]]:
    for key, meeting in programme.governance.items():
        yield Origin(Source.BOARD.value, key), meeting.name
    yield CLINIC, ""
    for row in programme.timeline:
        yield Origin(Source.MILESTONE.value, row.key), row.title
    for found in programme.indicators.values():
        for key, indicator in found.indicators.items():
            yield Origin(Source.INDICATOR.value, key), indicator.name


def known_milestone(programme: Programme, typed: str) -> str:
    """A milestone's key from its key or title; empty for nothing. Raises `NotFound` with the nearest."""
    words = typed.strip().casefold()
    found = (row.key for row in programme.timeline if words in (row.key, row.title.casefold()))
    key = next(found, None) if words else ""
    if key is None:
        known = [word for row in programme.timeline for word in (row.key, row.title)]
        raise NotFound(what="milestone", typed=typed, suggestions=closest(typed, known))
    return key

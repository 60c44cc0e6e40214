"""Which values of a programme file are keys of something else in it.

These are read from the file as written, so that a slip in one place does not hide one in another.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from domain.access import GRANTED_ROLES

Place = tuple[str | int, ...]
"""Where something stands: the keys, and in lists the positions from 0, that lead to it."""

EACH = "*"

REFERENCES: tuple[tuple[str, str], ...] = (
    ("go_live", "timeline"),
    ("disciplines.*.supervised_by.*", "disciplines"),
    ("roles.*.disciplines.*", "disciplines"),
    ("team_shape.*.role", "roles"),
    ("posts.promised.*.discipline", "disciplines"),
    ("posts.needed_by", "timeline"),
    ("supervision.default_kind", "supervision.kinds"),
    ("supervision.frequencies.*.kind", "supervision.kinds"),
    ("supervision.frequencies.*.roles.*", "roles"),
    ("supervision.newly_qualified.roles.*", "roles"),
    ("group_supervision.chair", "roles"),
    ("group_supervision.teams.*.chair", "roles"),
    ("training.pathways.*.steps.*.disciplines.*", "disciplines"),
    ("training.pathways.*.steps.*.roles.*", "roles"),
    ("timeline.*.owner_role", "roles"),
    ("governance.*.chair_role", "roles"),
    ("governance.*.clerk_role", "roles"),
    ("governance.*.member_roles.*", "roles"),
    ("dependencies.*.before", "timeline"),
    ("dependencies.*.after", "timeline"),
)
"""(where a key is written, where it must exist); `*` stands for each key of a table or each item of a list."""

GRANTED_TOO = ("owner_role", "chair_role", "clerk_role", "member_roles.*")
"""Where a role that people are granted may stand beside those of the roster."""

Found = tuple[Place, str]


def unknown_keys(raw: Mapping[str, Any]) -> Iterator[Found]:
    """Every key that is written but exists nowhere, with what to do about it."""
    for pattern, target in REFERENCES:
        known = _known(raw, target, with_granted=pattern.endswith(GRANTED_TOO))
        if known is None:
            continue
        for place, value in walk(raw, pattern):
            if isinstance(value, str) and value not in known:
                yield place, _unknown(value, target, known)


def walk(raw: object, pattern: str) -> Iterator[tuple[Place, Any]]:
    """Every (place, value) that a pattern such as `timeline.*.key` leads to; what is of another shape is passed by."""
    yield from _follow(raw, tuple(pattern.split(".")), ())


def _follow(found: object, parts: tuple[str, ...], place: Place) -> Iterator[tuple[Place, Any]]:
    if not parts:
        yield place, found
        return
    part, rest = parts[0], parts[1:]
    if isinstance(found, Mapping):
        for key in list(found) if part == EACH else [part] if part in found else []:
            yield from _follow(found[key], rest, (*place, key))
    elif isinstance(found, list) and part == EACH:
        for number, item in enumerate(found):
            yield from _follow(item, rest, (*place, number))


def _known(raw: Mapping[str, Any], target: str, *, with_granted: bool) -> set[str] | None:
    """The keys that exist at `target`, or None when they cannot all be read: then nothing can be said."""
    if target == "timeline":
        rows = [row.get("key") if isinstance(row, Mapping) else None for _, row in walk(raw, "timeline.*")]
        keys = {key for key in rows if isinstance(key, str)} if all(isinstance(key, str) for key in rows) else set()
    else:
        keys = {place[-1] for place, _ in walk(raw, f"{target}.*") if isinstance(place[-1], str)}
    if not keys:
        return None
    return keys | {role.value for role in GRANTED_ROLES} if with_granted else keys


def _unknown(value: str, target: str, known: set[str]) -> str:
    close = get_close_matches(value, sorted(known), n=1)
    where = "a row of [[timeline]]" if target == "timeline" else f"in [{target}]"
    hint = f'; did you mean "{close[0]}"?' if close else f"; write one of: {', '.join(sorted(known))}"
    return f'names "{value}", which is not {where}{hint}'

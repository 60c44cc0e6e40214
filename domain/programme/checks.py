"""What must fit together across the whole of a programme file, read as it is written."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from domain.programme.circle import find_circle
from domain.programme.references import Found, unknown_keys, walk


def mismatches(raw: Mapping[str, Any], broken: Collection[str]) -> Iterator[Found]:
    """Every (place, message) that does not fit. `broken` names the sections that cannot be read as a whole."""
    yield from unknown_keys(raw)
    yield from _same_key_twice(raw)
    yield from _circle(raw)
    if not {"disciplines", "roles"} & set(broken):
        yield from _unsupervised(raw)


def _same_key_twice(raw: Mapping[str, Any]) -> Iterator[Found]:
    for pattern in ("timeline.*.key", "employers.*.name"):
        seen: set[str] = set()
        for place, value in walk(raw, pattern):
            if not isinstance(value, str):
                continue
            if value in seen:
                yield place, f'is "{value}" a second time; every one needs its own'
            seen.add(value)


def _circle(raw: Mapping[str, Any]) -> Iterator[Found]:
    befores = {place[1]: value for place, value in walk(raw, "dependencies.*.before")}
    afters = {place[1]: value for place, value in walk(raw, "dependencies.*.after")}
    pairs = [(befores[n], afters[n]) for n in befores.keys() & afters.keys()]
    circle = find_circle([(b, a) for b, a in pairs if isinstance(b, str) and isinstance(a, str)])
    if circle:
        yield ("dependencies",), f"run in a circle: {' > '.join(circle)}; take one of these pairs out"


def _unsupervised(raw: Mapping[str, Any]) -> Iterator[Found]:
    managing = {
        discipline
        for _, role in walk(raw, "roles.*")
        if role.get("manager") is True
        for discipline in role["disciplines"]
    }
    for place, discipline in walk(raw, "disciplines.*"):
        if not managing & set(discipline.get("supervised_by") or [place[-1]]):
            yield (
                place,
                (
                    "has nobody to supervise it; give a role of this discipline manager = true, "
                    "or name other disciplines in supervised_by"
                ),
            )

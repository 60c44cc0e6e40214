"""Finding the person whom somebody means: a mention, a staff id, a name, or the beginning of one."""

import re
from collections.abc import Collection, Mapping

from sqlmodel import Session

from domain.errors import NotFound
from domain.roster import Person, Roster
from domain.words import closest
from storage import people

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")


def find_person(session: Session, roster: Roster, typed: str, among: Collection[str]) -> Person:
    """The one person of `among` (staff ids) who is meant. Raises `NotFound` with the nearest names."""
    words = " ".join(typed.split())
    mention = _MENTION.fullmatch(words)
    staff_id = people.staff_id_of(session, mention[1]) if mention else words.upper()
    if staff_id is not None and staff_id in among and staff_id in roster.people:
        return roster.people[staff_id]
    names = {key: roster.people[key].name for key in sorted(among) if key in roster.people}
    for matches in (_whole, _first_or_last, _begun):
        found = [key for key, name in names.items() if matches(words.casefold(), name.casefold())]
        if len(found) == 1:
            return roster.people[found[0]]
        if found:
            raise NotFound(what="person", typed=typed, suggestions=_named(names, found))
    raise NotFound(what="person", typed="" if mention else typed, suggestions=closest(words, names.values()))


def _whole(typed: str, name: str) -> bool:
    return typed == name


def _first_or_last(typed: str, name: str) -> bool:
    return typed in name.split()


def _begun(typed: str, name: str) -> bool:
    return len(typed) > 1 and any(part.startswith(typed) for part in name.split())


def _named(names: Mapping[str, str], found: Collection[str]) -> list[str]:
    """Two people of one name are told apart by their staff ids."""
    chosen = [names[key] for key in found]
    return [f"{names[key]} ({key})" if chosen.count(names[key]) > 1 else names[key] for key in found][:5]

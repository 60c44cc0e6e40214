"""Notes checked against the roster: staff may be named, nobody else."""

from datetime import date

from domain.notes import read_note
from domain.roster import Roster


def checked(roster: Roster, typed: str, today: date, *, optional: bool = False) -> str:
    """The note as it is kept. Raises `BadValue` for what is certainly personal."""
    people = roster.people.values()
    return read_note(
        typed,
        today,
        emails={person.email.casefold() for person in people},
        surnames={person.name.split()[-1].casefold() for person in people},
        optional=optional,
    )

"""The history of one action, risk, decision or post, as people read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from domain.roster import Roster
from storage import governance


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """Who did what when. `what` is a code; `before` and `after` are the values, dates in ISO and people by name."""

    what: str
    at: datetime
    by: str
    before: str
    after: str


def history_of(session: Session, roster: Roster, subject: str) -> tuple[ChangeLine, ...]:
    """Oldest first."""
    return tuple(
        ChangeLine(
            row.what,
            row.at,
            _name(roster, row.by),
            _value(roster, row.facts, "before"),
            _value(roster, row.facts, "after"),
        )
        for row in governance.changes_of(session, subject)
    )


def _value(roster: Roster, facts: Mapping[str, Any], key: str) -> str:
    return _name(roster, str(facts.get(key, "") or ""))


def _name(roster: Roster, value: str) -> str:
    person = roster.people.get(value)
    return value if person is None else person.name

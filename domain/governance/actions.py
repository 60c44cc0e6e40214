"""Actions: somebody does something by a day. One table for the whole product, whatever an action came from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActionState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Source(StrEnum):
    """What an action came from; `key` beside it says which one. Later kinds need no change of the table."""

    NONE = "none"
    BOARD = "board"
    CLINIC = "clinic"
    RISK = "risk"
    MILESTONE = "milestone"
    INDICATOR = "indicator"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Origin:
    """`kind` is one of `Source`, or a kind of a later part of the product; `key` is opaque."""

    kind: str = Source.NONE.value
    key: str = ""


def days_late(due_on: date, state: ActionState, today: date) -> int:
    """Calendar days over its date; 0 when it is not late or no longer open. The day itself is not late."""
    return max(0, (today - due_on).days) if state is ActionState.OPEN else 0

"""The states of a supervision session. An answer that never came is never a yes."""

from enum import StrEnum


class SessionState(StrEnum):
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    HELD = "held"
    MISSED = "missed"
    REARRANGED = "rearranged"
    CANCELLED = "cancelled"


LIVE = frozenset({SessionState.PLANNED, SessionState.CONFIRMED})
COUNTS = LIVE | {SessionState.HELD}
"""A session in one of these states answers what was due; the others leave it due."""

"""The states of a supervision session. An answer that never came is never a yes."""

from collections.abc import Mapping
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

_S = SessionState

NEXT: Mapping[SessionState, frozenset[SessionState]] = {
    _S.PLANNED: frozenset({_S.CONFIRMED, _S.HELD, _S.MISSED, _S.REARRANGED, _S.CANCELLED}),
    _S.CONFIRMED: frozenset({_S.HELD, _S.MISSED, _S.REARRANGED, _S.CANCELLED}),
    _S.HELD: frozenset(),
    _S.MISSED: frozenset(),
    _S.REARRANGED: frozenset(),
    _S.CANCELLED: frozenset(),
}
"""What each state may become. A rearranged session stays as it was; the one in its place is a session of its own."""

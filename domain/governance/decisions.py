"""What a board is asked to decide."""

from enum import StrEnum


class DecisionKind(StrEnum):
    """`CHANGE` asks for a change of what was agreed, and stands apart in the highlight report."""

    DECISION = "decision"
    CHANGE = "change"


class DecisionState(StrEnum):
    ASKED = "asked"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"

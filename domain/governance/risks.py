"""The register of risks, issues and early warnings: how much each weighs, and when it raises a milestone's status."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.timeline.rag import Rag

LEAST, MOST = 1, 5
"""Probability and impact go from 1 to 5 (ordinary practice; 1 is very low, 5 very high)."""


class RiskKind(StrEnum):
    """A risk may happen, an issue has happened, an early warning is a sign that it might (WORCS)."""

    RISK = "risk"
    ISSUE = "issue"
    WARNING = "warning"


class RiskState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class RiskFact:
    """One line of the register. `milestone_key` is empty where it is about none."""

    number: int
    kind: RiskKind
    probability: int
    impact: int
    state: RiskState
    review_on: date
    milestone_key: str

    @property
    def score(self) -> int:
        return score(self.kind, self.probability, self.impact)


@dataclass(frozen=True, slots=True)
class Raised:
    """A status that the register raises: to what, and by which risk with which score."""

    rag: Rag
    number: int
    kind: RiskKind
    score: int


def score(kind: RiskKind, probability: int, impact: int) -> int:
    """Probability times impact, 1 to 25. An issue has happened, so its probability is 5 whatever was written."""
    return (MOST if kind is RiskKind.ISSUE else probability) * impact


def grade(score: int, *, amber_from: int, red_from: int) -> Rag:
    """What a score is called, by the programme's thresholds."""
    if score >= red_from:
        return Rag.RED
    return Rag.AMBER if score >= amber_from else Rag.GREEN


def raised_status(milestone_key: str, risks: Iterable[RiskFact], *, amber_from: int, red_from: int) -> Raised | None:
    """What the open risks about a milestone raise its status to: never lower than amber, None where nothing does.

    A score of red raises it to red, one of amber to amber; whoever reads it takes the worse of this and its own status.
    Of several the heaviest counts, of equal ones the first in the register.
    """
    about = [r for r in risks if r.state is RiskState.OPEN and milestone_key and r.milestone_key == milestone_key]
    heaviest = max(about, key=lambda risk: (risk.score, -risk.number), default=None)
    if heaviest is None:
        return None
    rag = grade(heaviest.score, amber_from=amber_from, red_from=red_from)
    return None if rag is Rag.GREEN else Raised(rag, heaviest.number, heaviest.kind, heaviest.score)

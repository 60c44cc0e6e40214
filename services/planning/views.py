"""What people see of a proposal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.calendar import Month


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """`cover_for` is the supervisor in whose place this one stands in; `moved_from` when it was booked before."""

    staff_id: str
    supervisor_id: str
    kind: str
    supervisee: str
    supervisor: str
    starts_at: datetime
    minutes: int
    cover_for: str | None = None
    covers: bool = False
    moved_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class RemedyLine:
    """What would give a place, confirmed by planning again: `kind` as in `planning.month.model.RemedyKind`."""

    kind: str
    day: date
    start: str
    supervisor: str
    minutes: int
    moves: int


@dataclass(frozen=True, slots=True)
class UnplacedLine:
    """Somebody who could not be placed; `cause` and `facts` are put into words by `supervision/cause`."""

    staff_id: str
    kind: str
    supervisee: str
    cause: str
    facts: Mapping[str, Any]
    remedies: tuple[RemedyLine, ...] = ()
    was_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProposalView:
    """`version` names exactly these lines, so that an approval is of what was seen. `booked` are booked already.

    `status` is `optimal` when nothing better exists, else `best_found`, with the proven `gap` where there is one.
    """

    month: Month
    version: str
    status: str
    gap: float | None
    new: tuple[ProposedLine, ...]
    booked: int
    unplaced: tuple[UnplacedLine, ...]
    off_slack: tuple[str, ...]
    measures: Mapping[str, Any]

    @property
    def moved(self) -> int:
        return sum(line.moved_from is not None for line in self.new)


@dataclass(frozen=True, slots=True)
class Approved:
    month: Month
    sessions: int
    told: int
    off_slack: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Discarded:
    month: Month

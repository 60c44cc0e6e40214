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
    supervisor_id: str
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
class SupervisorPart:
    """One supervisor's share of a proposal: how many sessions, on how many days."""

    supervisor_id: str
    name: str
    sessions: int
    days: int


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
    def remarks(self) -> bool:
        """Is there anything to say about a line besides who, when and with whom?"""
        return any(line.covers or line.moved_from for line in self.new)

    @property
    def has_gone(self) -> bool:
        """Are there booked sessions that an approval would cancel without another time?"""
        return any(line.was_at is not None for line in self.unplaced)

    @property
    def by_supervisor(self) -> tuple[SupervisorPart, ...]:
        lines: dict[tuple[str, str], list[datetime]] = {}
        for line in self.new:
            lines.setdefault((line.supervisor, line.supervisor_id), []).append(line.starts_at)
        return tuple(
            SupervisorPart(staff_id, name, len(starts), len({at.date() for at in starts}))
            for (name, staff_id), starts in sorted(lines.items())
        )


@dataclass(frozen=True, slots=True)
class OfSupervisor:
    """One supervisor's lines of a proposal."""

    month: Month
    name: str
    lines: tuple[ProposedLine, ...]


@dataclass(frozen=True, slots=True)
class Approved:
    month: Month
    sessions: int
    told: int
    off_slack: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Discarded:
    month: Month

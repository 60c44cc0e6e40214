"""Figures about group supervision: held against planned, every profession represented, families discussed.

Each has a numerator, a denominator, and what was left out of both; the rule in words stands beside it in the templates.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.calendar import Month
from domain.group.families import Families


class Outcome(StrEnum):
    """What became of a meeting. `dropped` fell on a bank holiday and had no other time that week."""

    HELD = "held"
    NOT_HELD = "not_held"
    UNRECORDED = "unrecorded"
    CANCELLED = "cancelled"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """A meeting that is over. `missing` are disciplines nobody came from, None where attendance was not recorded.

    `vacant` are those of them whose every seat was vacant.
    """

    team_code: str
    month: Month
    starts_at: datetime
    outcome: Outcome
    missing: frozenset[str] | None = None
    vacant: frozenset[str] = frozenset()
    families: Families | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """`left_out` counts what is in neither number, by the reason's code; `notes` counts what is worth knowing."""

    numerator: int
    denominator: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, int] = field(default_factory=dict)

    @property
    def percent(self) -> int | None:
        """Rounded half up; None where there is nothing to count."""
        return None if not self.denominator else (200 * self.numerator + self.denominator) // (2 * self.denominator)


def held(meetings: Iterable[MeetingFact]) -> Figure:
    """Held of all that were planned and are over. Cancelled and unrecorded ones were planned and are not held."""
    found = list(meetings)
    counts = {outcome: sum(m.outcome is outcome for m in found) for outcome in Outcome}
    planned = len(found) - counts[Outcome.DROPPED]
    notes = {key.value: counts[key] for key in (Outcome.UNRECORDED, Outcome.CANCELLED) if counts[key]}
    return Figure(counts[Outcome.HELD], planned, counted(dropped=counts[Outcome.DROPPED]), notes)


def represented(meetings: Iterable[MeetingFact]) -> Figure:
    """Of the held ones with attendance recorded, those at which every profession of a full team had somebody."""
    took_place = [m for m in meetings if m.outcome is Outcome.HELD]
    known = [m for m in took_place if m.missing is not None]
    full = sum(not m.missing for m in known)
    only_vacant = sum(bool(m.missing) and m.missing == m.vacant for m in known)
    left_out = counted(no_attendance=len(took_place) - len(known))
    return Figure(full, len(known), left_out, counted(only_vacant=only_vacant))


def discussed(meetings: Iterable[MeetingFact]) -> Figure:
    """Families discussed in the month: open less not yet discussed, by each team's last numbers of each month."""
    last: dict[tuple[str, Month], Families] = {}
    seen: set[tuple[str, Month]] = set()
    for meeting in sorted(meetings, key=lambda m: m.starts_at):
        if meeting.outcome is Outcome.DROPPED:
            continue
        seen.add((meeting.team_code, meeting.month))
        if meeting.outcome is Outcome.HELD and meeting.families is not None:
            last[meeting.team_code, meeting.month] = meeting.families
    found = last.values()
    numerator = sum(f.open - f.waiting for f in found)
    return Figure(numerator, sum(f.open for f in found), counted(no_numbers=len(seen) - len(last)))


def by_month(meetings: Sequence[MeetingFact]) -> dict[Month, list[MeetingFact]]:
    months: dict[Month, list[MeetingFact]] = {month: [] for month in sorted({m.month for m in meetings})}
    for meeting in meetings:
        months[meeting.month].append(meeting)
    return months


def counted(**counts: int) -> Mapping[str, int]:
    """Only what there is something of."""
    return {key: count for key, count in counts.items() if count}

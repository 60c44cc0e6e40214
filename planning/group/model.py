"""What a term's template is made from and what it says: plain facts in, plain facts out. Times are local."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from domain.supervision.causes import Cause
from planning.month.model import Diary


class Weeks(StrEnum):
    """Fortnights are counted from an anchor Monday: week a begins on it."""

    EVERY = "every"
    A = "a"
    B = "b"


@dataclass(frozen=True, slots=True)
class GroupSlot:
    """`weekday` 0 is Monday."""

    weeks: Weeks
    weekday: int
    start: time
    minutes: int


@dataclass(frozen=True, slots=True)
class TeamNeed:
    """One team that needs a slot. `members` are everybody expected, the chair included.

    `cadence_weeks` is 1 or 2. `preferred` weekdays cost nothing; empty: no wish. `last` is the slot of the template
    before, from which a change costs; `fixed` one that must stay.
    """

    code: str
    office: str
    chair_id: str | None
    cadence_weeks: int
    minutes: int
    members: tuple[str, ...]
    preferred: tuple[int, ...] = ()
    last: GroupSlot | None = None
    fixed: GroupSlot | None = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A standing commitment of one person every week or fortnight, such as court duty."""

    staff_id: str
    weeks: Weeks
    weekday: int
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class GroupRequest:
    """`travel` holds minutes between two offices keyed by the pair in order; an unknown pair takes `far` minutes.

    Somebody in several teams is a shared specialist. Who is away on most days from `first_day` to `last_day` is
    expected nowhere: named with the cause `unavailable`.
    """

    teams: tuple[TeamNeed, ...]
    diaries: Mapping[str, Diary]
    travel: Mapping[tuple[str, str], int]
    first_day: date
    last_day: date
    anchor_monday: date
    fixed: tuple[Fixed, ...] = ()
    earliest: time = time(9)
    latest: time = time(17)
    grid_minutes: int = 30
    far: int = 60


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody who cannot come to a team's slot: working_pattern, group_supervision (another team's), unavailable,
    not_in_service or other_commitment."""

    staff_id: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class TeamSlot:
    team: str
    slot: GroupSlot
    chair_id: str | None
    absent: tuple[Absent, ...]


@dataclass(frozen=True, slots=True)
class NoSlot:
    """A team that has no possible slot, and why (its chair is missing, has no hours, or is taken everywhere)."""

    team: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """`gap` is the proven distance from the best, None where nothing was proven. `cost_by_term` adds up to `cost`."""

    slots: tuple[TeamSlot, ...]
    unplaced: tuple[NoSlot, ...]
    status: str
    gap: float | None
    cost: int
    cost_by_term: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting. `moved_from` is the bank holiday it was moved from; `cause` why it could not be moved and falls out.

    `day` is None only when it falls out.
    """

    team: str
    day: date | None
    start: time
    minutes: int
    moved_from: date | None = None
    cause: Cause | None = None

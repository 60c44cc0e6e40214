"""What people see of a group supervision template."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any


@dataclass(frozen=True, slots=True)
class AbsentLine:
    """Somebody who cannot come to a team's slot; `cause` as in `domain.supervision.causes`."""

    staff_id: str
    name: str
    cause: str


@dataclass(frozen=True, slots=True)
class VacantSeat:
    """A funded seat that nobody fills, which is not the same as somebody who is absent. `state` is the post's."""

    post_id: str
    discipline: str
    role: str
    state: str


@dataclass(frozen=True, slots=True)
class SlotLine:
    """One team's recurring slot, local. `weeks` is every, a or b; `weekday` 0 is Monday.

    `before` is its last slot in words of the same kind (weeks, weekday, start) where that was another one.
    """

    team: str
    name: str
    weeks: str
    weekday: int
    start: time
    minutes: int
    chair_id: str | None
    chair: str | None
    absent: tuple[AbsentLine, ...]
    vacant: tuple[VacantSeat, ...]
    before: tuple[str, int, time] | None = None

    @property
    def end(self) -> time:
        return end_of(self.start, self.minutes)


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One dated meeting, local. `day` is None where it falls out; `moved_from` the bank holiday it stood on."""

    team: str
    day: date | None
    start: time
    minutes: int
    starts_at: datetime
    moved_from: date | None = None

    @property
    def end(self) -> time:
        return end_of(self.start, self.minutes)


@dataclass(frozen=True, slots=True)
class NoSlotLine:
    """A finding: a team without a slot. `chair` is whose hours or absence stand in the way, where there is anybody."""

    team: str
    name: str
    cause: str
    chair: str | None


@dataclass(frozen=True, slots=True)
class GroupView:
    """A template of all teams from `first` to `last`.

    `status` is `optimal` when nothing better exists, else `best_found`, with the proven `gap` where there is one.
    """

    run_id: str
    first: date
    last: date
    status: str
    gap: float | None
    cost: int
    cost_by_term: Mapping[str, Any]
    measures: Mapping[str, Any]
    slots: tuple[SlotLine, ...]
    meetings: tuple[MeetingLine, ...]
    unplaced: tuple[NoSlotLine, ...]

    @property
    def held(self) -> tuple[MeetingLine, ...]:
        return tuple(line for line in self.meetings if line.day is not None)

    @property
    def fell_out(self) -> tuple[MeetingLine, ...]:
        return tuple(line for line in self.meetings if line.day is None)


@dataclass(frozen=True, slots=True)
class GroupApproved:
    """`teams` have their slot live now; `ended` had one that stopped; `told` people get one notice each."""

    run_id: str
    first: date
    last: date
    teams: int
    ended: tuple[str, ...]
    told: int
    off_slack: tuple[str, ...]


def end_of(start: time, minutes: int) -> time:
    end = start.hour * 60 + start.minute + minutes
    return time(end // 60, end % 60)

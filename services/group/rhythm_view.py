"""What people see of another rhythm for one team, before it begins."""

from dataclasses import dataclass
from datetime import date, datetime, time

from domain.group.carry import heirs
from domain.roster import Roster
from planning.group.model import GroupSlot
from services.desk import Desk
from services.group.rhythm import Change
from services.planning.group_views import end_of

FIRST_DATES = 3


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A recurring slot, local. `weeks` is every, a or b; `weekday` 0 is Monday."""

    weeks: str
    weekday: int
    start: time
    minutes: int

    @property
    def end(self) -> time:
        return end_of(self.start, self.minutes)


@dataclass(frozen=True, slots=True)
class Missing:
    """A member who could not come, by name, with the scheduling cause; `newly` where they can as things stand."""

    name: str
    cause: str
    newly: bool


@dataclass(frozen=True, slots=True)
class SlotProposal:
    """What the team's new rhythm would be. `slot` is None where its chair has no time for it at all.

    `meetings` are its dates to `last`, of which `dates` are the first. `carried` agendas go with it; `lost` are those
    of which no new meeting is clearly the nearest. `sessions` counts supervision sessions that it clashes with. `seen`
    stands for all of this.
    """

    team_code: str
    team: str
    before: Rhythm
    slot: Rhythm | None
    chair: str | None
    missing: tuple[Missing, ...] = ()
    dates: tuple[datetime, ...] = ()
    meetings: int = 0
    last: date | None = None
    carried: int = 0
    lost: int = 0
    sessions: int = 0
    seen: str = ""

    @property
    def stays(self) -> bool:
        return self.slot == self.before


def show_change(desk: Desk, roster: Roster, code: str, change: Change) -> SlotProposal:
    chair = roster.people.get(change.chair_id or "")
    name = None if chair is None else chair.name
    before = rhythm_of(change.before)
    if change.choice is None:
        return SlotProposal(code, roster.teams[code].name, before, None, name)
    starts = change.starts(desk)
    carried = heirs(change.agendas, starts)
    return SlotProposal(
        team_code=code,
        team=roster.teams[code].name,
        before=before,
        slot=rhythm_of(change.choice.slot),
        chair=name,
        missing=_missing(roster, change),
        dates=tuple(starts[:FIRST_DATES]),
        meetings=len(starts),
        last=change.last,
        carried=len(carried),
        lost=len(change.agendas) - len(carried),
        sessions=len(change.sessions),
        seen=change.seen(),
    )


def rhythm_of(slot: GroupSlot) -> Rhythm:
    return Rhythm(slot.weeks.value, slot.weekday, slot.start, slot.minutes)


def _missing(roster: Roster, change: Change) -> tuple[Missing, ...]:
    assert change.choice is not None
    return tuple(
        Missing(roster.people[one.staff_id].name, one.cause.value, one.staff_id not in change.missing_before)
        for one in change.choice.absent
    )

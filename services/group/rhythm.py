"""Another rhythm for one team: the nearest slot for what it has chosen, and what that would mean."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from domain.calendar import local, week_start
from domain.roster import Roster
from planning.group.attendance import who_misses
from planning.group.dates import occurrences
from planning.group.model import Absent, GroupRequest, GroupSlot, Occurrence, TeamSlot
from planning.group.nearest_slot import SlotChoice, absent_from, nearest_slots
from services.desk import Desk
from services.planning.group_facts import group_facts, slot_of
from services.planning.group_store import as_occurrence
from storage import groups, meetings, planning, sessions
from storage.tables import GroupOccurrenceRow, GroupSeriesRow, OccurrenceState, SeriesState, SessionRow

FAR = date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Change:
    """A proposal with the rows it follows from: the series and meetings it ends, and the dates it begins."""

    request: GroupRequest
    before: GroupSlot
    missing_before: frozenset[str]
    choice: SlotChoice | None
    chair_id: str | None
    series: tuple[GroupSeriesRow, ...]
    ended: tuple[GroupOccurrenceRow, ...]
    first: date
    last: date
    dated: tuple[Occurrence, ...]
    agendas: frozenset[datetime]
    sessions: frozenset[str]

    def starts(self, desk: Desk) -> list[datetime]:
        return [local(one.day, one.start, desk.zone) for one in self.dated if one.day is not None]

    def seen(self) -> str:
        """A digest: whoever approves has seen just this."""
        rows = [row.id for row in self.series], [row.id for row in self.ended]
        facts = (self.choice, self.chair_id, rows, self.dated, sorted(self.agendas), sorted(self.sessions))
        return hashlib.sha256(repr(facts).encode()).hexdigest()[:12]


def change_of(desk: Desk, session: Session, roster: Roster, code: str, now: datetime) -> Change | None:
    """What another rhythm would be as things stand; None where the team has no meeting to come in a live series."""
    today = desk.today(now)
    live = groups.overlapping(session, SeriesState.LIVE, today, FAR)
    own = [row for row in live if row.team_code == code]
    ended = [row for row in groups.occurrences(session, [row.id for row in own]) if row.starts_at > now]
    coming = [row for row in ended if row.state is OccurrenceState.PLANNED]
    if not coming:
        return None
    first = max(today + timedelta(days=1), week_start(desk.today(coming[0].starts_at)))
    last = max(row.last_day for row in own)
    facts = group_facts(desk, session, roster, first, last)
    others = _others(session, [row for row in live if row.team_code != code and row.first_day <= last])
    before = next(slot_of(row) for row in own if row.id == coming[0].series_id)
    need = next(need for need in facts.request.teams if need.code == code)
    choice = next(iter(nearest_slots(facts.request, code, before, others)), None)
    dated: list[Occurrence] = []
    if choice is not None:
        slots = [*others, TeamSlot(code, choice.slot, need.chair_id, choice.absent)]
        standing = _standing(desk, session, code, first, last)
        dated = occurrences(facts.request, slots, first, last, facts.holidays, standing)
        dated = _beside(desk, session, code, dated, {row.id for row in ended})
    return Change(
        request=facts.request,
        before=before,
        missing_before=frozenset(a.staff_id for a in absent_from(facts.request, code, before, others)),
        choice=choice,
        chair_id=need.chair_id,
        series=tuple(own),
        ended=tuple(coming),
        first=first,
        last=last,
        dated=tuple(dated),
        agendas=frozenset(row.starts_at for row in coming if meetings.agenda(session, row.id)),
        sessions=frozenset(_clashes(desk, session, roster, facts.request, dated, first, last)),
    )


def _others(session: Session, rows: Sequence[GroupSeriesRow]) -> list[TeamSlot]:
    absent: dict[str, list[Absent]] = {}
    for row in groups.absent(session, [row.id for row in rows]):
        absent.setdefault(row.series_id, []).append(Absent(row.staff_id, row.cause))
    return [TeamSlot(row.team_code, slot_of(row), row.chair_id, tuple(absent.get(row.id, ()))) for row in rows]


def _standing(desk: Desk, session: Session, code: str, first: date, last: date) -> list[Occurrence]:
    """The other teams' meetings as they are, moved ones where they moved to."""
    begins, ends = local(week_start(first), time(), desk.zone), local(last + timedelta(days=8), time(), desk.zone)
    rows = planning.occurrences_between(session, begins, ends)
    return [as_occurrence(desk, row) for row in rows if row.team_code != code]


def _beside(
    desk: Desk, session: Session, code: str, dated: Sequence[Occurrence], ended: Collection[str]
) -> list[Occurrence]:
    """Without those on days on which the team meets anyway: an extra meeting stays where it is."""
    days = [one.day for one in dated if one.day is not None]
    if not days:
        return list(dated)
    begins, ends = local(min(days), time(), desk.zone), local(max(days) + timedelta(days=1), time(), desk.zone)
    rows = meetings.of_team(session, code, begins, ends)
    kept = {desk.today(row.starts_at) for row in rows if row.id not in ended}
    return [one for one in dated if one.day not in kept]


def _clashes(
    desk: Desk,
    session: Session,
    roster: Roster,
    request: GroupRequest,
    dated: Sequence[Occurrence],
    first: date,
    last: date,
) -> set[str]:
    """The ids of supervision sessions of those who would come, at the time of a meeting."""
    begins, ends = local(first, time(), desk.zone), local(last + timedelta(days=8), time(), desk.zone)
    booked: dict[date, list[SessionRow]] = {}
    for row in sessions.between(session, begins, ends):
        booked.setdefault(desk.today(row.starts_at), []).append(row)
    found: set[str] = set()
    for one in dated:
        if one.day is None or one.day not in booked:
            continue
        away = {absent.staff_id for absent in who_misses(request, (), dated, one)}
        comes = {person.staff_id for person in roster.members(one.team)} - away
        starts = local(one.day, one.start, desk.zone)
        until = starts + timedelta(minutes=one.minutes)
        found |= {
            row.id
            for row in booked[one.day]
            if row.starts_at < until
            and starts < row.starts_at + timedelta(minutes=row.minutes)
            and comes & {row.staff_id, row.supervisor_id or ""}
        }
    return found

"""Is what is booked in order? Every live session and group meeting against the hard rules, by separate code."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from domain import access
from domain.access import Action, Actor
from domain.calendar import span, to_local
from domain.roster import Roster
from domain.supervision.causes import Cause
from domain.supervision.due import due_kinds
from domain.supervision.states import LIVE
from planning.booked import Fixed, Meeting, Rule, Wrong, wrongs
from planning.group.check import violations
from planning.group.check_cost import costs
from services.desk import Desk
from services.planning.group_facts import group_facts
from services.planning.group_store import span_of, stored_plan
from services.planning.taken import COVER, fixed_times
from storage import groups, meetings, planning, sessions
from storage.roster import load_roster, load_travel
from storage.tables import PlanRunRow, SeriesState, SessionRow

FAR = 60
"""Minutes between two offices of which nothing is known."""

EVER = date(2000, 1, 1), date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class WrongLine:
    """One thing that is wrong, in staff ids and team codes. `text` is what the template's own check says."""

    rule: str
    staff_id: str | None
    day: date | None = None
    start: time | None = None
    end: time | None = None
    people: tuple[str, ...] = ()
    team: str | None = None
    other: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class CheckView:
    """`notes` break no rule, but somebody should know: whoever chairs is away on a day, a name on a list is old."""

    sessions: int
    meetings: int
    wrong: tuple[WrongLine, ...]
    notes: tuple[WrongLine, ...]


def check_live(desk: Desk, actor: Actor, first: date | None, last: date | None) -> CheckView:
    """Check what is booked from `first` to `last`; all there is without them."""
    access.require(access.may(actor, Action.PLAN_GROUP), Action.PLAN_GROUP)
    begins, ends = first or EVER[0], last or EVER[1]
    with desk.database.read() as session:
        roster = load_roster(session)
        rows = sessions.between(session, *span(begins, ends, desk.zone), states=LIVE)
        booked = [_session(desk, row) for row in rows]
        dated = _dated(desk, session, roster, begins, ends)
        fixed = _fixed(desk, session, roster, [*booked, *dated])
        holidays = frozenset(m.day for m in (*booked, *dated) if desk.holidays.is_holiday(m.day))
        travel = load_travel(session)
        texts = tuple(_template(desk, session, roster, begins, ends))

    def way(one: str, other: str) -> int:
        offices = sorted((roster.teams[one].office, roster.teams[other].office))
        return 0 if offices[0] == offices[1] else travel.get((offices[0], offices[1]), FAR)

    found = [*wrongs([*booked, *dated], roster, holidays, fixed, way)]
    due = due_kinds(roster, desk.programme)
    for row, meeting in zip(rows, booked, strict=True):
        found += _line(desk, roster, due.get(row.staff_id, ()), row, meeting)
    notes = [wrong for wrong in found if _is_note(wrong)]
    return CheckView(
        sessions=len(booked),
        meetings=len(dated),
        wrong=tuple(_as_line(wrong) for wrong in found if wrong not in notes),
        notes=(*(_as_line(wrong) for wrong in notes), *texts),
    )


def _is_note(wrong: Wrong) -> bool:
    """A chair who is away for a day does not stop the term's template: somebody else chairs, or the team moves it."""
    return wrong.meeting.team is not None and wrong.rule in (Rule.UNAVAILABLE, Rule.OTHER_COMMITMENT)


def _session(desk: Desk, row: SessionRow) -> Meeting:
    needed = (row.staff_id,) if row.supervisor_id is None else (row.staff_id, row.supervisor_id)
    return _meeting(desk, row.starts_at, row.minutes, needed)


def _meeting(desk: Desk, starts_at: datetime, minutes: int, needed: tuple[str, ...]) -> Meeting:
    here = to_local(starts_at, desk.zone)
    return Meeting(here.date(), here.time(), (here + timedelta(minutes=minutes)).time(), needed)


def _dated(desk: Desk, session: Session, roster: Roster, first: date, last: date) -> list[Meeting]:
    rows = planning.occurrences_between(session, *span(first, last, desk.zone))
    chairs = {row.id: row.chair_id for row in groups.by_ids(session, {r.series_id for r in rows if r.series_id})}
    chosen = {code: own.chair_id for code, own in meetings.chosen(session).items()}
    absent = planning.group_absent(session)
    found = []
    for row in rows:
        chair = row.chair_id or chosen.get(row.team_code) or chairs.get(row.series_id or "")
        members = [p.staff_id for p in roster.members(row.team_code) if (row.series_id, p.staff_id) not in absent]
        meeting = _meeting(desk, row.starts_at, row.minutes, () if chair is None else (chair,))
        found.append(replace(meeting, others=tuple(members), team=row.team_code))
    return found


def _fixed(desk: Desk, session: Session, roster: Roster, meetings: Sequence[Meeting]) -> Fixed:
    found: dict[tuple[str, date], list[tuple[time, time]]] = defaultdict(list)
    if meetings:
        days = [meeting.day for meeting in meetings]
        for busy in fixed_times(desk, session, roster, min(days), max(days)):
            if busy.cause is Cause.OTHER_COMMITMENT:
                found[busy.staff_id, busy.day].append((busy.start, busy.end))
    return found


def _line(desk: Desk, roster: Roster, due: Collection[str], row: SessionRow, meeting: Meeting) -> Iterator[Wrong]:
    """Who supervises whom: somebody of the same profession, and the one whom the roster names or who stands in."""
    person, boss = roster.people.get(row.staff_id), roster.people.get(row.supervisor_id or "")
    if person is None:
        return
    if boss is None or boss.staff_id == person.staff_id:
        yield Wrong(Rule.NO_SUPERVISOR, meeting, row.staff_id)
        return
    if row.kind in due and not desk.programme.may_supervise(boss.discipline, person.discipline):
        yield Wrong(Rule.OTHER_DISCIPLINE, meeting, boss.staff_id)
    named = roster.supervisors.get((row.staff_id, row.kind))
    if named != boss.staff_id and row.source != COVER:
        yield Wrong(Rule.OTHER_SUPERVISOR, meeting, row.staff_id)


def _template(desk: Desk, session: Session, roster: Roster, first: date, last: date) -> Iterator[WrongLine]:
    """What the template's own check says of the live series by the facts of this moment."""
    live = groups.overlapping(session, SeriesState.LIVE, first, last)
    for run_id in sorted({row.run_id for row in live if row.run_id is not None}):
        run = session.get_one(PlanRunRow, run_id)
        request = group_facts(desk, session, roster, *span_of(run)).request
        plan = stored_plan(session, run, SeriesState.LIVE)
        codes = {slot.team for slot in plan.slots}
        request = replace(request, teams=tuple(need for need in request.teams if need.code in codes))
        counted = costs(request, plan := replace(plan, unplaced=()))
        # What it costs was settled when it was made; here only the rules are asked.
        priced = replace(plan, cost=counted.total(), cost_by_term=dict(counted))
        for text in violations(request, priced):
            yield WrongLine(Rule.TEMPLATE, None, text=text)


def _as_line(wrong: Wrong) -> WrongLine:
    m = wrong.meeting
    other = None if wrong.other is None else wrong.other.team or " with ".join(wrong.other.needed)
    people = () if m.team else m.needed
    return WrongLine(wrong.rule, wrong.who, m.day, m.start, m.end, people, m.team, other)

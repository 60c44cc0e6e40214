"""A team's next meeting as its members see it: when, who presents in which slot, who comes, and who is missing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from domain import access
from domain.access import Action, Actor
from domain.roster import Roster
from services.desk import Desk
from services.group.expected import Coming, Expected, Seat, expected
from services.group.meetings import Meeting, chairing, describe, find, next_of, require
from services.group.remedies import Remedies, remedies
from services.team import find_team
from storage import meetings
from storage.roster import load_roster
from storage.tables import AgendaSlotRow, GroupOccurrenceRow, OccurrenceState


@dataclass(frozen=True, slots=True)
class SlotLine:
    """One slot of the agenda. `presenter` is a name, or None where it is free; `away` when they can't come."""

    number: int
    starts_at: datetime
    presenter: str | None
    mine: bool = False
    away: bool = False
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat that stays empty that day: whose, and which of vacant, unavailable, excused, elsewhere. Never why."""

    staff_id: str | None
    name: str | None
    role: str
    coming: str
    cause: str | None


@dataclass(frozen=True, slots=True)
class MissingLine:
    """A profession nobody comes from, how its seats stand, and who or when else would do."""

    discipline: str
    because: tuple[str, ...]
    remedies: Remedies


@dataclass(frozen=True, slots=True)
class Done:
    """What was just done, as a code that the template says, with the slot or the name it was about."""

    what: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class MeetingView:
    """`runs` tells that the reader may change the meeting, `member` that they belong to it and `cannot` that they said
    no. `done` is what was just done. `others` are (team, instant) of the next meetings of their other teams.
    `again` names the reminder that it is, to whoever wants it once more.
    """

    meeting_id: str
    team: str
    starts_at: datetime
    ends_at: datetime
    cancelled: bool
    moved_from: datetime | None
    office: str
    link: str | None
    chair: str | None
    activity: str | None
    lead: str | None
    slots: tuple[SlotLine, ...]
    order_fixed: bool
    comes: int
    empty: tuple[SeatLine, ...]
    missing: tuple[MissingLine, ...]
    runs: bool
    member: bool
    cannot: bool
    begun: bool
    others: tuple[tuple[str, datetime], ...] = ()
    done: Done | None = None
    again: str = ""

    @property
    def free(self) -> tuple[int, ...]:
        return tuple(slot.number for slot in self.slots if slot.presenter is None)

    @property
    def mine(self) -> tuple[int, ...]:
        return tuple(slot.number for slot in self.slots if slot.mine)


def screen(desk: Desk, actor: Actor, typed: str, now: datetime) -> MeetingView:
    """The next meeting of the team named, or of the asker's own. Raises `NotFound`, `NotAllowed`, `NothingToDo`."""
    with desk.database.read() as session:
        roster = load_roster(session)
        row = of_team(session, roster, actor, typed, now)
        meeting = describe(desk, session, roster, row)
        require(actor, Action.SEE_GROUP, meeting)
        others = [code for code in sorted(actor.teams | actor.led) if code != row.team_code]
        coming = meetings.of_teams(session, others, now, now + timedelta(days=60))
        first = {r.team_code: r.starts_at for r in reversed(coming)}
        also = tuple((roster.teams[code].name, first[code]) for code in others if code in first)
        return view(desk, session, roster, actor, row, meeting, now, others=also)


def meeting_view(
    desk: Desk, actor: Actor, meeting_id: str, now: datetime, done: str = "", about: object = ""
) -> MeetingView:
    with desk.database.read() as session:
        roster = load_roster(session)
        row, meeting = find(desk, session, roster, meeting_id)
        require(actor, Action.SEE_GROUP, meeting)
        found = view(desk, session, roster, actor, row, meeting, now)
        return replace(found, done=Done(done, str(about))) if done else found


def members_of(desk: Desk, actor: Actor, meeting_id: str) -> tuple[tuple[str, str], ...]:
    """Names and staff ids of those who are in the team on the day, for its chair to choose from."""
    with desk.database.read() as session:
        roster = load_roster(session)
        _, meeting = find(desk, session, roster, meeting_id)
        require(actor, Action.RUN_GROUP, meeting)
        day = desk.today(meeting.starts_at)
        found = [p for p in roster.members(meeting.team_code) if p.in_service(day)]
    return tuple((person.name, person.staff_id) for person in sorted(found, key=lambda p: p.name))


def of_team(session: Session, roster: Roster, actor: Actor, typed: str, now: datetime) -> GroupOccurrenceRow:
    """The next meeting of the team somebody named; with nothing typed, the soonest of their own teams."""
    own = () if typed else actor.led or actor.teams
    return next_of(session, own or [find_team(roster, actor, typed)], now)


def view(
    desk: Desk,
    session: Session,
    roster: Roster,
    actor: Actor,
    row: GroupOccurrenceRow,
    meeting: Meeting,
    now: datetime,
    *,
    others: tuple[tuple[str, datetime], ...] = (),
    helps: bool = True,
) -> MeetingView:
    """One meeting for one reader; without `helps` what would help is not looked for, which takes most of the time."""
    found = expected(desk, session, roster, meeting)
    rules = desk.programme.group_supervision
    seat = next((s for s in found.seats if s.staff_id == actor.staff_id), None)
    return MeetingView(
        meeting_id=row.id,
        team=meeting.team,
        starts_at=row.starts_at,
        ends_at=meeting.ends_at,
        cancelled=row.state is OccurrenceState.CANCELLED,
        moved_from=row.planned_at,
        office=meeting.office,
        link=meeting.link,
        chair=_name(roster, meeting.chair_id),
        activity=rules.activities.get(row.activity or ""),
        lead=_name(roster, row.lead_id),
        slots=slot_lines(desk, roster, meeting, meetings.agenda(session, row.id), found, actor.staff_id),
        order_fixed=row.order_fixed,
        comes=sum(s.coming is Coming.EXPECTED for s in found.seats),
        empty=tuple(_empty(desk, s) for s in found.seats if s.coming is not Coming.EXPECTED),
        missing=tuple(_missing(desk, session, roster, meeting, found, now, helps=helps)),
        runs=access.may_about_team(chairing(actor, meeting), Action.RUN_GROUP, meeting.team_code),
        member=seat is not None,
        cannot=seat is not None and seat.said,
        begun=row.starts_at <= now,
        others=others,
    )


def slot_minutes(desk: Desk, meeting: Meeting) -> int:
    """How long each slot is: the meeting without its opening, in equal parts."""
    return max(0, meeting.minutes - desk.programme.group_supervision.opening_minutes) // meeting.slots


def slot_lines(
    desk: Desk, roster: Roster, meeting: Meeting, rows: Sequence[AgendaSlotRow], found: Expected, reader: str
) -> tuple[SlotLine, ...]:
    taken = {row.number: row for row in rows}
    there = {seat.staff_id for seat in found.seats if seat.coming is Coming.EXPECTED}
    first = meeting.starts_at + timedelta(minutes=desk.programme.group_supervision.opening_minutes)
    length = timedelta(minutes=slot_minutes(desk, meeting))
    lines = []
    for number in range(1, meeting.slots + 1):
        row, at = taken.get(number), first + length * (number - 1)
        if row is None:
            lines.append(SlotLine(number, at, None))
            continue
        who = row.presenter_id
        name = _name(roster, who) or who
        lines.append(SlotLine(number, at, name, who == reader, who not in there, row.reference))
    return tuple(lines)


def _missing(
    desk: Desk, session: Session, roster: Roster, meeting: Meeting, found: Expected, now: datetime, *, helps: bool
) -> list[MissingLine]:
    if not found.missing:
        return []
    known = remedies(desk, session, roster, meeting, found.missing, now) if helps else {}
    return [
        MissingLine(
            desk.programme.disciplines[key].name,
            tuple(dict.fromkeys(seat.coming.value for seat in found.of(key))),
            known.get(key, Remedies((), ())),
        )
        for key in found.missing
    ]


def _empty(desk: Desk, seat: Seat) -> SeatLine:
    cause = None if seat.cause is None else seat.cause.value
    return SeatLine(seat.staff_id, seat.name, desk.programme.roles[seat.role].name, seat.coming.value, cause)


def _name(roster: Roster, staff_id: str | None) -> str | None:
    person = roster.people.get(staff_id or "")
    return None if person is None else person.name

"""Whose session is meant, and which times would do for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from domain import access
from domain.access import Action, Actor
from domain.calendar import Month
from domain.errors import BadValue, NotFound, TimeTaken
from domain.roster import Person, Roster
from domain.supervision.causes import Cause
from domain.supervision.due import minutes_on
from services.desk import Desk
from services.find import find_person
from services.planning.room import Asked, FreeTime, against, free_times
from storage import sessions
from storage.roster import load_roster
from storage.tables import SessionRow

MOST_TIMES = 6


@dataclass(frozen=True, slots=True)
class TimeLine:
    starts_at: datetime
    minutes: int
    supervisor_id: str


@dataclass(frozen=True, slots=True)
class Times:
    """The best free times for one person. `session_id` is the session that would be moved; None: one more is booked."""

    staff_id: str
    supervisee: str
    supervisor: str | None
    session_id: str | None
    at: datetime | None
    times: tuple[TimeLine, ...]


def times_for_session(desk: Desk, actor: Actor, session_id: str, now: datetime, count: int = MOST_TIMES) -> Times:
    """Other times for a session, live or just cancelled."""
    with desk.database.read() as session:
        roster = load_roster(session)
        row, person = the_session(session, roster, actor, session_id)
        asked = Asked(row.staff_id, row.kind, row.supervisor_id, row.minutes, row.id, row.starts_at)
        return _times(desk, session, roster, person, asked, row, now, count)


def times_for_person(desk: Desk, actor: Actor, typed: str, now: datetime) -> Times:
    """Other times for somebody's next session; where nothing is booked, times for a new one."""
    with desk.database.read() as session:
        roster = load_roster(session)
        person = the_person(session, roster, actor, typed)
        row = next_session(desk, session, person, now)
        asked = asked_for(desk, roster, person, row, now)
        return _times(desk, session, roster, person, asked, row, now, MOST_TIMES)


def times_for_new(desk: Desk, actor: Actor, typed: str, now: datetime) -> Times:
    """Times for one more session for somebody, whatever is booked."""
    with desk.database.read() as session:
        roster = load_roster(session)
        person = the_person(session, roster, actor, typed)
        return _times(desk, session, roster, person, asked_for(desk, roster, person, None, now), None, now, MOST_TIMES)


def _times(
    desk: Desk,
    session: Session,
    roster: Roster,
    person: Person,
    asked: Asked,
    row: SessionRow | None,
    now: datetime,
    count: int,
) -> Times:
    boss = roster.people.get(asked.supervisor_id or "")
    month = Month.of(desk.today(now if row is None else max(now, row.starts_at)))
    found = free_times(desk, session, roster, asked, month, now, count) if boss else []
    return Times(
        person.staff_id,
        person.name,
        None if boss is None else boss.name,
        None if row is None else row.id,
        None if row is None else row.starts_at,
        tuple(TimeLine(t.starts_at, t.minutes, t.supervisor_id) for t in found),
    )


def asked_for(
    desk: Desk, roster: Roster, person: Person, row: SessionRow | None, now: datetime, length: int | None = None
) -> Asked:
    """What is looked for: another time for the session `row`, or one more session as long as the programme says.

    Raises `BadValue` where the programme has no length for the person and none was given.
    """
    kind = desk.programme.supervision.default_kind
    if row is not None:
        return Asked(row.staff_id, row.kind, row.supervisor_id, length or row.minutes, row.id, row.starts_at)
    boss = roster.supervisors.get((person.staff_id, kind))
    fit = boss is not None and boss in roster.people and boss != person.staff_id
    if boss is not None and fit:
        fit = desk.programme.may_supervise(roster.people[boss].discipline, person.discipline)
    minutes = length or minutes_on(person, kind, desk.today(now), desk.programme)
    if minutes is None:
        raise BadValue(what="length", typed="", example=f"{person.name} Tue 10:00 60 min")
    return Asked(person.staff_id, kind, boss if fit else None, minutes)


def time_with(
    desk: Desk, session: Session, roster: Roster, asked: Asked, row: SessionRow | None, now: datetime
) -> datetime:
    if row is not None and _against(desk, session, roster, asked, row.starts_at, now) is None:
        return row.starts_at
    month = Month.of(desk.today(now if row is None else row.starts_at))
    found = free_times(desk, session, roster, asked, month, now, 1)
    if not found:
        who = roster.people[asked.supervisor_id or ""].name
        raise TimeTaken(cause=Cause.SUPERVISOR_FULL, who=who, at=None, times=[])
    return found[0].starts_at


def must_fit(desk: Desk, session: Session, roster: Roster, asked: Asked, starts_at: datetime, now: datetime) -> None:
    """Raise `TimeTaken` with the cause, whose it is, and the best other times, unless the session may be held then."""
    found = _against(desk, session, roster, asked, starts_at, now)
    if found is None:
        return
    times = free_times(desk, session, roster, asked, Month.of(desk.today(starts_at)), now, 3)
    who = roster.people.get(found[1] or "")
    raise TimeTaken(cause=found[0], who=None if who is None else who.name, at=starts_at, times=_starts(times))


def _against(
    desk: Desk, session: Session, roster: Roster, asked: Asked, starts_at: datetime, now: datetime
) -> tuple[str, str | None] | None:
    if starts_at <= now:
        return "past", None
    found = against(desk, session, roster, asked, desk.today(starts_at), starts_at, now)
    return None if found is None else (found.cause.value, found.staff_id)


def _starts(times: Sequence[FreeTime]) -> list[datetime]:
    return [time.starts_at for time in times]


def the_person(session: Session, roster: Roster, actor: Actor, typed: str) -> Person:
    reach = access.within_reach(actor, Action.BOOK_SESSION, roster)
    return find_person(session, roster, typed, {person.staff_id for person in reach})


def the_session(session: Session, roster: Roster, actor: Actor, session_id: str) -> tuple[SessionRow, Person]:
    row = session.get(SessionRow, session_id)
    person = None if row is None else roster.people.get(row.staff_id)
    if row is None or person is None:
        raise NotFound(what="session", typed="", suggestions=[])
    gives = row.supervisor_id == actor.staff_id
    access.require(gives or access.may_about(actor, Action.BOOK_SESSION, person), Action.BOOK_SESSION)
    return row, person


def next_session(desk: Desk, session: Session, person: Person, now: datetime) -> SessionRow | None:
    kind = desk.programme.supervision.default_kind
    return sessions.next_for(session, [person.staff_id], now).get((person.staff_id, kind))

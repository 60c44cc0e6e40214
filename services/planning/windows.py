"""When supervisors give supervision: their own choice, kept within what they work, or the programme's default."""

from dataclasses import dataclass, replace
from datetime import datetime, time

from sqlmodel import Session

from domain import access
from domain.access import Action, Actor
from domain.errors import BadValue, NotFound
from domain.roster import Person
from domain.supervision.room import has_room, open_hours, shortest_session
from domain.working_pattern import WorkingPattern
from services.desk import Desk
from services.find import find_person
from storage.roster import load_roster
from storage.tables import PersonRow, SupervisorWindowRow
from storage.unit_of_work import UnitOfWork

MOST_A_DAY = 8


@dataclass(frozen=True, slots=True)
class WindowView:
    """When somebody gives supervision. `hours` is what they chose, or empty; `open` what is left within working hours.

    `supervisees` counts whom they supervise; `needed` is the minutes of a session that fits nowhere, or 0.
    """

    staff_id: str
    name: str
    own: bool
    hours: str
    open: str
    works: str
    sessions_a_day: int
    chose_sessions: bool
    usual: tuple[time, time]
    usual_sessions: int
    supervisees: int
    needed: int
    changed: bool = False


def show(desk: Desk, actor: Actor, typed: str, _now: datetime) -> WindowView:
    """The window of the asker, or of somebody for whom they may book."""
    with desk.database.read() as session:
        return _view(desk, actor, session, _whose(session, actor, typed))


def choose(
    desk: Desk, actor: Actor, typed: str, hours: WorkingPattern | None, sessions_a_day: int | None, now: datetime
) -> WindowView:
    """Set the hours, the most sessions a day, or both; what is None stays as it is. Raises `BadValue`."""
    if sessions_a_day is not None and not 1 <= sessions_a_day <= MOST_A_DAY:
        raise BadValue(what="sessions_a_day", typed=str(sessions_a_day), example="", most=MOST_A_DAY)
    with desk.database.work(actor.staff_id, now) as uow:
        person = _whose(uow.session, actor, typed)
        if hours is not None:
            _require_room(desk, person, hours)
        uow.session.get(PersonRow, person.staff_id, with_for_update=True)
        row = uow.session.get(SupervisorWindowRow, person.staff_id)
        if row is None:
            row = SupervisorWindowRow(staff_id=person.staff_id, changed_at=now, changed_by=actor.staff_id)
        row.hours = str(hours) if hours is not None else row.hours
        row.sessions_a_day = sessions_a_day or row.sessions_a_day
        row.changed_at, row.changed_by = now, actor.staff_id
        uow.session.add(row)
        return _done(desk, actor, uow, person, {"hours": row.hours, "sessions_a_day": row.sessions_a_day})


def clear(desk: Desk, actor: Actor, typed: str, now: datetime) -> WindowView:
    """Go back to the programme's default."""
    with desk.database.work(actor.staff_id, now) as uow:
        person = _whose(uow.session, actor, typed)
        row = uow.session.get(SupervisorWindowRow, person.staff_id, with_for_update=True)
        if row is None:
            return replace(_view(desk, actor, uow.session, person), changed=True)
        uow.session.delete(row)
        return _done(desk, actor, uow, person, {"hours": None, "sessions_a_day": None})


def _done(desk: Desk, actor: Actor, uow: UnitOfWork, person: Person, facts: dict[str, object]) -> WindowView:
    uow.record("window.set", person.staff_id, facts)
    uow.session.flush()
    found = _view(desk, actor, uow.session, person)
    uow.commit()
    return replace(found, changed=True)


def _require_room(desk: Desk, person: Person, hours: WorkingPattern) -> None:
    if not str(open_hours(person.pattern, hours, desk.programme)):
        usual = desk.programme.supervision.window
        facts = {"name": person.name, "works": str(person.pattern), "usual": (usual.start, usual.end)}
        raise BadValue(what="window_closed", typed=str(hours), example="", **facts)


def _whose(session: Session, actor: Actor, typed: str) -> Person:
    roster = load_roster(session)
    person = find_person(session, roster, typed, roster.people) if typed else roster.people.get(actor.staff_id)
    if person is None:
        raise NotFound(what="person", typed=actor.staff_id, suggestions=[])
    access.require(access.may_about(actor, Action.BOOK_SESSION, person), Action.BOOK_SESSION)
    return person


def _view(desk: Desk, actor: Actor, session: Session, person: Person) -> WindowView:
    row = session.get(SupervisorWindowRow, person.staff_id)
    usual = desk.programme.supervision.window
    chosen = WorkingPattern.parse(row.hours) if row and row.hours else None
    hours = open_hours(person.pattern, chosen, desk.programme)
    shortest = shortest_session(desk.programme)
    own_most = row.sessions_a_day if row else None
    supervised = {who for (who, _), boss in load_roster(session).supervisors.items() if boss == person.staff_id}
    return WindowView(
        staff_id=person.staff_id,
        name=person.name,
        own=person.staff_id == actor.staff_id,
        hours="" if chosen is None else str(chosen),
        open=str(hours),
        works=str(person.pattern),
        sessions_a_day=own_most or usual.sessions_a_day,
        chose_sessions=own_most is not None,
        usual=(usual.start, usual.end),
        usual_sessions=usual.sessions_a_day,
        supervisees=len(supervised),
        needed=0 if has_room(hours, shortest) else shortest,
    )

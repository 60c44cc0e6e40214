"""Single sessions: the best free times, moving, booking, cancelling, and cover by a colleague."""

from dataclasses import dataclass
from datetime import datetime

from domain.access import Actor
from domain.errors import AlreadySettled, NotFound, TimeTaken
from domain.roster import Roster
from domain.supervision.causes import Cause
from domain.supervision.states import LIVE, SessionState
from services.desk import Desk
from services.find import find_person
from services.planning.changes import tell_changes
from services.planning.room import Asked
from services.planning.taken import COVER
from services.planning.times import asked_for, must_fit, next_session, the_person, the_session, time_with
from services.sessions import SessionView, view
from storage.locks import Turn, take_turn
from storage.roster import load_roster
from storage.tables import SessionRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Changed:
    """`what` is moved, booked, covered or cancelled; `before` when it was, where it moved; `told` who hears of it.

    `off_slack` are those whom nothing reaches: no Slack, and no letters go out.
    """

    what: str
    session: SessionView
    before: datetime | None
    told: tuple[str, ...]
    off_slack: tuple[str, ...]


def move(desk: Desk, actor: Actor, session_id: str, starts_at: datetime, now: datetime) -> Changed:
    """The session becomes *rearranged*, with a new one in its place; both people hear of it, but for the actor."""
    with desk.database.work(actor.staff_id, now) as uow:
        take_turn(uow.session, Turn.PLANNING)
        roster = load_roster(uow.session)
        row, _ = the_session(uow.session, roster, actor, session_id)
        if row.state not in LIVE | {SessionState.CANCELLED}:
            raise AlreadySettled(what="session", answer=row.state.value)
        asked = Asked(row.staff_id, row.kind, row.supervisor_id, row.minutes, row.id)
        must_fit(desk, uow.session, roster, asked, starts_at, now)
        new = _replace(uow, row, starts_at, row.supervisor_id, row.source)
        return _done(desk, uow, roster, actor, "moved", new, row)


def book(
    desk: Desk, actor: Actor, typed: str, starts_at: datetime, now: datetime, length: int | None = None
) -> Changed:
    """One more session for somebody, with their own supervisor."""
    with desk.database.work(actor.staff_id, now) as uow:
        take_turn(uow.session, Turn.PLANNING)
        roster = load_roster(uow.session)
        person = the_person(uow.session, roster, actor, typed)
        asked = asked_for(desk, roster, person, None, now, length)
        if asked.supervisor_id is None:
            raise NotFound(what="supervisor", typed="", suggestions=[])
        must_fit(desk, uow.session, roster, asked, starts_at, now)
        new = _new(uow, asked, starts_at, "typed")
        return _done(desk, uow, roster, actor, "booked", new, None)


def cancel(desk: Desk, actor: Actor, typed: str, now: datetime) -> Changed:
    """Somebody's next session. It stays due."""
    with desk.database.work(actor.staff_id, now) as uow:
        roster = load_roster(uow.session)
        person = the_person(uow.session, roster, actor, typed)
        row = next_session(desk, uow.session, person, now)
        if row is None:
            raise NotFound(what="session", typed="", suggestions=[])
        row.state = SessionState.CANCELLED
        uow.session.add(row)
        return _done(desk, uow, roster, actor, "cancelled", row, None)


def cover(desk: Desk, actor: Actor, typed: str, by: str, now: datetime) -> Changed:
    """A colleague gives somebody's next session, at its time where they can, else at the best time both have."""
    with desk.database.work(actor.staff_id, now) as uow:
        take_turn(uow.session, Turn.PLANNING)
        roster = load_roster(uow.session)
        person = the_person(uow.session, roster, actor, typed)
        row = next_session(desk, uow.session, person, now)
        stand_in = find_person(uow.session, roster, by, roster.people)
        if not desk.programme.may_supervise(stand_in.discipline, person.discipline) or stand_in is person:
            raise TimeTaken(cause=Cause.OTHER_DISCIPLINE, who=stand_in.name, at=None, times=[])
        own = asked_for(desk, roster, person, row, now)
        asked = Asked(own.staff_id, own.kind, stand_in.staff_id, own.minutes, own.instead_of)
        starts_at = time_with(desk, uow.session, roster, asked, row, now)
        if row is None:
            return _done(desk, uow, roster, actor, "covered", _new(uow, asked, starts_at, COVER), None)
        new = _replace(uow, row, starts_at, stand_in.staff_id, COVER)
        return _done(desk, uow, roster, actor, "covered", new, row)


def _replace(
    uow: UnitOfWork, row: SessionRow, starts_at: datetime, supervisor_id: str | None, source: str
) -> SessionRow:
    row.state = SessionState.REARRANGED
    uow.session.add(row)
    uow.session.flush()
    asked = Asked(row.staff_id, row.kind, supervisor_id, row.minutes, row.id)
    return _new(uow, asked, starts_at, source)


def _new(uow: UnitOfWork, asked: Asked, starts_at: datetime, source: str) -> SessionRow:
    new = SessionRow(
        staff_id=asked.staff_id,
        supervisor_id=asked.supervisor_id,
        kind=asked.kind,
        starts_at=starts_at,
        minutes=asked.minutes,
        state=SessionState.PLANNED,
        source=source,
        entered_at=uow.now,
        entered_by=uow.actor_id,
        replaces_id=asked.instead_of,
    )
    uow.session.add(new)
    uow.session.flush()
    return new


def _done(
    desk: Desk, uow: UnitOfWork, roster: Roster, actor: Actor, what: str, row: SessionRow, old: SessionRow | None
) -> Changed:
    moved = [] if old is None else [(old.id, row.id)]
    gone = [row.id] if what == "cancelled" else []
    new = [row.id] if old is None and not gone else []
    told = tell_changes(uow, roster, moved, gone, new, but=(actor.staff_id,), mail=desk.reach.mail)
    uow.record(f"session.{what}", row.id, {"from": "" if old is None else old.id})
    uow.commit()
    concerned = {row.staff_id, row.supervisor_id, *(() if old is None else (old.supervisor_id,))} - {None}
    people = [roster.people[s] for s in sorted(c for c in concerned if c in roster.people and c != actor.staff_id)]
    return Changed(
        what,
        view(desk, roster, row),
        None if old is None else old.starts_at,
        tuple(person.name for person in people if person.staff_id in told),
        tuple(person.name for person in people if not person.reachable(mail=desk.reach.mail)),
    )

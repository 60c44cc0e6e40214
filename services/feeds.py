"""Everybody's own calendar feed: private, read by its address alone, and stopped at any time."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Event
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from domain import access
from domain.access import Action, Actor
from domain.errors import BadValue, NothingToDo
from domain.roster import Person, Roster
from domain.supervision.states import COUNTS
from services.desk import Desk
from services.invitations import Entry, as_event, calendar, identity
from services.sessions import SessionView, view
from storage import planning, sessions
from storage.roster import load_roster
from storage.tables import CalendarFeedRow
from storage.unit_of_work import UnitOfWork

BEHIND, AHEAD = timedelta(days=35), timedelta(days=366)
TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class FeedView:
    """`address` is there only when it was just made: of an older one nothing is kept to show it again."""

    address: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """A team's group meeting, for an entry's words."""

    team: str


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One entry to come, before anybody has put it into words; `about` is what the words are made from."""

    uid: str
    sequence: int
    starts_at: datetime
    minutes: int
    about: SessionView | Meeting


def show(desk: Desk, actor: Actor, now: datetime) -> FeedView:
    """The asker's feed; their first asking makes it. Raises `BadValue` where this server has no address."""
    _must_have_address(desk, actor)
    with desk.database.work(actor.staff_id, now) as uow:
        row = uow.session.get(CalendarFeedRow, actor.staff_id, with_for_update=True)
        return FeedView(None, row.made_at) if row is not None else _make(desk, uow, actor)


def renew(desk: Desk, actor: Actor, now: datetime) -> FeedView:
    """A new address; the old one shows nothing any more."""
    _must_have_address(desk, actor)
    with desk.database.work(actor.staff_id, now) as uow:
        _remove(uow, actor)
        return _make(desk, uow, actor)


def stop(desk: Desk, actor: Actor, now: datetime) -> None:
    """Raises `NothingToDo` when there is none."""
    access.require(access.may(actor, Action.SEE_SUPERVISION), Action.SEE_SUPERVISION)
    with desk.database.work(actor.staff_id, now) as uow:
        if not _remove(uow, actor):
            raise NothingToDo(what="feed")
        uow.record("feed.stop", actor.staff_id)
        uow.commit()


def lines(desk: Desk, token: str, now: datetime) -> list[FeedLine] | None:
    """What a feed holds: sessions that its owner has or gives and their teams' meetings. None for no live feed."""
    with desk.database.read() as session:
        row = session.exec(select(CalendarFeedRow).where(col(CalendarFeedRow.digest) == _digest(token))).first()
        roster = load_roster(session)
        person = None if row is None else roster.people.get(row.staff_id)
        if person is None or not person.in_service(desk.today(now)):
            return None
        return [*_sessions(desk, session, roster, person, now), *_meetings(session, roster, person, now)]


def file(entries: list[Entry], now: datetime) -> bytes:
    events: list[Event] = [as_event(entry, now) for entry in entries]
    return calendar(events, "PUBLISH")


def _sessions(desk: Desk, session: Session, roster: Roster, person: Person, now: datetime) -> list[FeedLine]:
    rows = sessions.concerning(session, person.staff_id, now - BEHIND, now + AHEAD, states=COUNTS)
    return [
        FeedLine(*identity(session, row, cancelled=False), row.starts_at, row.minutes, view(desk, roster, row))
        for row in rows
    ]


def _meetings(session: Session, roster: Roster, person: Person, now: datetime) -> list[FeedLine]:
    absent = {series for series, staff_id in planning.group_absent(session) if staff_id == person.staff_id}
    return [
        FeedLine(f"{row.id}@fsp-coordinator", 0, row.starts_at, row.minutes, Meeting(roster.teams[row.team_code].name))
        for row in planning.occurrences_between(session, now - BEHIND, now + AHEAD)
        if row.team_code in person.teams and row.series_id not in absent
    ]


def _must_have_address(desk: Desk, actor: Actor) -> None:
    access.require(access.may(actor, Action.SEE_SUPERVISION), Action.SEE_SUPERVISION)
    if desk.reach.address is None:
        raise BadValue(what="no_public_address", typed="", example="")


def _make(desk: Desk, uow: UnitOfWork, actor: Actor) -> FeedView:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    uow.session.add(CalendarFeedRow(staff_id=actor.staff_id, digest=_digest(token), made_at=uow.now))
    try:
        uow.session.flush()
    except IntegrityError:
        # Two presses at once: the other one shows its address.
        uow.session.rollback()
        return FeedView(None, uow.now)
    uow.record("feed.make", actor.staff_id)
    uow.commit()
    return FeedView(f"{desk.reach.address}/calendar/{token}.ics", uow.now)


def _remove(uow: UnitOfWork, actor: Actor) -> bool:
    row = uow.session.get(CalendarFeedRow, actor.staff_id, with_for_update=True)
    if row is not None:
        uow.session.delete(row)
        uow.session.flush()
    return row is not None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

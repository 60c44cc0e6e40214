"""People's fixed times: typed, or from their calendar; theirs to see and to take back."""

from dataclasses import astuple, dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlmodel import col, delete, select

from domain import access
from domain.access import Action, Actor
from domain.errors import BadValue, NotFound
from domain.roster import Person
from domain.when import FixedTime
from services.desk import Desk
from services.find import find_person
from services.planning.calendar_file import BusyStretch, busy_stretches
from services.planning.clashes import clashing, sessions_ahead
from services.sessions import SessionView
from storage.roster import load_roster
from storage.tables import BusyFeedRow, BusyTimeRow, PersonRow
from storage.unit_of_work import UnitOfWork

AHEAD = timedelta(days=183)
"""A calendar is read half a year ahead."""

EVERY = timedelta(hours=12)
"""A calendar at an address is read again after so long."""


@dataclass(frozen=True, slots=True)
class BusyLine:
    """`weekday` 0 is Monday, where it is every week."""

    key: str
    day: date
    start: time
    end: time
    weekday: int | None


@dataclass(frozen=True, slots=True)
class FeedLine:
    """`problem` is a code when it could not be read the last time; `coming` how many busy times it has ahead."""

    key: str
    at_address: bool
    read_at: datetime | None
    problem: str | None
    coming: int


@dataclass(frozen=True, slots=True)
class BusyView:
    """Somebody's fixed times, and what was just done to them.

    `read` counts the busy times of the calendar that was just read; `clashes` are booked sessions that now overlap.
    """

    name: str
    own: bool
    times: tuple[BusyLine, ...]
    feeds: tuple[FeedLine, ...]
    added: BusyLine | None = None
    read: int | None = None
    removed: BusyLine | FeedLine | None = None
    clashes: tuple[SessionView, ...] = ()


def fixed_times(desk: Desk, actor: Actor, typed: str, now: datetime) -> BusyView:
    """The fixed times of the asker, or of somebody whose supervision they may book."""
    with desk.database.read() as session:
        roster = load_roster(session)
        person = roster.people[actor.staff_id] if not typed else find_person(session, roster, typed, roster.people)
    _require(actor, person)
    return view(desk, actor, person, now)


def add(desk: Desk, actor: Actor, fixed: FixedTime, now: datetime) -> BusyView:
    """The asker's own time. Adding the same again changes nothing."""
    person = _self(desk, actor)
    with desk.database.work(actor.staff_id, now) as uow:
        row = BusyTimeRow(
            staff_id=person.staff_id,
            first_day=fixed.day,
            last_day=None if fixed.weekday is not None else fixed.day,
            weekday=fixed.weekday,
            start=fixed.start,
            end=fixed.end,
            entered_at=now,
            entered_by=actor.staff_id,
        )
        uow.session.get(PersonRow, person.staff_id, with_for_update=True)
        if not _known(uow, row):
            uow.session.add(row)
            uow.record("busy.add", person.staff_id, {"id": row.id})
        clashes = clashing(desk, uow.session, load_roster(uow.session), person.staff_id, [row], now)
        uow.commit()
    return replace(view(desk, actor, person, now), added=_line(row), clashes=clashes)


def remove(desk: Desk, actor: Actor, key: str, now: datetime) -> BusyView:
    """Take a time or a whole calendar back."""
    with desk.database.work(actor.staff_id, now) as uow:
        row = uow.session.get(BusyTimeRow, key) or uow.session.get(BusyFeedRow, key)
        if row is None:
            raise NotFound(what="fixed_time", typed="", suggestions=[])
        person = load_roster(uow.session).people[row.staff_id]
        _require(actor, person)
        removed = _feed_line(row, 0) if isinstance(row, BusyFeedRow) else _line(row)
        if isinstance(row, BusyFeedRow):
            uow.session.execute(delete(BusyTimeRow).where(col(BusyTimeRow.feed_id) == row.id))
        uow.session.delete(row)
        uow.record("busy.remove", person.staff_id, {"id": key})
        uow.commit()
    return replace(view(desk, actor, person, now), removed=removed)


def add_calendar(desk: Desk, actor: Actor, staff_id: str, content: bytes, address: str, now: datetime) -> BusyView:
    """A calendar file (`address` empty), or the one at an address, which is read again twice a day."""
    with desk.database.work(actor.staff_id, now) as uow:
        person = load_roster(uow.session).people.get(staff_id)
        if person is None:
            raise NotFound(what="person", typed=staff_id, suggestions=[])
        access.require(actor.staff_id == staff_id or access.may(actor, Action.LINK_PEOPLE), Action.BOOK_SESSION)
        uow.session.get(PersonRow, staff_id, with_for_update=True)
        known = uow.session.exec(
            select(BusyFeedRow).where(BusyFeedRow.staff_id == staff_id, BusyFeedRow.address == address)
        ).first()
        feed = known or BusyFeedRow(staff_id=staff_id, address=address, added_at=now, added_by=actor.staff_id)
        uow.session.add(feed)
        uow.session.flush()
        times = _replace(desk, uow, feed, content)
        clashes = clashing(desk, uow.session, load_roster(uow.session), staff_id, times, now)
        uow.record("busy.calendar", staff_id, {"id": feed.id, "times": len(times)})
        uow.commit()
    return replace(view(desk, actor, person, now), read=len(times), clashes=clashes)


def stale_feeds(desk: Desk, now: datetime) -> list[tuple[str, str]]:
    """Calendars at an address that should be read again: id and address. Those of people who have left are not."""
    today = desk.today(now)
    with desk.database.read() as session:
        people = load_roster(session).people
        rows = session.exec(select(BusyFeedRow).where(BusyFeedRow.address != "")).all()
    stale = [row for row in rows if row.read_at is None or row.read_at <= now - EVERY]
    return [(row.id, row.address) for row in stale if people[row.staff_id].in_service(today)]


def refresh(desk: Desk, feed_id: str, content: bytes | None, now: datetime) -> None:
    """What a calendar has now; `content` is None when it could not be read: then the old times stay and it says so."""
    with desk.database.work("system", now) as uow:
        feed = uow.session.get(BusyFeedRow, feed_id)
        if feed is None:
            return
        feed.read_at = now
        feed.problem = "unreachable" if content is None else None
        if content is not None:
            try:
                _replace(desk, uow, feed, content)
            except BadValue as error:
                feed.problem = str(error.facts["what"])
        uow.session.add(feed)
        uow.commit()


def view(desk: Desk, actor: Actor, person: Person, now: datetime) -> BusyView:
    today = desk.today(now)
    with desk.database.read() as session:
        rows = session.exec(
            select(BusyTimeRow)
            .where(BusyTimeRow.staff_id == person.staff_id)
            .order_by(col(BusyTimeRow.first_day), col(BusyTimeRow.start))
        ).all()
        feeds = session.exec(select(BusyFeedRow).where(BusyFeedRow.staff_id == person.staff_id)).all()
    ahead = [row for row in rows if row.last_day is None or row.last_day >= today]
    return BusyView(
        person.name,
        person.staff_id == actor.staff_id,
        tuple(_line(row) for row in ahead if row.feed_id is None),
        tuple(_feed_line(feed, sum(row.feed_id == feed.id for row in ahead)) for feed in feeds),
    )


def _line(row: BusyTimeRow) -> BusyLine:
    return BusyLine(row.id, row.first_day, row.start, row.end, row.weekday)


def _feed_line(row: BusyFeedRow, coming: int) -> FeedLine:
    return FeedLine(row.id, bool(row.address), row.read_at, row.problem, coming)


def _replace(desk: Desk, uow: UnitOfWork, feed: BusyFeedRow, content: bytes) -> list[BusyTimeRow]:
    """Take over what a calendar has now. An event at just the time of a booked session is that session itself."""
    today = desk.today(uow.now)
    booked = {span for span, _ in sessions_ahead(desk, uow.session, feed.staff_id, uow.now)}
    stretches = busy_stretches(content, today, today + AHEAD, desk.zone)
    uow.session.execute(delete(BusyTimeRow).where(col(BusyTimeRow.feed_id) == feed.id))
    feed.read_at, feed.problem = uow.now, None
    times = [_time(feed, stretch, uow.now) for stretch in stretches if astuple(stretch) not in booked]
    uow.session.add_all(times)
    return times


def _time(feed: BusyFeedRow, stretch: BusyStretch, now: datetime) -> BusyTimeRow:
    return BusyTimeRow(
        staff_id=feed.staff_id,
        first_day=stretch.day,
        last_day=stretch.day,
        start=stretch.start,
        end=stretch.end,
        feed_id=feed.id,
        entered_at=now,
        entered_by=feed.added_by,
    )


def _known(uow: UnitOfWork, row: BusyTimeRow) -> bool:
    same = select(BusyTimeRow).where(
        BusyTimeRow.staff_id == row.staff_id,
        col(BusyTimeRow.weekday).is_not_distinct_from(row.weekday),
        BusyTimeRow.start == row.start,
        BusyTimeRow.end == row.end,
        col(BusyTimeRow.feed_id).is_(None),
    )
    found = uow.session.exec(same if row.weekday is not None else same.where(BusyTimeRow.first_day == row.first_day))
    return found.first() is not None


def _self(desk: Desk, actor: Actor) -> Person:
    with desk.database.read() as session:
        person = load_roster(session).people.get(actor.staff_id)
    if person is None:
        raise NotFound(what="person", typed=actor.staff_id, suggestions=[])
    return person


def _require(actor: Actor, person: Person) -> None:
    access.require(access.may_about(actor, Action.BOOK_SESSION, person), Action.BOOK_SESSION)

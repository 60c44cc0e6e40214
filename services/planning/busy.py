"""People's fixed times: typed, or from their calendar; theirs to see and to take back."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import col, delete, select

from domain import access
from domain.access import Action, Actor
from domain.errors import BadValue, NotFound
from domain.roster import Person
from domain.when import FixedTime
from services.desk import Desk
from services.find import find_person
from services.planning.calendar_file import busy_stretches
from storage.roster import load_roster
from storage.tables import BusyFeedRow, BusyTimeRow
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
    name: str
    own: bool
    times: tuple[BusyLine, ...]
    feeds: tuple[FeedLine, ...]


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
        if not _known(uow, row):
            uow.session.add(row)
            uow.record("busy.add", person.staff_id, {"id": row.id})
            uow.commit()
    return view(desk, actor, person, now)


def remove(desk: Desk, actor: Actor, key: str, now: datetime) -> BusyView:
    """Take a time or a whole calendar back."""
    with desk.database.work(actor.staff_id, now) as uow:
        row = uow.session.get(BusyTimeRow, key) or uow.session.get(BusyFeedRow, key)
        if row is None:
            raise NotFound(what="fixed_time", typed="", suggestions=[])
        person = load_roster(uow.session).people[row.staff_id]
        _require(actor, person)
        if isinstance(row, BusyFeedRow):
            uow.session.execute(delete(BusyTimeRow).where(col(BusyTimeRow.feed_id) == row.id))
        uow.session.delete(row)
        uow.record("busy.remove", person.staff_id, {"id": key})
        uow.commit()
    return view(desk, actor, person, now)


def add_calendar(desk: Desk, actor: Actor, staff_id: str, content: bytes, address: str, now: datetime) -> BusyView:
    """A calendar file (`address` empty), or the one at an address, which is read again twice a day."""
    with desk.database.work(actor.staff_id, now) as uow:
        person = load_roster(uow.session).people.get(staff_id)
        if person is None:
            raise NotFound(what="person", typed=staff_id, suggestions=[])
        access.require(actor.staff_id == staff_id or access.may(actor, Action.LINK_PEOPLE), Action.BOOK_SESSION)
        known = uow.session.exec(
            select(BusyFeedRow).where(BusyFeedRow.staff_id == staff_id, BusyFeedRow.address == address)
        ).first()
        feed = known or BusyFeedRow(staff_id=staff_id, address=address, added_at=now, added_by=actor.staff_id)
        uow.session.add(feed)
        uow.session.flush()
        count = _replace(desk, uow, feed, content)
        uow.record("busy.calendar", staff_id, {"id": feed.id, "times": count})
        uow.commit()
    return view(desk, actor, person, now)


def stale_feeds(desk: Desk, now: datetime) -> list[tuple[str, str]]:
    """Calendars at an address that should be read again: id and address."""
    with desk.database.read() as session:
        rows = session.exec(select(BusyFeedRow).where(BusyFeedRow.address != "")).all()
    return [(row.id, row.address) for row in rows if row.read_at is None or row.read_at < now - EVERY]


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
        tuple(BusyLine(r.id, r.first_day, r.start, r.end, r.weekday) for r in ahead if r.feed_id is None),
        tuple(
            FeedLine(f.id, bool(f.address), f.read_at, f.problem, sum(r.feed_id == f.id for r in ahead)) for f in feeds
        ),
    )


def _replace(desk: Desk, uow: UnitOfWork, feed: BusyFeedRow, content: bytes) -> int:
    today = desk.today(uow.now)
    stretches = busy_stretches(content, today, today + AHEAD, desk.zone)
    uow.session.execute(delete(BusyTimeRow).where(col(BusyTimeRow.feed_id) == feed.id))
    feed.read_at, feed.problem = uow.now, None
    uow.session.add_all(
        BusyTimeRow(
            staff_id=feed.staff_id,
            first_day=stretch.day,
            last_day=stretch.day,
            start=stretch.start,
            end=stretch.end,
            feed_id=feed.id,
            entered_at=uow.now,
            entered_by=feed.added_by,
        )
        for stretch in stretches
    )
    return len(stretches)


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

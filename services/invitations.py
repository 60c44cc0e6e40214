"""Calendar entries for people who are reached by mail (RFC 5545, 5546): one a session, that follows it when it moves.

A session that moves becomes another row in its place. Its entry keeps the UID of the first row, and SEQUENCE rises with
each move by two, so that a cancellation in between has a number of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vText
from sqlmodel import Session

from domain.supervision.states import LIVE, SessionState
from services.letters import Invitation
from services.notices import Subject
from storage import reach
from storage.tables import SessionRow

PRODUCT = "-//FSP Coordinator//EN"


@dataclass(frozen=True, slots=True)
class Entry:
    """One session in somebody's calendar. `summary` is the entry's only content; `cancelled` takes it out again."""

    uid: str
    sequence: int
    starts_at: datetime
    minutes: int
    summary: str
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Parties:
    """Who invites whom: addresses and names."""

    sender: str
    service: str
    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """A session and whether it is to be taken out of the reader's calendar."""

    row: SessionRow
    cancelled: bool


def identity(session: Session, row: SessionRow, *, cancelled: bool) -> tuple[str, int]:
    """UID and SEQUENCE of a session's entry as the session stands."""
    first, moves = reach.origin(session, row)
    return f"{first}@fsp-coordinator", 2 * moves + cancelled


def changes(session: Session, kind: str, about: Subject) -> list[Change]:
    """The calendar entries that a message of this kind is about, for its reader."""
    if kind in ("plan_approved", "diary_approved"):
        return [Change(row, cancelled=False) for row in _rows(session, about.facts["sessions"]) if row.state in LIVE]
    if kind == "session_declined":
        return [Change(row, cancelled=True) for row in _rows(session, [about.subject]) if _is_off(row)]
    if kind == "sessions_changed":
        return list(_changed(session, about))
    return []


def entry_of(session: Session, change: Change, summary: str) -> Entry:
    row = change.row
    uid, sequence = identity(session, row, cancelled=change.cancelled)
    return Entry(uid, sequence, row.starts_at, row.minutes, summary, change.cancelled)


def invitation(entry: Entry, parties: Parties, now: datetime) -> Invitation:
    """The entry as it is mailed: a request, or a cancellation."""
    method = "CANCEL" if entry.cancelled else "REQUEST"
    event = as_event(entry, now)
    organiser = vCalAddress(f"mailto:{parties.sender}")
    organiser.params["CN"] = vText(parties.service)
    event.add("organizer", organiser)
    reader = vCalAddress(f"mailto:{parties.address}")
    reader.params.update({"CN": vText(parties.name), "RSVP": vText("FALSE"), "PARTSTAT": vText("NEEDS-ACTION")})
    event.add("attendee", reader)
    return Invitation(method, calendar([event], method))


def as_event(entry: Entry, now: datetime) -> Event:
    """Times are in UTC, which every calendar shows on its owner's clocks, whatever they were changed to meanwhile."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now.replace(microsecond=0))
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.starts_at + timedelta(minutes=entry.minutes))
    event.add("summary", entry.summary)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event


def calendar(events: list[Event], method: str) -> bytes:
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("method", method)
    for event in events:
        found.add_component(event)
    return bytes(found.to_ical())


def _changed(session: Session, about: Subject) -> Iterator[Change]:
    """Whoever no longer takes part in the new session has the entry taken out by its number."""
    moved = _rows(session, [new for _, new in about.facts.get("moved", [])])
    for row in [*moved, *_rows(session, about.facts.get("new", []))]:
        if row.state in LIVE:
            yield Change(row, cancelled=about.staff_id not in (row.staff_id, row.supervisor_id))
    for row in _rows(session, about.facts.get("gone", [])):
        if _is_off(row):
            yield Change(row, cancelled=True)


def _rows(session: Session, ids: list[str]) -> list[SessionRow]:
    return [row for key in ids if (row := session.get(SessionRow, key)) is not None]


def _is_off(row: SessionRow) -> bool:
    return row.state is SessionState.CANCELLED

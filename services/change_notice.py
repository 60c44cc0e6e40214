"""What somebody is told when their sessions change: what changed, and what stays."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from domain.roster import Roster
from domain.supervision.states import LIVE
from services.desk import Desk
from services.notices import Drop, Subject
from services.sessions import SessionView, view
from storage import sessions
from storage.roster import load_roster
from storage.tables import SessionRow

AHEAD = timedelta(days=35)
"""What stays is told of the next five weeks; later sessions are not in anybody's mind yet."""


@dataclass(frozen=True, slots=True)
class Moved:
    was_at: datetime
    now: SessionView


@dataclass(frozen=True, slots=True)
class ChangesView:
    """`stays` are the other sessions that the person has or gives."""

    moved: tuple[Moved, ...]
    new: tuple[SessionView, ...]
    gone: tuple[SessionView, ...]
    stays: tuple[SessionView, ...]


def sessions_changed(desk: Desk, about: Subject, now: datetime) -> ChangesView | Drop:
    """As things are at this moment: what has changed again since is told by its own notice."""
    with desk.database.read() as session:
        roster = load_roster(session)
        pairs = [(session.get_one(SessionRow, old), session.get_one(SessionRow, new)) for old, new in _pairs(about)]
        moved = [(old, new) for old, new in pairs if new.state in LIVE and new.starts_at > now]
        new = [row for row in _rows(session, about, "new") if row.state in LIVE and row.starts_at > now]
        gone = [row for row in _rows(session, about, "gone") if row.state not in LIVE]
        told = {row.id for _, row in moved} | {row.id for row in new}
        stays = [row for row in _coming(session, about, now) if row.id not in told]
    if not moved and not new and not gone:
        return Drop("changed_again")
    return ChangesView(
        tuple(Moved(old.starts_at, view(desk, roster, row)) for old, row in moved),
        _views(desk, roster, new),
        _views(desk, roster, gone),
        _views(desk, roster, stays),
    )


def _pairs(about: Subject) -> list[list[str]]:
    return list(about.facts.get("moved", []))


def _rows(session: Session, about: Subject, name: str) -> list[SessionRow]:
    return [session.get_one(SessionRow, key) for key in about.facts.get(name, [])]


def _coming(session: Session, about: Subject, now: datetime) -> list[SessionRow]:
    return list(sessions.concerning(session, about.staff_id or "", now, now + AHEAD))


def _views(desk: Desk, roster: Roster, rows: list[SessionRow]) -> tuple[SessionView, ...]:
    return tuple(view(desk, roster, row) for row in rows)

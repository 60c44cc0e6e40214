"""Booked sessions that no longer hold: after an import, or new bank holidays. Whoever gives them is told once."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from domain.calendar import Month, local
from domain.roster import Roster
from planning.month.scene import Fault, scene
from services.desk import Desk
from services.notices import Drop, Subject
from services.planning.request import Wanted, month_request
from services.sessions import SessionView, view
from storage import sessions
from storage.roster import load_roster
from storage.tables import NoticeRow, SessionRow

KIND = "sessions_broken"
AHEAD = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """`cause` and `who` as of `supervision/obstacle`; `who` may be None."""

    session: SessionView
    cause: str
    who: str | None


@dataclass(frozen=True, slots=True)
class BrokenView:
    lines: tuple[BrokenLine, ...]
    months: tuple[Month, ...]


def tell_of_broken(desk: Desk, now: datetime) -> int:
    """Write a notice to each supervisor concerned, unless they were told of just these. Returns how many were new."""
    with desk.database.work("system", now) as uow:
        roster = load_roster(uow.session)
        by_supervisor: dict[str, list[str]] = {}
        for row, _ in _broken(desk, uow.session, roster, now):
            supervisor = roster.people.get(row.supervisor_id or "")
            reached = supervisor is not None and supervisor.reachable(mail=desk.reach.mail)
            if supervisor is not None and reached and supervisor.in_service(desk.today(now)):
                by_supervisor.setdefault(supervisor.staff_id, []).append(row.id)
        new = {s: ids for s, ids in by_supervisor.items() if not _told(uow.session, s, _subject(ids))}
        for staff_id, ids in sorted(new.items()):
            facts = {"sessions": ids}
            uow.session.add(NoticeRow(staff_id=staff_id, kind=KIND, subject=_subject(ids), facts=facts, created_at=now))
        if new:
            uow.record("sessions.broken", "county", {"supervisors": len(new)})
            uow.commit()
        return len(new)


def sessions_broken(desk: Desk, about: Subject, now: datetime) -> BrokenView | Drop:
    """What of it is still broken at this moment."""
    wanted = set(about.facts["sessions"])
    with desk.database.read() as session:
        roster = load_roster(session)
        found = [(row, fault) for row, fault in _broken(desk, session, roster, now) if row.id in wanted]
    if not found:
        return Drop("mended")
    lines = tuple(_line(desk, roster, row, fault) for row, fault in found)
    return BrokenView(lines, tuple(sorted({Month.of(desk.today(row.starts_at)) for row, _ in found})))


def _broken(desk: Desk, session: Session, roster: Roster, now: datetime) -> Iterator[tuple[SessionRow, Fault]]:
    coming = sessions.between(session, now, now + AHEAD)
    for month in sorted({Month.of(desk.today(row.starts_at)) for row in coming}):
        wanted = Wanted(month, frozenset(roster.people), repair=True)
        for fault in scene(month_request(desk, session, roster, wanted, now)).faults:
            b = fault.standing.booking
            row = sessions.at(session, b.staff_id, b.kind, local(b.day, b.start, desk.zone))
            if row is not None:
                yield row, fault


def _line(desk: Desk, roster: Roster, row: SessionRow, fault: Fault) -> BrokenLine:
    who = roster.people.get(fault.obstacle.staff_id or "")
    return BrokenLine(view(desk, roster, row), fault.obstacle.cause.value, None if who is None else who.name)


def _told(session: Session, staff_id: str, subject: str) -> bool:
    known = select(NoticeRow.id).where(
        col(NoticeRow.staff_id) == staff_id, col(NoticeRow.kind) == KIND, col(NoticeRow.subject) == subject
    )
    return session.exec(known).first() is not None


def _subject(ids: list[str]) -> str:
    return hashlib.sha256(" ".join(sorted(ids)).encode()).hexdigest()[:16]

"""The tick: whatever has fallen due since the last one becomes deliveries, in one transaction."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session, col, select

from domain.reminders.own_days import in_own_hours
from domain.roster import Roster
from reminders.due import due
from reminders.facts import gather
from reminders.kinds import Kind
from reminders.late import SUPERSEDED
from reminders.timing import Due
from services.desk import Desk
from services.group.leads import fix_leads
from services.ports import Jobs
from storage.roster import load_roster
from storage.tables import DeliveryRow, DeliveryState, InstallationRow, NoticeRow

log = structlog.get_logger()

# After a long stop the tick looks no further back than this; older reminders help nobody.
LONGEST_LOOK_BACK = timedelta(days=14)

# Told because of what the bot found by itself, at whatever hour that was.
FOUND = frozenset({Kind.MEETING_LEAD, Kind.BREACH_FORESEEN, Kind.SESSIONS_BROKEN})

# Both ask whether somebody comes.
SAME = {Kind.SUPERVISION_UNCONFIRMED: Kind.SUPERVISION_COMING}


@dataclass(frozen=True, slots=True)
class Ticked:
    """The deliveries that this tick added, by id."""

    added: tuple[str, ...]


def tick(desk: Desk, jobs: Jobs, now: datetime) -> Ticked:
    """Claim, enqueue and advance. Two processes ticking at once, or one tick twice, add nothing twice."""
    with desk.database.work("system", now) as uow:
        installation = _claim(uow.session)
        if installation is None:
            return Ticked(())
        if installation.ticked_until is None:
            installation.ticked_until = now
        after = max(installation.ticked_until, now - LONGEST_LOOK_BACK)
        if after > installation.ticked_until:
            log.warning("a long stop: older reminders are left out", action="late", since=after.isoformat())
        # Before the reminders of this tick are claimed: they say who leads.
        fix_leads(desk, uow, now)
        wanted = [*_fallen_due(desk, uow.session, after, now), *_notices(desk, uow.session, now)]
        added = _store(uow.session, jobs, wanted)
        installation.ticked_until = max(installation.ticked_until, now)
        uow.session.add(installation)
        uow.commit()
        if added:
            log.info("deliveries added", action="tick", count=len(added))
        return Ticked(tuple(added))


def next_due(desk: Desk, after: datetime, until: datetime) -> datetime | None:
    """The first instant in (after, until] at which anything falls due, as things stand now."""
    first, step = after, timedelta(days=1)
    while first < until:
        # Most of the time something is due within a day: only an empty day is worth looking further.
        last = min(first + step, until)
        with desk.database.read() as session:
            found = due(gather(desk, session, first, last, as_of=after), first, last)
        if found:
            return found[0].at
        first, step = last, step * 2
    return None


def waiting(desk: Desk) -> int:
    """How many deliveries are still to be sent."""
    with desk.database.read() as session:
        rows = session.exec(select(DeliveryRow.id).where(DeliveryRow.state == DeliveryState.WAITING))
        return len(rows.all())


def _claim(session: Session) -> InstallationRow | None:
    # Whoever holds the row ticks; the others have nothing to do until the next time.
    return session.exec(select(InstallationRow).with_for_update(skip_locked=True)).first()


def _fallen_due(desk: Desk, session: Session, after: datetime, now: datetime) -> list[DeliveryRow]:
    if after >= now:
        return []
    found = due(gather(desk, session, after, now), after, now)
    said = {item.key for item in latest(found)}
    return [
        DeliveryRow(
            key=item.key,
            kind=item.kind.value,
            subject=item.subject,
            staff_id=item.staff_id,
            team_code=item.team_code,
            facts={"lead": item.lead, "about": list(item.about)},
            due_at=item.at,
            state=DeliveryState.WAITING if item.key in said else DeliveryState.DROPPED,
            reason=None if item.key in said else SUPERSEDED,
        )
        for item in found
    ]


def latest(found: Iterable[Due]) -> list[Due]:
    """Of several that piled up about the same thing, the last one; it says all that still helps."""
    last: dict[tuple[Kind, str, str | None], Due] = {}
    for item in found:
        last[SAME.get(item.kind, item.kind), item.subject, item.staff_id] = item
    return list(last.values())


def _notices(desk: Desk, session: Session, now: datetime) -> list[DeliveryRow]:
    """What people did is told at once; what the bot finds by itself waits for its reader's own hours."""
    unclaimed = select(NoticeRow).where(col(NoticeRow.claimed_at).is_(None)).order_by(col(NoticeRow.created_at))
    found = session.exec(unclaimed).all()
    roster = load_roster(session) if any(notice.kind in FOUND for notice in found) else None
    rows = []
    for notice in found:
        waits = roster is not None and notice.kind in FOUND
        if roster is not None and waits and not _in_own_hours(desk, roster, notice.staff_id, now):
            continue
        notice.claimed_at = now
        session.add(notice)
        rows.append(
            DeliveryRow(
                key=f"notice:{notice.id}",
                kind=notice.kind,
                subject=notice.subject,
                staff_id=notice.staff_id,
                facts=notice.facts,
                due_at=now if waits else notice.created_at,
                state=DeliveryState.WAITING,
            )
        )
    return rows


def _in_own_hours(desk: Desk, roster: Roster, staff_id: str, now: datetime) -> bool:
    """Whoever is not on the roster any more keeps nothing waiting: the message's own check drops it."""
    person = roster.people.get(staff_id)
    rules = desk.programme.reminders
    return person is None or in_own_hours(rules, desk.zone, roster, desk.holidays, person, now)


def _store(session: Session, jobs: Jobs, wanted: list[DeliveryRow]) -> list[str]:
    keys = [row.key for row in wanted]
    known = set(session.exec(select(DeliveryRow.key).where(col(DeliveryRow.key).in_(keys)))) if keys else set()
    new = [row for row in wanted if row.key not in known]
    session.add_all(new)
    session.flush()
    for row in new:
        if row.state is DeliveryState.DROPPED:
            log.info("delivery dropped", action="late", delivery=row.id, kind=row.kind, reason=row.reason)
    waiting = in_turn([row for row in new if row.state is DeliveryState.WAITING])
    for row in waiting:
        jobs.enqueue(session, row.id)
    return [row.id for row in waiting]


def in_turn(rows: Iterable[DeliveryRow]) -> list[DeliveryRow]:
    """Everybody's first message before anybody's second: each conversation takes one a second."""
    before: Counter[str | None] = Counter()
    turns = []
    for row in rows:
        recipient = row.staff_id or row.team_code
        turns.append((before[recipient], row))
        before[recipient] += 1
    return [row for _, row in sorted(turns, key=lambda turn: turn[0])]

"""Supervision sessions: queries named by what they answer."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, or_, select

from domain.supervision.states import LIVE, SessionState
from storage.tables import SessionRow


def between(
    session: Session,
    first: datetime,
    until: datetime,
    *,
    states: Collection[SessionState] = LIVE,
    of: Collection[str] | None = None,
) -> Sequence[SessionRow]:
    """Sessions that start in [first, until), in order; `of` are the supervisees, where not everybody's are wanted."""
    wanted = select(SessionRow).where(
        col(SessionRow.starts_at) >= first,
        col(SessionRow.starts_at) < until,
        col(SessionRow.state).in_(sorted(states)),
    )
    if of is not None:
        wanted = wanted.where(col(SessionRow.staff_id).in_(sorted(of)))
    return session.exec(wanted.order_by(col(SessionRow.starts_at), col(SessionRow.staff_id))).all()


def concerning(
    session: Session, staff_id: str, first: datetime, until: datetime, *, states: Collection[SessionState] = LIVE
) -> Sequence[SessionRow]:
    """Sessions that `staff_id` has or gives, starting in [first, until), in order."""
    return session.exec(
        select(SessionRow)
        .where(
            or_(col(SessionRow.staff_id) == staff_id, col(SessionRow.supervisor_id) == staff_id),
            col(SessionRow.starts_at) >= first,
            col(SessionRow.starts_at) < until,
            col(SessionRow.state).in_(sorted(states)),
        )
        .order_by(col(SessionRow.starts_at))
    ).all()


def at(session: Session, staff_id: str, kind: str, instant: datetime) -> SessionRow | None:
    """The one session of a person and kind that starts at `instant`."""
    return session.exec(
        select(SessionRow).where(
            SessionRow.staff_id == staff_id, SessionRow.kind == kind, SessionRow.starts_at == instant
        )
    ).first()


def next_for(session: Session, staff_ids: Collection[str], now: datetime) -> dict[tuple[str, str], SessionRow]:
    """The next live session from `now` on, by (staff id, kind)."""
    earliest = (
        select(
            SessionRow.staff_id,
            SessionRow.kind,
            sa.func.min(col(SessionRow.starts_at)).label("at"),
        )
        .where(
            col(SessionRow.staff_id).in_(staff_ids),
            col(SessionRow.starts_at) >= now,
            col(SessionRow.state).in_(sorted(LIVE)),
        )
        .group_by(col(SessionRow.staff_id), col(SessionRow.kind))
        .subquery()
    )
    return _by_person_and_kind(session, earliest)


def last_held_for(session: Session, staff_ids: Collection[str], now: datetime) -> dict[tuple[str, str], SessionRow]:
    """The last session held before `now`, by (staff id, kind)."""
    latest = (
        select(
            SessionRow.staff_id,
            SessionRow.kind,
            sa.func.max(col(SessionRow.starts_at)).label("at"),
        )
        .where(
            col(SessionRow.staff_id).in_(staff_ids),
            col(SessionRow.starts_at) < now,
            col(SessionRow.state) == SessionState.HELD,
        )
        .group_by(col(SessionRow.staff_id), col(SessionRow.kind))
        .subquery()
    )
    return _by_person_and_kind(session, latest)


def _by_person_and_kind(session: Session, chosen: sa.Subquery) -> dict[tuple[str, str], SessionRow]:
    rows = session.exec(
        select(SessionRow).join(
            chosen,
            sa.and_(
                chosen.c.staff_id == col(SessionRow.staff_id),
                chosen.c.kind == col(SessionRow.kind),
                chosen.c.at == col(SessionRow.starts_at),
            ),
        )
    )
    return {(row.staff_id, row.kind): row for row in rows}

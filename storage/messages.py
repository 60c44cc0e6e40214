"""Deliveries: queries named by what they answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.tables import DeliveryRow, DeliveryState, SlackLinkRow


@dataclass(frozen=True, slots=True)
class Counts:
    """`waiting` are all that wait now, the others those that were taken up since the asked instant."""

    waiting: int
    sent: int
    late: int
    failed: int
    dropped: int
    retried: int
    oldest: datetime | None


def counts(session: Session, since: datetime | None, late_after: timedelta) -> Counts:
    """Late is sent more than `late_after` after it was due; retried took more than one try."""
    d = DeliveryRow
    taken_up = sa.func.coalesce(col(d.begun_at), col(d.due_at))
    recent = sa.true() if since is None else taken_up >= since
    sent = sa.and_(recent, col(d.state) == DeliveryState.SENT)
    waiting = col(d.state) == DeliveryState.WAITING
    row = session.execute(
        sa.select(
            _how_many(waiting),
            _how_many(sent),
            _how_many(sa.and_(recent, col(d.state) == DeliveryState.FAILED)),
            _how_many(sa.and_(recent, col(d.state) == DeliveryState.DROPPED)),
            _how_many(sa.and_(recent, col(d.attempts) > 1)),
            sa.func.min(sa.case((waiting, col(d.due_at)))),
        ).where(sa.or_(waiting, recent))
    ).one()
    return Counts(
        waiting=row[0],
        sent=row[1],
        late=_late(session, sent, late_after),
        failed=row[2],
        dropped=row[3],
        retried=row[4],
        oldest=row[5],
    )


def _late(session: Session, sent: sa.ColumnElement[bool], late_after: timedelta) -> int:
    # The two databases subtract instants in different ways; both know the seconds since 1970.
    d = DeliveryRow
    if session.get_bind().dialect.name == "postgresql":
        seconds = sa.func.extract("epoch", col(d.sent_at)) - sa.func.extract("epoch", col(d.due_at))
    else:
        seconds = (sa.func.julianday(col(d.sent_at)) - sa.func.julianday(col(d.due_at))) * 86400
    wanted = sa.select(sa.func.count()).select_from(d).where(sent, seconds > late_after.total_seconds())
    return int(session.execute(wanted).scalar_one())


def failed_since(session: Session, since: datetime) -> Sequence[DeliveryRow]:
    """Failed deliveries, the newest first."""
    return session.exec(
        select(DeliveryRow)
        .where(col(DeliveryRow.state) == DeliveryState.FAILED, col(DeliveryRow.due_at) >= since)
        .order_by(col(DeliveryRow.due_at).desc())
    ).all()


def last_sent_to(session: Session, staff_id: str, most: int) -> Sequence[DeliveryRow]:
    return session.exec(
        select(DeliveryRow)
        .where(col(DeliveryRow.state) == DeliveryState.SENT, col(DeliveryRow.staff_id) == staff_id)
        .order_by(col(DeliveryRow.sent_at).desc())
        .limit(most)
    ).all()


def conversation_with(session: Session, slack_user_id: str) -> str | None:
    """The channel of the last direct message to this Slack user, since they were linked."""
    return session.exec(
        select(DeliveryRow.channel)
        .join(SlackLinkRow, col(SlackLinkRow.staff_id) == col(DeliveryRow.staff_id))
        .where(
            col(SlackLinkRow.slack_user_id) == slack_user_id,
            col(DeliveryRow.state) == DeliveryState.SENT,
            # Whoever was linked before had another conversation, and it is theirs.
            col(DeliveryRow.sent_at) > col(SlackLinkRow.linked_at),
        )
        .order_by(col(DeliveryRow.sent_at).desc())
        .limit(1)
    ).first()


def _how_many(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)

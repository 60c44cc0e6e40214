"""What becomes of a message that could not go when it was due: after a stop of the bot, or of Slack."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.tables import DeliveryRow, DeliveryState

LATE_AFTER = timedelta(hours=1)
"""From here on a message is late, and its kind's policy holds."""

SUPERSEDED, MERGED, PAST = "superseded", "merged", "past"


class How(StrEnum):
    """SEND each; LAST of those that wait for one recipient; MERGE them into one message."""

    SEND = "send"
    LAST = "last"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Late:
    """A kind's policy. After `helps_for` the message helps nobody; None leaves that to the kind's own check."""

    how: How = How.SEND
    helps_for: timedelta | None = None


EACH = Late()
"""The usual policy: what is told late still helps, and the kind's own check says whether it is still true."""


def settle(session: Session, row: DeliveryRow, late: Late, now: datetime) -> tuple[str | None, list[DeliveryRow]]:
    """Why `row` is not to be sent, or the other deliveries that it now speaks for as well.

    The caller holds the recipient, so that nobody else decides about the same deliveries meanwhile.
    """
    if late.helps_for is not None and now - row.due_at > late.helps_for:
        return PAST, []
    if late.how is How.SEND or now - row.due_at <= LATE_AFTER:
        return None, []
    others = _waiting_too(session, row, now)
    if late.how is How.LAST:
        return (SUPERSEDED if any(other.due_at > row.due_at for other in others) else None), []
    for other in others:
        other.state, other.reason = DeliveryState.DROPPED, MERGED
        session.add(other)
    return None, others


def to_the_same(row: DeliveryRow) -> sa.ColumnElement[bool]:
    """The condition that a delivery has the same recipient."""
    if row.staff_id is None:
        return col(DeliveryRow.team_code) == row.team_code
    return col(DeliveryRow.staff_id) == row.staff_id


def _waiting_too(session: Session, row: DeliveryRow, now: datetime) -> list[DeliveryRow]:
    # What has begun may be on its way to Slack at this moment; to speak for it would say it twice.
    return list(
        session.exec(
            select(DeliveryRow)
            .where(
                col(DeliveryRow.state) == DeliveryState.WAITING,
                col(DeliveryRow.kind) == row.kind,
                to_the_same(row),
                col(DeliveryRow.id) != row.id,
                col(DeliveryRow.begun_at).is_(None),
                col(DeliveryRow.due_at) < now - LATE_AFTER,
            )
            .order_by(col(DeliveryRow.due_at))
            .with_for_update()
        )
    )

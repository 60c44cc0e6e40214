"""Messages are kept as long as the programme says; then what was sent, and the wish to send it, are deleted."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import col

from services.desk import Desk
from storage.tables import DeliveryRow, DeliveryState, NoticeRow

YEAR = timedelta(days=366)


def forget_messages(desk: Desk, now: datetime) -> int:
    """Delete what is older than `retention_years.messages`; nothing that still waits. Returns how many messages."""
    before = now - desk.programme.retention_years["messages"] * YEAR
    with desk.database.work("system", now) as uow:
        gone = uow.session.execute(
            sa.delete(DeliveryRow).where(
                col(DeliveryRow.due_at) < before, col(DeliveryRow.state) != DeliveryState.WAITING
            )
        )
        uow.session.execute(
            sa.delete(NoticeRow).where(col(NoticeRow.created_at) < before, col(NoticeRow.claimed_at).is_not(None))
        )
        count: int = gone.rowcount  # type: ignore[attr-defined]  # a DELETE's result has it
        if count:
            uow.record("messages.forget", "delivery", {"count": count, "before": before.isoformat()})
        uow.commit()
    return count

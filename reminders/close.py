"""What became of a delivery, or of one try."""

from datetime import datetime

import structlog

from services import notices, unreachable
from services.desk import Desk
from services.ports import Sent
from storage.tables import DeliveryRow, DeliveryState
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger()

CLOSED_CHANNEL = frozenset({"not_in_channel", "channel_not_found", "is_archived"})


def close(
    desk: Desk,
    delivery_id: str,
    state: DeliveryState,
    now: datetime,
    *,
    tries: int,
    reason: str | None = None,
    sent: Sent | None = None,
) -> None:
    """Write what became of a delivery."""
    with desk.database.work("system", now) as uow:
        row = uow.session.get_one(DeliveryRow, delivery_id)
        row.state, row.reason, row.attempts = state, reason, row.attempts + tries
        if sent is not None:
            row.channel, row.ts, row.sent_at = sent.channel, sent.ts, now
        if state is DeliveryState.FAILED:
            _tell(uow, row)
        uow.session.add(row)
        uow.commit()
    log.info("delivery closed", action="deliver", delivery=delivery_id, kind=row.kind, state=state.value, reason=reason)


def failed_try(desk: Desk, delivery_id: str, now: datetime, *, reason: str, tries: int) -> None:
    """It waits again, and is not on its way any more: a later message may speak for it."""
    with desk.database.work("system", now) as uow:
        row = uow.session.get_one(DeliveryRow, delivery_id)
        row.reason, row.attempts, row.begun_at = reason, row.attempts + tries, None
        uow.session.add(row)
        uow.commit()
    log.warning("delivery waits", action="deliver", delivery=delivery_id, kind=row.kind, reason=reason)


def _tell(uow: UnitOfWork, row: DeliveryRow) -> None:
    if row.team_code is not None and row.reason in CLOSED_CHANNEL:
        notices.tell_administrators(uow, row.team_code)
    if row.staff_id is not None and row.reason in unreachable.GONE_FROM_SLACK:
        unreachable.tell_administrators(uow, row.staff_id)

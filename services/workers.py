"""Which processes live, and taking over what a dead one had begun. PostgreSQL only; on SQLite there is one process."""

from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import col, select

from services.desk import Desk
from storage.engine import is_sqlite
from storage.tables import WorkerRow

SILENT_SECONDS = 30
LONG_GONE = timedelta(days=1)
_SWEEP_LOCK = 5_170_003


def beat(desk: Desk, executor_id: str, now: datetime) -> None:
    """Say that this process lives, by the database's own clock."""
    with desk.database.work("system", now) as uow:
        here = _database_now(uow.session)
        row = uow.session.get(WorkerRow, executor_id)
        if row is None:
            row = WorkerRow(executor_id=executor_id, started_at=here, beat_at=here)
            uow.session.execute(sa.delete(WorkerRow).where(col(WorkerRow.beat_at) < here - LONG_GONE))
        row.beat_at = here
        uow.session.add(row)
        uow.commit()


def sweep(desk: Desk, take_over: Callable[[set[str]], int]) -> int:
    """One process at a time queues again what silent ones had begun. Returns how many deliveries."""
    with desk.database.read() as session:
        if not session.execute(sa.text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": _SWEEP_LOCK}).scalar():
            return 0
        limit = _database_now(session) - timedelta(seconds=SILENT_SECONDS)
        alive = set(session.exec(select(WorkerRow.executor_id).where(WorkerRow.beat_at >= limit)))
        return take_over(alive)


def alive(desk: Desk) -> int:
    """How many processes live. On SQLite it is the one that asks."""
    if is_sqlite(desk.database.engine):
        return 1
    with desk.database.read() as session:
        limit = _database_now(session) - timedelta(seconds=SILENT_SECONDS)
        return len(session.exec(select(WorkerRow.executor_id).where(WorkerRow.beat_at >= limit)).all())


def _database_now(session: sa.orm.Session) -> datetime:
    return session.execute(sa.select(sa.func.now())).scalar_one()

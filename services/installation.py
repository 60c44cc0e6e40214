"""The installation: practice or real, fixed when the database is created."""

from datetime import datetime

from services.desk import Desk
from storage.locks import Turn, take_turn
from storage.tables import InstallationRow


def find(desk: Desk) -> InstallationRow | None:
    with desk.database.read() as session:
        return session.get(InstallationRow, 1)


def ensure(desk: Desk, *, practice: bool, now: datetime, offset_seconds: float = 0.0) -> None:
    """Mark a new database. A mark that is there already stays as it is."""
    with desk.database.work("system", now) as uow:
        take_turn(uow.session, Turn.FIRST_START)
        if uow.session.get(InstallationRow, 1) is not None:
            return
        uow.session.add(
            InstallationRow(
                practice=practice,
                programme=desk.programme.key,
                created_at=now,
                clock_offset_seconds=offset_seconds,
                ticked_until=now,
            )
        )
        uow.record("installation.create", "1", {"practice": practice})
        uow.commit()


def set_offset(desk: Desk, offset_seconds: float, now: datetime) -> None:
    """Move the practice clock. Only a practice database has one."""
    with desk.database.work("system", now) as uow:
        row = uow.session.get_one(InstallationRow, 1)
        assert row.practice, "only a practice database has a clock of its own"
        row.clock_offset_seconds = offset_seconds
        uow.session.add(row)
        uow.record("installation.clock", "1", {"offset_seconds": offset_seconds})
        uow.commit()

"""The installation: practice or real, fixed when the database is created."""

from datetime import datetime

from domain.errors import Refusal
from services.desk import Desk
from storage.tables import InstallationRow


class WrongKind(Refusal):
    """A practice database met real settings, or the other way round. Facts: `practice`."""

    code = "wrong_kind"


def find(desk: Desk) -> InstallationRow | None:
    with desk.database.read() as session:
        return session.get(InstallationRow, 1)


def ensure(desk: Desk, *, practice: bool, now: datetime, offset_seconds: float = 0.0) -> bool:
    """Mark a new database; refuse one of the other kind. True when it was new."""
    with desk.database.work("system", now) as uow:
        row = uow.session.get(InstallationRow, 1)
        if row is not None:
            if row.practice is not practice:
                raise WrongKind(practice=row.practice)
            return False
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
        return True


def set_offset(desk: Desk, offset_seconds: float, now: datetime) -> None:
    """Move the practice clock. Only a practice database has one."""
    with desk.database.work("system", now) as uow:
        row = uow.session.get_one(InstallationRow, 1)
        if not row.practice:
            raise WrongKind(practice=False)
        row.clock_offset_seconds = offset_seconds
        uow.session.add(row)
        uow.commit()

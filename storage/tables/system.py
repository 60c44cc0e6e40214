"""The installation itself: whether it is a practice one, its clock, how far reminders got, which processes live."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class InstallationRow(SQLModel, table=True):
    """The single row (`id` 1). `practice` is fixed when the database is created and never changes.

    `roster_version` grows with each import, so that a process knows when the roster it holds is out of date.
    """

    __tablename__ = "installation"

    id: int = Field(default=1, primary_key=True)
    practice: bool
    programme: str
    created_at: datetime
    clock_offset_seconds: float = 0.0
    ticked_until: datetime | None = None
    roster_version: int = 0


class WorkerRow(SQLModel, table=True):
    """A running process and its last beat by the database's own clock."""

    __tablename__ = "worker"

    executor_id: str = Field(primary_key=True)
    started_at: datetime
    beat_at: datetime

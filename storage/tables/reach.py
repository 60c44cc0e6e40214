"""What reaching people without Slack needs: a secret, the links that were used, and calendar feeds."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class SecretRow(SQLModel, table=True):
    """A secret that was made here because no setting gives one."""

    __tablename__ = "secret"

    name: str = Field(primary_key=True)
    value: str
    made_at: datetime


class UsedLinkRow(SQLModel, table=True):
    """A link that was used, about a session or a meeting: it works once. `digest` is the SHA-256 of what it says."""

    __tablename__ = "used_link"

    digest: str = Field(primary_key=True)
    session_id: str | None = Field(default=None, foreign_key="session.id", index=True)
    occurrence_id: str | None = Field(default=None, foreign_key="group_occurrence.id", index=True)
    used_at: datetime


class CalendarFeedRow(SQLModel, table=True):
    """Somebody's own calendar feed; of its address only the SHA-256 is kept."""

    __tablename__ = "calendar_feed"

    staff_id: str = Field(primary_key=True, foreign_key="person.staff_id")
    digest: str = Field(unique=True)
    made_at: datetime

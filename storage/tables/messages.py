"""What people must be told, and what was sent."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.tables.columns import enum_type, new_id


class NoticeRow(SQLModel, table=True):
    """A service's wish to tell somebody something; the tick turns it into a delivery."""

    __tablename__ = "notice"

    id: str = Field(default_factory=new_id, primary_key=True)
    staff_id: str = Field(foreign_key="person.staff_id")
    kind: str
    subject: str
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    created_at: datetime
    claimed_at: datetime | None = Field(default=None, index=True)


class DeliveryState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"
    FAILED = "failed"


class DeliveryRow(SQLModel, table=True):
    """One message to one recipient. `key` is unique: the guard against sending twice.

    Either `staff_id` (a direct message) or `team_code` (the team's channel) is set. `reason` says why it was
    dropped or failed, or what the last try met while it waits, as a code. `begun_at` is its moment in the recipient's
    conversation: one message a second, over all processes; None again when a try failed.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        sa.CheckConstraint("(staff_id IS NULL) <> (team_code IS NULL)", name="delivery_one_recipient"),
        sa.Index("ix_delivery_state_due", "state", "due_at"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    subject: str = Field(index=True)
    staff_id: str | None = Field(default=None, foreign_key="person.staff_id", index=True)
    team_code: str | None = Field(default=None, foreign_key="team.code")
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    due_at: datetime
    state: DeliveryState = Field(sa_column=sa.Column(enum_type(DeliveryState), nullable=False))
    reason: str | None = None
    attempts: int = 0
    begun_at: datetime | None = None
    channel: str | None = None
    ts: str | None = None
    sent_at: datetime | None = None

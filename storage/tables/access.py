"""Who is who in Slack, who may do what, and what was changed."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.tables.columns import new_id


class RoleGrantRow(SQLModel, table=True):
    """A role that the roster does not give by itself: project lead, coach, board approver, administrator."""

    __tablename__ = "role_grant"

    staff_id: str = Field(primary_key=True, foreign_key="person.staff_id")
    role: str = Field(primary_key=True)
    granted_at: datetime
    granted_by: str


class SlackLinkRow(SQLModel, table=True):
    """`how` is `email` (verified and confirmed by the person), `administrator` or `seed`."""

    __tablename__ = "slack_link"

    slack_user_id: str = Field(primary_key=True)
    staff_id: str = Field(foreign_key="person.staff_id", unique=True)
    how: str
    linked_at: datetime
    linked_by: str


class DelegationRow(SQLModel, table=True):
    """`to_id` may do for `from_id` what `from_id` may do, from the first to the last day, inclusive."""

    __tablename__ = "delegation"

    id: str = Field(default_factory=new_id, primary_key=True)
    from_id: str = Field(foreign_key="person.staff_id")
    to_id: str = Field(foreign_key="person.staff_id", index=True)
    first_day: date
    last_day: date
    made_at: datetime


class AuditRow(SQLModel, table=True):
    """One change. Opaque ids only; `digest` chains each row to the one before, so that a removed row shows."""

    __tablename__ = "audit"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    actor_id: str
    action: str
    subject: str = Field(index=True)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    digest: str

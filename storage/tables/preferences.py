"""What people chose to hear, and what they asked to be reminded of again."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.tables.columns import new_id


class PreferenceRow(SQLModel, table=True):
    """One kind of reminder as a person or a team wants it; of the empty kind, a person's habits.

    Either `staff_id` or `team_code` is set. Without `leads` the programme's hold.
    `daily` and `paused_until` are habits.
    """

    __tablename__ = "preference"
    __table_args__ = (
        sa.CheckConstraint("(staff_id IS NULL) <> (team_code IS NULL)", name="preference_one_owner"),
        sa.UniqueConstraint("staff_id", "kind"),
        sa.UniqueConstraint("team_code", "kind"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    staff_id: str | None = Field(default=None, foreign_key="person.staff_id")
    team_code: str | None = Field(default=None, foreign_key="team.code")
    kind: str = ""
    muted: bool = False
    leads: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    daily: bool = False
    paused_until: date | None = None
    changed_at: datetime
    changed_by: str


class SnoozeRow(SQLModel, table=True):
    """A reminder that somebody wants again at `due_at`; `key` is its delivery's."""

    __tablename__ = "snooze"

    key: str = Field(primary_key=True)
    staff_id: str = Field(foreign_key="person.staff_id")
    kind: str
    subject: str
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    due_at: datetime = Field(index=True)
    asked_at: datetime

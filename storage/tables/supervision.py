"""Supervision sessions, and the proposals they come from."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from domain.supervision.causes import Cause
from domain.supervision.states import SessionState
from storage.tables.columns import enum_type, new_id

_COUNTS = "state IN ('confirmed', 'held', 'planned')"


class SessionRow(SQLModel, table=True):
    """One supervision session. `starts_at` is when it is (or was) held, `entered_at` when the bot learned of it.

    `replaces_id` is the session that was rearranged into this one. There is no column for what was said or why
    somebody was away.
    """

    __tablename__ = "session"
    __table_args__ = (
        sa.Index("ix_session_staff_start", "staff_id", "starts_at"),
        sa.Index("ix_session_supervisor_start", "supervisor_id", "starts_at"),
        # A cancelled or rearranged session leaves its time free for another.
        sa.Index(
            "ux_session_counts",
            "staff_id",
            "kind",
            "starts_at",
            unique=True,
            sqlite_where=sa.text(_COUNTS),
            postgresql_where=sa.text(_COUNTS),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    staff_id: str = Field(foreign_key="person.staff_id")
    supervisor_id: str | None = Field(default=None, foreign_key="person.staff_id")
    kind: str
    starts_at: datetime = Field(index=True)
    minutes: int
    state: SessionState = Field(sa_column=sa.Column(enum_type(SessionState), nullable=False))
    source: str
    entered_at: datetime
    entered_by: str
    replaces_id: str | None = Field(default=None, foreign_key="session.id")


class ItemState(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    UNPLACED = "unplaced"


class ProposalRow(SQLModel, table=True):
    """One supervisor's month as proposed; `supervisor_id` is empty for people who have none."""

    __tablename__ = "proposal"
    __table_args__ = (sa.UniqueConstraint("month", "supervisor_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    month: str = Field(max_length=7, index=True)
    supervisor_id: str | None = Field(default=None, foreign_key="person.staff_id")
    status: str
    gap: float | None = None
    made_at: datetime
    made_by: str
    run_id: str | None = Field(default=None, foreign_key="plan_run.id")


class ProposalItemRow(SQLModel, table=True):
    """A proposed session, or a person who could not be placed with the cause.

    `replaces_id` is the booked session in whose place it comes; `remedies` what was confirmed to give a place.
    """

    __tablename__ = "proposal_item"
    __table_args__ = (sa.Index("ix_proposal_item_staff", "staff_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    proposal_id: str = Field(foreign_key="proposal.id", index=True)
    staff_id: str = Field(foreign_key="person.staff_id")
    kind: str
    state: ItemState = Field(sa_column=sa.Column(enum_type(ItemState), nullable=False))
    starts_at: datetime | None = None
    minutes: int
    cause: Cause | None = Field(default=None, sa_column=sa.Column(enum_type(Cause), nullable=True))
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    remedies: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    session_id: str | None = Field(default=None, foreign_key="session.id")
    replaces_id: str | None = Field(default=None, foreign_key="session.id")

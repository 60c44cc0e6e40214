"""Actions, the register of risks, what boards are asked to decide, their meetings, and the history of them all.

A text is short and passed the rules for notes before it came here; there is no name but by staff id.
"""

from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from domain.governance.actions import ActionState
from domain.governance.decisions import DecisionKind, DecisionState
from domain.governance.risks import RiskKind, RiskState
from storage.tables.columns import enum_type, new_id


class ActionRow(SQLModel, table=True):
    """Somebody does something by a day: one table for the whole product.

    `number` is what people call it by. `source_kind` and `source_key` say what it came from and are opaque here.
    `done_on` is the day it was done, `settled_at` when somebody said so. `version` rises with each change.
    """

    __tablename__ = "action"
    __table_args__ = (sa.Index("ix_action_source", "source_kind", "source_key"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    number: int = Field(unique=True)
    text: str
    owner_id: str = Field(foreign_key="person.staff_id", index=True)
    due_on: date = Field(index=True)
    source_kind: str
    source_key: str = ""
    state: ActionState = Field(sa_column=sa.Column(enum_type(ActionState), nullable=False))
    reason: str = ""
    done_on: date | None = None
    settled_at: datetime | None = None
    settled_by: str | None = None
    added_at: datetime
    added_by: str
    version: int = 1


class GovernanceChangeRow(SQLModel, table=True):
    """One change of an action, risk, decision or post: who, when, what, and the values before and after.

    `subject` is the row's id. Staff stand in `facts` by their ids.
    """

    __tablename__ = "governance_change"

    id: int | None = Field(default=None, primary_key=True)
    subject: str = Field(index=True)
    what: str
    at: datetime
    by: str
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)


class RiskRow(SQLModel, table=True):
    """One line of the register of risks, issues and early warnings; `probability` and `impact` are 1 to 5.

    `milestone_key` is empty where it is about no milestone. `reason` says why it was closed.
    """

    __tablename__ = "risk"
    __table_args__ = (
        sa.CheckConstraint("probability BETWEEN 1 AND 5", name="risk_probability"),
        sa.CheckConstraint("impact BETWEEN 1 AND 5", name="risk_impact"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    number: int = Field(unique=True)
    kind: RiskKind = Field(sa_column=sa.Column(enum_type(RiskKind), nullable=False))
    text: str
    mitigation: str = ""
    probability: int
    impact: int
    owner_id: str = Field(foreign_key="person.staff_id", index=True)
    review_on: date = Field(index=True)
    milestone_key: str = Field(default="", index=True)
    state: RiskState = Field(sa_column=sa.Column(enum_type(RiskState), nullable=False))
    reason: str = ""
    raised_at: datetime
    raised_by: str
    closed_at: datetime | None = None
    closed_by: str | None = None
    version: int = 1


class BoardMeetingRow(SQLModel, table=True):
    """A meeting of a board that its rule does not give: added, or moved or cancelled from the day `planned_on`.

    `planned_on` is the rule's day that this row stands for, empty for one more meeting. `at` is local.
    """

    __tablename__ = "board_meeting"
    __table_args__ = (sa.UniqueConstraint("board", "planned_on"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    board: str = Field(index=True)
    planned_on: date | None = None
    day: date
    at: time
    cancelled: bool = False
    changed_at: datetime
    changed_by: str
    version: int = 1


class DecisionRow(SQLModel, table=True):
    """Something that a board is asked to decide, and what it decided. Settled as withdrawn it has no outcome."""

    __tablename__ = "decision"

    id: str = Field(default_factory=new_id, primary_key=True)
    number: int = Field(unique=True)
    board: str = Field(index=True)
    kind: DecisionKind = Field(sa_column=sa.Column(enum_type(DecisionKind), nullable=False))
    text: str
    owner_id: str = Field(foreign_key="person.staff_id", index=True)
    milestone_key: str = ""
    state: DecisionState = Field(sa_column=sa.Column(enum_type(DecisionState), nullable=False))
    outcome: str = ""
    decided_on: date | None = None
    asked_at: datetime
    asked_by: str
    settled_at: datetime | None = None
    settled_by: str | None = None
    version: int = 1

"""What planning works with and what it answers: fixed times, windows, group supervision's template, planning runs."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from domain.supervision.causes import Cause
from storage.tables.columns import enum_type, new_id


class BusyFeedRow(SQLModel, table=True):
    """A calendar whose busy times count as one person's. `problem` is a code, when it could not be read last time.

    `address` is empty for a calendar that came as a file.
    """

    __tablename__ = "busy_feed"

    id: str = Field(default_factory=new_id, primary_key=True)
    staff_id: str = Field(foreign_key="person.staff_id", index=True)
    address: str = ""
    added_at: datetime
    added_by: str
    read_at: datetime | None = None
    problem: str | None = None


class BusyTimeRow(SQLModel, table=True):
    """A fixed time of one person, local: on `weekday` of every week from `first_day` to `last_day`, or on one day.

    What it is for has no column. `weekday` 0 is Monday; without one, every day of the span is meant.
    """

    __tablename__ = "busy_time"

    id: str = Field(default_factory=new_id, primary_key=True)
    staff_id: str = Field(foreign_key="person.staff_id", index=True)
    first_day: date
    last_day: date | None = None
    weekday: int | None = None
    start: time
    end: time
    feed_id: str | None = Field(default=None, foreign_key="busy_feed.id", index=True)
    entered_at: datetime
    entered_by: str


class SupervisorWindowRow(SQLModel, table=True):
    """When one supervisor gives supervision, where that differs from the programme. `hours` is a working pattern."""

    __tablename__ = "supervisor_window"

    staff_id: str = Field(primary_key=True, foreign_key="person.staff_id")
    hours: str | None = None
    sessions_a_day: int | None = None
    changed_at: datetime
    changed_by: str


class RunKind(StrEnum):
    MONTH = "month"
    GROUP = "group"
    REPAIR = "repair"


class RunState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


_OPEN = "state IN ('running', 'waiting')"


class PlanRunRow(SQLModel, table=True):
    """One planning run: who asked for what, what was proved, and from what.

    `scope` is a digest of the people planned for: while a run for a scope and month is under way, a second asker joins
    it. `options` is what was asked besides; `reply` where the answer goes; `problem` a code when it failed.
    """

    __tablename__ = "plan_run"
    __table_args__ = (
        sa.Index(
            "ux_plan_run_open",
            "kind",
            "month",
            "scope",
            unique=True,
            sqlite_where=sa.text(_OPEN),
            postgresql_where=sa.text(_OPEN),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    kind: RunKind = Field(sa_column=sa.Column(enum_type(RunKind), nullable=False))
    month: str
    scope: str
    state: RunState = Field(sa_column=sa.Column(enum_type(RunState), nullable=False))
    asked_by: str
    asked_at: datetime
    options: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    replies: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    status: str | None = None
    gap: float | None = None
    cost: int | None = None
    cost_by_term: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    measures: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    fingerprint: str | None = None
    versions: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    seconds: float | None = None
    finished_at: datetime | None = None
    problem: str | None = None


class SeriesState(StrEnum):
    PROPOSED = "proposed"
    LIVE = "live"
    ENDED = "ended"


class GroupSeriesRow(SQLModel, table=True):
    """A team's recurring slot for group case supervision. `weeks` is every, a or b; `weekday` 0 is Monday."""

    __tablename__ = "group_series"

    id: str = Field(default_factory=new_id, primary_key=True)
    team_code: str = Field(foreign_key="team.code", index=True)
    run_id: str | None = Field(default=None, foreign_key="plan_run.id")
    state: SeriesState = Field(sa_column=sa.Column(enum_type(SeriesState), nullable=False))
    first_day: date
    last_day: date
    weeks: str
    weekday: int
    start: time
    minutes: int
    chair_id: str | None = Field(default=None, foreign_key="person.staff_id")


class GroupAbsentRow(SQLModel, table=True):
    """Somebody who cannot come to a series, with the scheduling cause. A vacant seat is not a person and not here."""

    __tablename__ = "group_absent"

    series_id: str = Field(primary_key=True, foreign_key="group_series.id")
    staff_id: str = Field(primary_key=True, foreign_key="person.staff_id")
    cause: Cause = Field(sa_column=sa.Column(enum_type(Cause), nullable=False))


class OccurrenceState(StrEnum):
    PLANNED = "planned"
    CANCELLED = "cancelled"


class GroupOccurrenceRow(SQLModel, table=True):
    """One dated meeting. `moved_from` is the bank holiday it was moved from.

    One that falls out because it has no other time that week is cancelled and stands on its own day, the bank holiday.
    An extra meeting has no series. `planned_at` is where one stood that people moved. `lead_id` leads the `activity`, a
    key of the programme's, with which it opens; `order_fixed` leaves the agenda to the chair.
    """

    __tablename__ = "group_occurrence"
    __table_args__ = (sa.UniqueConstraint("series_id", "starts_at"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    series_id: str | None = Field(default=None, foreign_key="group_series.id", index=True)
    team_code: str = Field(foreign_key="team.code", index=True)
    starts_at: datetime = Field(index=True)
    minutes: int
    state: OccurrenceState = Field(sa_column=sa.Column(enum_type(OccurrenceState), nullable=False))
    moved_from: date | None = None
    planned_at: datetime | None = None
    office: str | None = None
    link: str | None = None
    chair_id: str | None = Field(default=None, foreign_key="person.staff_id")
    order_fixed: bool = False
    activity: str | None = None
    lead_id: str | None = Field(default=None, foreign_key="person.staff_id")

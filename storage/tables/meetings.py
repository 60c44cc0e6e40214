"""A team's group case supervision around the meeting itself: its rhythm, agenda, who can't come, and what was recorded.

Nothing here has room for a family: no title, no note, no name but those of staff.
"""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.tables.columns import enum_type, new_id


class TeamMeetingRow(SQLModel, table=True):
    """How one team meets where that differs from the programme; empty is the programme's or the template's.

    `weekday` 0 is Monday and a wish, not the slot itself. `office` is one of the roster's offices, `link` an https
    address for those who join from elsewhere.
    """

    __tablename__ = "team_meeting"

    team_code: str = Field(primary_key=True, foreign_key="team.code")
    cadence_weeks: int | None = None
    minutes: int | None = None
    slots: int | None = None
    weekday: int | None = None
    office: str | None = None
    link: str | None = None
    chair_id: str | None = Field(default=None, foreign_key="person.staff_id")
    deputy_id: str | None = Field(default=None, foreign_key="person.staff_id")
    changed_at: datetime
    changed_by: str


class AgendaSlotRow(SQLModel, table=True):
    """One taken slot of a meeting's agenda; a free one has no row. Numbers begin with 1.

    `reference` is an opaque case reference, only where the programme turns them on and in its pattern.
    """

    __tablename__ = "agenda_slot"
    __table_args__ = (sa.UniqueConstraint("occurrence_id", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    occurrence_id: str = Field(foreign_key="group_occurrence.id", index=True)
    number: int
    presenter_id: str = Field(foreign_key="person.staff_id")
    reference: str | None = None
    claimed_at: datetime
    claimed_by: str


class MeetingReply(StrEnum):
    CANNOT = "cannot"
    EXCUSED = "excused"


class MeetingReplyRow(SQLModel, table=True):
    """Somebody who said that they can't come to a meeting, or whom the chair excused. A reason is never kept."""

    __tablename__ = "meeting_reply"

    occurrence_id: str = Field(primary_key=True, foreign_key="group_occurrence.id")
    staff_id: str = Field(primary_key=True, foreign_key="person.staff_id")
    reply: MeetingReply = Field(sa_column=sa.Column(enum_type(MeetingReply), nullable=False))
    replied_at: datetime
    replied_by: str


class MeetingRecordRow(SQLModel, table=True):
    """What was recorded of a meeting: at most one row each. What nobody answered is empty, and never counts as a yes.

    `families_open`, `families_discussed` (this time) and `families_waiting` (not yet discussed this month) are counts.
    `recorded_at` is when it was entered; the meeting's own date is the occurrence's.
    """

    __tablename__ = "meeting_record"

    occurrence_id: str = Field(primary_key=True, foreign_key="group_occurrence.id")
    held: bool
    families_open: int | None = None
    families_discussed: int | None = None
    families_waiting: int | None = None
    workbook: bool | None = None
    recorded_at: datetime
    recorded_by: str
    changed_at: datetime | None = None
    changed_by: str | None = None


class MeetingAttendanceRow(SQLModel, table=True):
    """How many of one discipline came to a meeting, and what became of the others of its seats."""

    __tablename__ = "meeting_attendance"

    occurrence_id: str = Field(primary_key=True, foreign_key="group_occurrence.id")
    discipline: str = Field(primary_key=True)
    attended: int
    absent: int = 0
    excused: int = 0
    elsewhere: int = 0
    vacant: int = 0

"""Multi-agency family reviews, and the school terms that they depend on.

Nothing here has room for a family: a review is known by its team, its time and who called it.
"""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.tables.columns import enum_type, new_id
from storage.tables.planning import OccurrenceState


class SchoolTermRow(SQLModel, table=True):
    """A local school term; both days are inclusive."""

    __tablename__ = "school_term"

    term: str = Field(primary_key=True)
    first_day: date
    last_day: date


class FamilyReviewRow(SQLModel, table=True):
    """One review. `lead_id` brought it and answers for it; `chair_id` chairs it.

    `held` and `workbook` are empty until somebody says so. `moved_at` is when its time last changed. `reference` is an
    opaque case reference, only where the programme turns them on and in its pattern.
    """

    __tablename__ = "family_review"

    id: str = Field(default_factory=new_id, primary_key=True)
    team_code: str = Field(foreign_key="team.code", index=True)
    starts_at: datetime = Field(index=True)
    minutes: int
    office: str
    lead_id: str = Field(foreign_key="person.staff_id")
    chair_id: str | None = Field(default=None, foreign_key="person.staff_id")
    reference: str | None = None
    state: OccurrenceState = Field(sa_column=sa.Column(enum_type(OccurrenceState), nullable=False))
    called_at: datetime
    called_by: str
    moved_at: datetime | None = None
    held: bool | None = None
    workbook: bool | None = None
    recorded_at: datetime | None = None
    recorded_by: str | None = None
    changed_at: datetime | None = None
    changed_by: str | None = None


class ReviewMemberRow(SQLModel, table=True):
    """A member of the team who comes to a review; `there` is empty until it is recorded."""

    __tablename__ = "family_review_member"

    review_id: str = Field(primary_key=True, foreign_key="family_review.id")
    staff_id: str = Field(primary_key=True, foreign_key="person.staff_id", index=True)
    there: bool | None = None


class Invitation(StrEnum):
    """How far an agency's invitation has come; the last two are for a written report."""

    OPEN = "open"
    INVITED = "invited"
    COMING = "coming"
    NOT_COMING = "not_coming"
    REPORT_ASKED = "report_asked"
    REPORT_HERE = "report_here"


class Presence(StrEnum):
    """What an agency did for a review."""

    THERE = "there"
    REPORT = "report"
    NEITHER = "neither"


class ReviewAgencyRow(SQLModel, table=True):
    """An agency of the programme that is to come to a review; `presence` is empty until it is recorded."""

    __tablename__ = "family_review_agency"

    review_id: str = Field(primary_key=True, foreign_key="family_review.id")
    agency: str = Field(primary_key=True)
    invitation: Invitation = Field(sa_column=sa.Column(enum_type(Invitation), nullable=False))
    presence: Presence | None = Field(default=None, sa_column=sa.Column(enum_type(Presence), nullable=True))
    changed_at: datetime
    changed_by: str

"""People, teams, posts and the lines between them, as the council and its partners exported them."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


def _person_later(*, nullable: bool) -> "sa.Column[str]":
    """A person who may be stored later in the same transaction: HR's rows name managers further down."""
    key = sa.ForeignKey("person.staff_id", deferrable=True, initially="DEFERRED")
    return sa.Column(sa.String, key, nullable=nullable, index=True)


class PersonRow(SQLModel, table=True):
    """`source` is the file the person came from; `working_pattern` is its canonical text."""

    __tablename__ = "person"

    staff_id: str = Field(primary_key=True)
    name: str
    email: str = Field(index=True)
    discipline: str
    role: str
    employer: str
    employment: str
    fte: float
    working_pattern: str
    line_manager_id: str | None = Field(default=None, sa_column=_person_later(nullable=True))
    qualified_on: date | None = None
    starts_on: date
    leaves_on: date | None = None
    on_slack: bool
    source: str


class TeamRow(SQLModel, table=True):
    """`channel` is the Slack channel's name without `#`. `position` keeps the council's own order."""

    __tablename__ = "team"

    code: str = Field(primary_key=True)
    name: str
    locality: str
    office: str
    channel: str
    manager_id: str = Field(sa_column=_person_later(nullable=False))
    position: int


class MembershipRow(SQLModel, table=True):
    __tablename__ = "membership"

    staff_id: str = Field(primary_key=True, foreign_key="person.staff_id")
    team_code: str = Field(primary_key=True, foreign_key="team.code", index=True)
    position: int = 0


class PostRow(SQLModel, table=True):
    """A funded adult seat (OX p39)."""

    __tablename__ = "post"

    post_id: str = Field(primary_key=True)
    discipline: str
    employer: str
    state: str
    holder_id: str | None = Field(default=None, foreign_key="person.staff_id")
    funded_from: date | None = None
    funded_until: date | None = None


class PostTeamRow(SQLModel, table=True):
    __tablename__ = "post_team"

    post_id: str = Field(primary_key=True, foreign_key="post.post_id")
    team_code: str = Field(primary_key=True, foreign_key="team.code", index=True)
    position: int = 0


class SupervisorLinkRow(SQLModel, table=True):
    """Who supervises whom: at most one supervisor a person and kind."""

    __tablename__ = "supervisor_link"

    staff_id: str = Field(primary_key=True, foreign_key="person.staff_id")
    kind: str = Field(primary_key=True)
    supervisor_id: str = Field(foreign_key="person.staff_id", index=True)


class AbsenceRow(SQLModel, table=True):
    """Unavailable from first to last day, inclusive; a reason has no column."""

    __tablename__ = "absence"

    staff_id: str = Field(primary_key=True, foreign_key="person.staff_id")
    first_day: date = Field(primary_key=True)
    last_day: date


class TravelRow(SQLModel, table=True):
    """Minutes between two offices; `office_a` sorts before `office_b`."""

    __tablename__ = "travel"

    office_a: str = Field(primary_key=True)
    office_b: str = Field(primary_key=True)
    minutes: int

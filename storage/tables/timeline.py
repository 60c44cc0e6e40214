"""The implementation timeline, as far as the thin `/timeline` needs it."""

from datetime import date

from sqlmodel import Field, SQLModel


class MilestoneRow(SQLModel, table=True):
    """Dates are last days of their precision: a milestone planned for June 2020 is late from 1 July 2020.

    The programme's row of the same `key` holds the title, source, precision and owner.
    """

    __tablename__ = "milestone"

    key: str = Field(primary_key=True)
    baseline: date
    forecast: date
    actual: date | None = None

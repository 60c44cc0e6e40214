"""Multi-agency family reviews: the agencies that come, and how a review goes."""

from typing import Annotated

from pydantic import Field

from domain.programme.base import Flag, Part, Text
from domain.programme.group import MeetingMinutes

ReportDays = Annotated[int, Field(strict=True, ge=0, le=60)]


class Agency(Part):
    """An agency that comes to family reviews. It is invited by role: no person of it is ever stored."""

    name: Text = Field(description='the name people see, such as "Health visitors"')
    role: Text = Field(description='who of it is invited, such as "health visitor"')
    keeps_terms: Flag = Field(
        default=False, description="true for schools, which are closed outside their terms, else false"
    )


class FamilyReview(Part):
    """The team, police, schools and health visitors review a family's progress together (OX annex).

    When schools are closed, a written report is asked for in advance: it should be there `report_days` days before the
    review, on a day on which they are open.
    """

    minutes: MeetingMinutes = Field(default=60, description="how many minutes a review lasts, 30 to 300")
    report_days: ReportDays = Field(
        default=5, description="the days before a review by which a written report should be there, 0 to 60"
    )

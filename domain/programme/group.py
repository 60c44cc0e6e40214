"""The cadence of group case supervision, and where single teams differ."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from domain.programme.base import Day, Key, Part, Text, Words, wrong

MEETING_MINUTES = (30, 300)
AGENDA_SLOTS = (1, 12)
"""The least and the most, for the programme and for what a team chooses itself."""

SlotCount = Annotated[int, Field(strict=True, ge=AGENDA_SLOTS[0], le=AGENDA_SLOTS[1])]
MeetingMinutes = Annotated[int, Field(strict=True, ge=MEETING_MINUTES[0], le=MEETING_MINUTES[1])]


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error:
        raise wrong("is not a regular expression") from None
    return pattern


def _is_monday(day: date) -> date:
    if day.weekday() != 0:
        raise wrong(f"is a {day:%A}")
    return day


Pattern = Annotated[Words, AfterValidator(_compiles)]
Monday = Annotated[Day, AfterValidator(_is_monday)]


class TeamRhythm(Part):
    """What one team does differently from the programme."""

    cadence_weeks: Literal[1, 2] | None = Field(default=None, description="1 for weekly, 2 for fortnightly")
    minutes: MeetingMinutes | None = Field(default=None, description="how many minutes a meeting lasts, 30 to 300")
    chair: Key | None = Field(default=None, description="the role that chairs, a key of [roles]")
    slots: SlotCount | None = Field(default=None, description="how many slots of equal length an agenda has, 1 to 12")


class GroupSupervision(Part):
    """The whole team works through its families together (OX annex); no document says how often."""

    cadence_weeks: Literal[1, 2] = Field(default=2, description="1 for weekly, 2 for fortnightly")
    minutes: MeetingMinutes = Field(default=150, description="how many minutes a meeting lasts, 30 to 300")
    chair: Key = Field(description="the role that chairs, a key of [roles]")
    slots: SlotCount = Field(default=6, description="how many slots of equal length an agenda has, 1 to 12")
    opening_minutes: Annotated[int, Field(strict=True, ge=0, le=120)] = Field(
        default=30, description="minutes at the beginning for the activity that a member of the team leads, 0 to 120"
    )
    activities: dict[Key, Text] = Field(
        default={}, description="what a member of the team leads at the beginning, in turn, by key"
    )
    anchor_monday: Monday = Field(default=date(2020, 1, 6), description="a Monday that weeks a and b are counted from")
    case_reference_pattern: Pattern = Field(
        default="", description='"" for no case references, or a regular expression for opaque ones'
    )
    teams: dict[Text, TeamRhythm] = Field(default={}, description="what single teams do differently, by team code")

    def cadence(self, team_code: str) -> int:
        """Weeks from one meeting of the team to the next."""
        return self._own(team_code).cadence_weeks or self.cadence_weeks

    def length(self, team_code: str) -> int:
        """Minutes a meeting of the team lasts."""
        return self._own(team_code).minutes or self.minutes

    def chairing_role(self, team_code: str) -> str:
        """The role that chairs the team's meetings."""
        return self._own(team_code).chair or self.chair

    def slots_of(self, team_code: str) -> int:
        """How many slots the agenda of the team's meetings has."""
        return self._own(team_code).slots or self.slots

    def _own(self, team_code: str) -> TeamRhythm:
        return self.teams.get(team_code, TeamRhythm())

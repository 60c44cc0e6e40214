"""How often each person is supervised, and by which rule it counts as in timescale."""

from datetime import date, time
from typing import Annotated, Literal

from pydantic import Field

from domain.programme.base import Count, Part


class SupervisionKind(Part):
    """Kinds are kept apart and never count for one another; only those `planned_here` are booked by the bot."""

    name: str
    planned_here: bool = False


class Phase(Part):
    """One session `every` so often, until so long after the later of qualifying and starting; else open-ended."""

    every: Literal["week", "fortnight", "month"]
    minutes: Annotated[int, Field(ge=15, le=240)] = 90
    until_weeks: Count | None = None
    until_months: Count | None = None


class FrequencyRule(Part):
    """The first rule that fits a person's kind, role and career stage holds."""

    kind: str
    phases: Annotated[list[Phase], Field(min_length=1)]
    roles: tuple[str, ...] = ()
    career_stage: Literal["newly_qualified", "experienced"] | None = None


class NewlyQualified(Part):
    roles: tuple[str, ...] = ()
    within_months: Count = 12


class Rhythm(Part):
    """The interval, in days, that monthly sessions keep; `limit` is the longest before it is a breach."""

    shortest: Count = 25
    longest: Count = 31
    limit: Count = 42


class Window(Part):
    """When supervisors can give sessions, unless they set their own."""

    start: time = time(9)
    end: time = time(17)
    grid_minutes: Count = 30
    sessions_a_day: Count = 3


class Supervision(Part):
    kinds: dict[str, SupervisionKind]
    default_kind: str
    frequencies: list[FrequencyRule]
    newly_qualified: NewlyQualified = NewlyQualified()
    timescale_rule: Literal["calendar_month", "28_days"]
    rhythm: Rhythm = Rhythm()
    window: Window = Window()


class GroupSupervision(Part):
    """The cadence of group case supervision; a team may have its own under `teams`."""

    cadence_weeks: Literal[1, 2] = 2
    minutes: Annotated[int, Field(ge=30, le=300)] = 150
    anchor_monday: date
    case_reference_pattern: str = ""
    teams: dict[str, "TeamCadence"] = Field(default_factory=dict)


class TeamCadence(Part):
    cadence_weeks: Literal[1, 2]
    minutes: Annotated[int, Field(ge=30, le=300)] = 150

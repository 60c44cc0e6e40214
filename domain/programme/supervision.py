"""How often each person is supervised, and by which rule it counts as in timescale."""

import math
from datetime import time
from typing import Annotated, Literal

from pydantic import Field, model_validator

from domain.programme.base import Clock, Count, Flag, Key, Keys, Part, Text, unfit

CareerStage = Literal["newly_qualified", "experienced"]
SessionMinutes = Annotated[int, Field(strict=True, ge=15, le=240)]
MONTH_IN_DAYS = 30.44


class SupervisionKind(Part):
    """Kinds are kept apart and never count for one another; only those `planned_here` are booked by the bot."""

    name: Text = Field(description='the name people see, such as "Professional supervision"')
    planned_here: Flag = Field(default=False, description="true when the bot plans it, false when others do")


class Phase(Part):
    """One session `every` so often, until so long after the later of qualifying and starting; else open-ended."""

    every: Literal["week", "fortnight", "month"] = Field(description="how often a session is due")
    minutes: SessionMinutes = Field(default=90, description="how many minutes a session lasts, 15 to 240")
    until_weeks: Count | None = Field(default=None, description="the week the phase ends with, a whole number")
    until_months: Count | None = Field(default=None, description="the month the phase ends with, a whole number")

    @model_validator(mode="after")
    def _one_end(self) -> "Phase":
        if self.until_weeks is not None and self.until_months is not None:
            raise unfit("has two ends; keep until_weeks or until_months")
        return self

    @property
    def about_days(self) -> float:
        """When the phase ends, near enough to say which of two ends is later; infinite when open-ended."""
        if self.until_weeks is not None:
            return 7 * self.until_weeks
        return math.inf if self.until_months is None else MONTH_IN_DAYS * self.until_months


class FrequencyRule(Part):
    """The first rule that fits a person's kind, role and career stage holds. What is left out fits everybody."""

    kind: Key = Field(description="a key of [supervision.kinds]")
    phases: tuple[Phase, ...] = Field(min_length=1, description='a list of phases, such as [{ every = "month" }]')
    roles: Keys = Field(default=(), description="the roles it is for; leave it out for all")
    career_stage: CareerStage | None = Field(default=None, description="the career stage it is for")

    @property
    def fits_everybody(self) -> bool:
        return not self.roles and self.career_stage is None

    @model_validator(mode="after")
    def _phases_follow(self) -> "FrequencyRule":
        ends = [phase.about_days for phase in self.phases]
        if math.inf in ends[:-1]:
            raise unfit("has a phase after an open-ended one; only the last phase may leave until_... out")
        if ends[-1] != math.inf:
            raise unfit("ends without an open-ended phase; leave until_... out of the last phase")
        if ends != sorted(set(ends)):
            raise unfit("has phases out of order; each must end later than the one before")
        return self


class NewlyQualified(Part):
    """Somebody in one of these roles who qualified at most `within_months` before starting."""

    roles: Keys = Field(default=(), description='the roles that have this stage, such as ["social_worker"]')
    within_months: Count = Field(default=12, description="the most months between qualifying and starting")


class Rhythm(Part):
    """The interval, in days, that monthly sessions keep; `limit` is the longest before it is a breach."""

    shortest: Count = Field(default=25, description="the fewest days between two monthly sessions")
    longest: Count = Field(default=31, description="the most days between two monthly sessions")
    limit: Count = Field(default=42, description="the days without a session that monthly people may never pass")

    @model_validator(mode="after")
    def _rises(self) -> "Rhythm":
        if not self.shortest <= self.longest <= self.limit:
            raise unfit("must rise from shortest to longest to limit")
        return self


class Window(Part):
    """When supervisors can give sessions, in local time, unless they set their own."""

    start: Clock = Field(default=time(9), description='the earliest start, such as "09:00"')
    end: Clock = Field(default=time(17), description='the latest end, such as "17:00"')
    grid_minutes: Annotated[int, Field(strict=True, ge=5, le=60)] = Field(
        default=30, description="the minutes from one possible start to the next, 5 to 60"
    )
    sessions_a_day: Count = Field(default=3, description="the most sessions a supervisor gives in a day")

    @model_validator(mode="after")
    def _ends_later(self) -> "Window":
        if self.end <= self.start:
            raise unfit("ends before it starts; write an end that is later than start")
        return self


class Supervision(Part):
    """Individual supervision: monthly, by one's own profession (OX annex); the rest is each authority's custom."""

    kinds: dict[Key, SupervisionKind] = Field(min_length=1, description="a table for each kind of supervision")
    default_kind: Key = Field(description="the kind every team member is due, a key of [supervision.kinds]")
    frequencies: tuple[FrequencyRule, ...] = Field(
        min_length=1, description="a [[supervision.frequencies]] table for each rule; the first that fits holds"
    )
    newly_qualified: NewlyQualified = Field(default=NewlyQualified(), description="who counts as newly qualified")
    timescale_rule: Literal["calendar_month", "28_days"] = Field(description="what in timescale means")
    timescale_words: Text = Field(description='the rule as printed beside percentages, such as "every 28 days"')
    rhythm: Rhythm = Field(default=Rhythm(), description="a [supervision.rhythm] table")
    window: Window = Field(default=Window(), description="a [supervision.window] table")

    @model_validator(mode="after")
    def _everybody_has_a_rule(self) -> "Supervision":
        for key, kind in self.kinds.items():
            rules = [rule for rule in self.frequencies if rule.kind == key]
            open_to_all = [number for number, rule in enumerate(rules) if rule.fits_everybody]
            if kind.planned_here and not open_to_all:
                raise unfit(f"leaves some people without a frequency for {key}; end with a rule for everybody")
            if open_to_all and open_to_all[0] != len(rules) - 1:
                raise unfit(f"has rules for {key} that never apply; move the rule for everybody to the end")
        return self

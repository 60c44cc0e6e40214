"""Boards and other meetings that steer the programme: when they meet, who is there, and when their papers are due."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from domain.programme.base import Clock, Day, Days, Key, Keys, Part, Text, Words, read_clock, unfit, wrong
from domain.working_pattern import WEEKDAYS

ORDER = ("first", "second", "third", "fourth", "last")
_ON = re.compile(rf"(?:(?P<order>{'|'.join(ORDER)}) )?(?P<weekday>{'|'.join(WEEKDAYS[:5])})")


def _known_day(text: str) -> str:
    if text and not _ON.fullmatch(text):
        raise wrong('is not a day such as "Wed" or "third Wed"')
    return text


On = Annotated[Words, AfterValidator(_known_day)]


class Meeting(Part):
    """A governance meeting; `every` is `as_needed` where no document says how often.

    Without `on` its meetings are only those in `dates` and those that people add.
    """

    name: Text = Field(description='the name people see, such as "Partnership Board"')
    every: Literal["week", "fortnight", "month", "quarter", "as_needed"] = Field(description="how often it meets")
    on: On = Field(default="", description='the day: "Wed" in a week or fortnight, "third Wed" in a month or quarter')
    at: Clock = Field(default=read_clock("10:00"), description='when it begins, such as "14:00"')
    begins: Day | None = Field(default=None, description="a day from which its weeks or quarters are counted")
    dates: tuple[Day, ...] = Field(default=(), description="days that are published already, such as [2020-06-11]")
    chair: Words = Field(default="", description="who chairs it, by job title")
    chair_role: Key | None = Field(default=None, description="the role that chairs it, where it is one of [roles]")
    clerk_role: Key | None = Field(default=None, description="the role that sends its papers out, or project_lead")
    member_roles: Keys = Field(default=(), description="the roles that sit on it, of [roles] or granted")
    papers_days: Days = Field(default=5, description="the working days before a meeting that papers are due")
    source: Text = Field(description='where it is said, such as "HWB p23"')

    @model_validator(mode="after")
    def _day_fits_rhythm(self) -> "Meeting":
        in_month = self.every in ("month", "quarter")
        if self.on and (self.every == "as_needed" or bool(self.order) != in_month):
            raise unfit(
                'does not fit in on: write "third Wed" for a month or quarter, "Wed" for a week, else leave it out'
            )
        if self.on and self.every == "fortnight" and self.begins is None:
            raise unfit("needs begins: write a day of a week in which it meets")
        return self

    @property
    def order(self) -> str:
        """`third` in "third Wed", else empty."""
        return (self._match() or {}).get("order") or ""

    @property
    def weekday(self) -> int | None:
        """0 is Monday; None without a day."""
        name = (self._match() or {}).get("weekday")
        return None if name is None else WEEKDAYS.index(name)

    def _match(self) -> dict[str, str] | None:
        found = _ON.fullmatch(self.on)
        return None if found is None else found.groupdict()


class Risks(Part):
    """When a score, probability times impact from 1 to 25, is amber or red, and how soon a risk is looked at again."""

    amber_from: Annotated[int, Field(strict=True, ge=2, le=25)] = Field(
        default=8, description="the score from which a risk is amber, 2 to 25"
    )
    red_from: Annotated[int, Field(strict=True, ge=3, le=25)] = Field(
        default=15, description="the score from which a risk is red, 3 to 25"
    )
    review_days: Days = Field(
        default=28, description="the days until a risk is looked at again, where nobody says when"
    )

    @model_validator(mode="after")
    def _in_order(self) -> "Risks":
        if not self.amber_from < self.red_from:
            raise unfit("must rise from amber_from to red_from")
        return self

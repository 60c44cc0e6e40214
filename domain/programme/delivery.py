"""The timeline and the figures that were promised."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from domain.programme.base import Days, Flag, Key, Part, Text, Words, unfit
from domain.programme.planned import PlannedDate


class TimelineRow(Part):
    """A promise with its source. `hard` dates do not move; `other_reading` is what a second document says.

    `assumed` marks a date that no document gives: a working assumption of the programme office, shown as one.
    """

    key: Key = Field(description="a short key of its own, such as go-live")
    title: Text = Field(description='the words people see, such as "Go-live"')
    planned: PlannedDate = Field(description='the date as promised: "2020-06-15", "2020-06" or "2020-Q2"')
    source: Text = Field(description='where it is promised, such as "OX p45"')
    workstream: Text = Field(description='the workstream it belongs to, such as "Workforce"')
    owner_role: Key = Field(description="the role that answers for it: a key of [roles], or project_lead")
    in_report_table: Flag = Field(default=False, description="true for a row of the report's own table, else false")
    continuing: Flag = Field(default=False, description="true for work that goes on and has no end, else false")
    hard: Flag = Field(default=False, description="true for a date that cannot move, else false")
    assumed: Flag = Field(default=False, description="true where no document gives a date, else false")
    other_reading: Words = Field(default="", description='what another document says, such as "2019-09 (HWB p22a)"')
    note: Words = Field(default="", description="what a reader should know about the date")


class Dependency(Part):
    """`after` cannot happen before `before` has."""

    before: Key = Field(description="the key of the timeline row that comes first")
    after: Key = Field(description="the key of the timeline row that waits for it")


class RagWords(Part):
    """Each rule in the words that stand beside a status; `{days}` is where its threshold goes."""

    green: Text = Field(description='the rule for green, such as "on time"')
    amber: Text = Field(description='the rule for amber, such as "due within {days} days"')
    red: Text = Field(description='the rule for red, such as "more than {days} days late"')


class Rag(Part):
    """A milestone is amber within `amber_days_before` of its date, red when more than `red_days_late` days late."""

    amber_days_before: Days = Field(description="the days before its date from which a milestone is amber")
    red_days_late: Days = Field(description="a milestone later than so many days is red; 0 for any lateness")
    words: RagWords = Field(description="a [rag.words] table")

    @model_validator(mode="after")
    def _words_say_the_threshold(self) -> "Rag":
        for status, days, words in self._rules():
            if days and "{days}" not in words:
                raise unfit(f"does not say how many days in words.{status}; put {{days}} where the number goes")
        return self

    def rule(self, status: Literal["amber", "red"]) -> str:
        """The rule of `status` in words, with its threshold."""
        return next(words.replace("{days}", str(days)) for name, days, words in self._rules() if name == status)

    def _rules(self) -> tuple[tuple[str, int, str], ...]:
        return (("amber", self.amber_days_before, self.words.amber), ("red", self.red_days_late, self.words.red))


class Indicator(Part):
    """What is counted. `target` is None where the authority set none, `better` where no direction is meant."""

    name: Text = Field(description='the name people see, such as "School attendance"')
    group: Text = Field(description='the group it belongs to, such as "parental"')
    unit: Literal["count", "percent", "rate", "score"] = Field(default="count", description="what its values are")
    target: Annotated[float, Field(strict=True)] | None = Field(
        default=None, description="a number; leave it out when the authority set none"
    )
    better: Literal["higher", "lower"] | None = Field(default=None, description="which way is better")


class IndicatorSet(Part):
    """Indicators that were agreed together. A changed set gets a new version."""

    name: Text = Field(description='the name people see, such as "Delivery"')
    version: Text = Field(description='which version of the set this is, such as "1"')
    source: Text = Field(description='where it was agreed, such as "OX annex, table 2"')
    indicators: dict[Key, Indicator] = Field(min_length=1, description="a table for each indicator")

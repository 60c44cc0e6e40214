"""When the bot speaks: reminders, escalation and the digest."""

from datetime import time
from typing import Any, Literal

from pydantic import Field, model_serializer, model_validator

from domain.programme.base import Clock, Days, Part, unfit, wrong
from domain.working_pattern import WEEKDAYS


class Lead(Part):
    """How long before: written `7 days` or `1 working_days`; `0 days` is the morning of the day itself."""

    count: Days = Field(description="a whole number of days")
    unit: Literal["days", "working_days"] = Field(description="which days are counted")

    @property
    def key(self) -> str:
        return f"{self.count}-{self.unit}"

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if not isinstance(value, str):
            raise wrong("is not a number of days")
        count, _, unit = value.partition(" ")
        if not (count.isascii() and count.isdigit() and unit in ("days", "working_days")):
            raise wrong("is not a number of days")
        if unit == "working_days" and int(count) == 0:
            raise wrong("is not a number of working days; the morning of the day is written 0 days")
        return {"count": int(count), "unit": unit}

    @model_serializer
    def _text(self) -> str:
        return f"{self.count} {self.unit}"


def _leads(*texts: str) -> tuple[Lead, ...]:
    return tuple(Lead.model_validate(text) for text in texts)


class Reminders(Part):
    """Sent at `send_at` on the person's own working days, never before `earliest` or after `latest`."""

    supervision_leads: tuple[Lead, ...] = Field(
        min_length=1, description='how long before a session, such as ["7 days", "1 working_days"]'
    )
    diary_leads: tuple[Lead, ...] = Field(
        default=_leads("1 working_days"),
        min_length=1,
        description='how long before a day with sessions whoever gives them hears, such as ["1 working_days"]',
    )
    unconfirmed_lead: Lead = Field(
        default=_leads("2 working_days")[0],
        description='how long before a session that is not confirmed the supervisee hears, such as "2 working_days"',
    )
    unbooked_lead: Lead = Field(
        default=_leads("7 days")[0],
        description='how long before its last day the supervisor hears of a session not yet booked, such as "7 days"',
    )
    milestone_leads: tuple[Lead, ...] = Field(
        default=_leads("28 days", "7 days"),
        min_length=1,
        description='how long before a milestone its owner hears, such as ["28 days", "7 days"]',
    )
    moved: Literal["before", "after"] = Field(
        default="before", description="where a reminder goes that falls on a day off"
    )
    group_leads: tuple[Lead, ...] = Field(
        default=_leads("7 days", "1 working_days"),
        description='how long before a group supervision, such as ["7 days", "1 working_days"]',
    )
    summary_lead: Lead = Field(
        default=_leads("2 working_days")[0],
        description='how long before a month\'s first group supervision the Workbook is asked for: "2 working_days"',
    )
    review_leads: tuple[Lead, ...] = Field(
        default=_leads("5 working_days", "2 working_days"),
        description='how long before a family review open invitations are asked about, such as ["5 working_days"]',
    )
    action_leads: tuple[Lead, ...] = Field(
        default=_leads("3 working_days"),
        description='how long before its date an action\'s owner is reminded, such as ["3 working_days"]',
    )
    papers_leads: tuple[Lead, ...] = Field(
        default=_leads("5 working_days", "1 working_days"),
        description='how long before a board\'s papers are due their writers are reminded, such as ["5 working_days"]',
    )
    send_at: Clock = Field(default=time(9), description='when reminders go out, such as "09:00"')
    earliest: Clock = Field(default=time(8), description='the earliest time to write to people, such as "08:00"')
    latest: Clock = Field(default=time(18), description='the latest time to write to people, such as "18:00"')

    @model_validator(mode="after")
    def _within_hours(self) -> "Reminders":
        if not self.earliest <= self.send_at <= self.latest:
            raise unfit("must rise from earliest to send_at to latest")
        for name in ("supervision_leads", "diary_leads", "milestone_leads", "group_leads"):
            keys = [lead.key for lead in getattr(self, name)]
            if len(keys) != len(set(keys)):
                raise unfit(f"has the same lead twice in {name}")
        return self


class Digest(Part):
    """The weekly digest of every team."""

    weekday: Literal["Mon", "Tue", "Wed", "Thu", "Fri"] = Field(default="Mon", description="the day it is sent")
    at: Clock = Field(default=time(9), description='the time it is sent, such as "09:00"')

    @property
    def weekday_number(self) -> int:
        """Monday is 0, as in `date.weekday()`."""
        return WEEKDAYS.index(self.weekday)


class Escalation(Part):
    """Working days after something is overdue until each next person hears of it."""

    supervisee: Days = Field(default=0, description="working days until the supervisee hears")
    supervisor: Days = Field(default=2, description="working days until the supervisor hears")
    manager: Days = Field(default=5, description="working days until the supervisor's and the team's manager hear")
    service_manager: Days = Field(default=10, description="working days until the service manager hears")

    @model_validator(mode="after")
    def _in_turn(self) -> "Escalation":
        if not self.supervisee <= self.supervisor < self.manager < self.service_manager:
            raise unfit("must rise from supervisor to manager to service_manager, so that people hear in turn")
        return self

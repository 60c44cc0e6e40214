"""When the bot speaks: reminders, escalation and the digest."""

from datetime import time
from typing import Any, Literal

from pydantic import model_serializer, model_validator

from domain.programme.base import Count, Days, Part
from domain.working_pattern import WEEKDAYS


class Lead(Part):
    """How long before: written `7 days` or `1 working_days`."""

    count: Count
    unit: Literal["days", "working_days"]

    @property
    def key(self) -> str:
        return f"{self.count}-{self.unit}"

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        count, _, unit = value.partition(" ")
        return {"count": count, "unit": unit}

    @model_serializer
    def _text(self) -> str:
        return f"{self.count} {self.unit}"


class Reminders(Part):
    """Sent at `send_at` on the person's own working days, never after `latest`."""

    supervision_leads: list[Lead]
    send_at: time = time(9)
    earliest: time = time(8)
    latest: time = time(18)


class Digest(Part):
    weekday: Literal["Mon", "Tue", "Wed", "Thu", "Fri"] = "Mon"
    at: time = time(9)

    @property
    def weekday_number(self) -> int:
        return WEEKDAYS.index(self.weekday)


class Escalation(Part):
    """Working days after something is overdue until each next person hears of it."""

    supervisee: Days = 0
    supervisor: Days = 2
    manager: Days = 5
    service_manager: Days = 10

"""The practice clock as the page moves it."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.calendar import BankHolidays, next_working_day

LONDON = ZoneInfo("Europe/London")
MORNING = time(8)


class ClockControl(Protocol):
    """What the page needs of the clock."""

    def now(self) -> datetime:
        """The practice clock, aware."""
        ...

    async def travel(self, to: datetime, progress: Callable[[datetime, int], None]) -> int:
        """Move to `to`, doing what falls due on the way; returns the deliveries sent.

        `progress` gets each instant and the deliveries sent so far. Raises ValueError if `to` has passed.
        """
        ...


def jump(now: datetime, name: str) -> datetime:
    """Where a named jump leads, keeping London's time of day for whole days. Raises KeyError for an unknown name."""
    here = now.astimezone(LONDON)
    if name == "hour":
        return now + timedelta(hours=1)
    if name == "morning":
        return _next_working_morning(here)
    return _wall(here + {"day": timedelta(days=1), "week": timedelta(days=7)}[name])


def parse_local(text: str) -> datetime:
    """`2020-05-04T08:00` on London's clocks, as aware UTC. Raises ValueError."""
    return _wall(datetime.fromisoformat(text).replace(tzinfo=LONDON))


def _next_working_morning(here: datetime) -> datetime:
    day = next_working_day(here.date(), BankHolidays())
    return _wall(datetime.combine(day, MORNING, tzinfo=LONDON))


def _wall(moment: datetime) -> datetime:
    return moment.astimezone(UTC)

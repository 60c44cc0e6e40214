"""The only reader of the time: the real clock, or the practice clock, which is the real one with a stored offset."""

import time
from datetime import UTC, datetime, timedelta


def real_now() -> datetime:
    return datetime.now(UTC)


def wall_seconds() -> float:
    """Unix seconds of the real clock, for signatures and expiry that Slack measures in real time."""
    return time.time()


class Clock:
    """`now()` in aware UTC. Only the practice workspace ever sets an offset."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self._offset = offset

    @property
    def offset(self) -> timedelta:
        return self._offset

    def now(self) -> datetime:
        return real_now() + self._offset

    def set_to(self, instant: datetime) -> None:
        self._offset = instant - real_now()

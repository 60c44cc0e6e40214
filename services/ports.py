"""What the product needs of the outside: a courier that carries messages, a queue, and somewhere to plan."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from sqlmodel import Session

from jobs.engine import JobKind
from templates.render import Message


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a message went: enough to change it later."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class SlackProfile:
    """What Slack says of a user. `email` is empty unless Slack has verified it and lets us read it."""

    slack_user_id: str
    email: str | None
    guest: bool
    stranger: bool
    deleted: bool


class CourierError(Exception):
    """The message did not go. `code` is Slack's own word for why, or `timeout`, `connection`, `http_500`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TryLater(CourierError):
    """It may go later; `wait` is the number of seconds that Slack asks for, or None."""

    def __init__(self, code: str, wait: float | None = None) -> None:
        super().__init__(code)
        self.wait = wait


class Refused(CourierError):
    """It will not go however often it is tried."""


class Closed(CourierError):
    """Slack refuses our token: nothing goes until it takes one again, and nothing is wrong with the message."""


class Line(Protocol):
    """Whether Slack takes our token. `opened` returns once it does; `close` says that it does not."""

    @property
    def is_open(self) -> bool: ...

    async def opened(self) -> None: ...

    def close(self, code: str) -> None: ...


class OpenLine:
    """A line without anybody's token."""

    is_open = True

    async def opened(self) -> None:
        """At once."""

    def close(self, code: str) -> None:
        raise AssertionError(f"nothing here can be closed: {code}")


class Courier(Protocol):
    """The door to Slack; every method raises `TryLater`, `Refused` or `Closed`."""

    async def send_direct(self, slack_user_id: str, message: Message) -> Sent: ...

    async def send_channel(self, channel: str, message: Message) -> Sent: ...

    async def respond(self, response_url: str, message: Message, *, replace: bool = False) -> None: ...

    async def update(self, sent: Sent, message: Message) -> None: ...

    async def open_modal(self, trigger_id: str, view: dict[str, Any]) -> None: ...

    async def profile(self, slack_user_id: str) -> SlackProfile: ...


class Calendars(Protocol):
    """Reads somebody's calendar at an address, which is a secret: it is neither shown nor logged.

    Raises `BadValue`: `calendar_address` (not one to connect to), `calendar_unreachable` or `calendar_size`.
    """

    async def read(self, address: str) -> bytes: ...


class Jobs(Protocol):
    """Where work is enqueued, inside the caller's own transaction: it exists exactly when that commits."""

    def enqueue(self, session: Session, job_id: str, kind: JobKind = JobKind.DELIVER) -> None: ...


class Planner(Protocol):
    """Somewhere to do long, pure work: a function by `module:name`.

    Raises `jobs.child.Stopped` once `stop` says so or the process shuts down; `closed` tells which.
    """

    closed: bool

    def run(self, function: str, *args: Any, stop: Callable[[], bool] = ...) -> Any: ...

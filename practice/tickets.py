"""What Slack hands out with each request and takes back soon after: trigger ids and response addresses."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from practice.errors import ApiError

TRIGGER_SECONDS = 3.0
LINK_SECONDS = 30 * 60.0
LINK_USES = 5


@dataclass(slots=True)
class Trigger:
    user_id: str
    issued: float
    in_modal: bool
    used: bool = False


class TriggerDesk:
    """Trigger ids: three seconds of real time, and once."""

    def __init__(self, wall_seconds: Callable[[], float]) -> None:
        self._wall = wall_seconds
        self._issued: dict[str, Trigger] = {}

    def issue(self, user_id: str, *, in_modal: bool = False) -> str:
        name = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._issued[name] = Trigger(user_id, self._wall(), in_modal)
        return name

    def exchange(self, name: str) -> Trigger:
        """Raises `ApiError` invalid_trigger_id, exchanged_trigger_id or expired_trigger_id."""
        trigger = self._issued.get(name)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if self._wall() - trigger.issued > TRIGGER_SECONDS:
            raise ApiError("expired_trigger_id")
        trigger.used = True
        return trigger


@dataclass(slots=True)
class ResponseLink:
    """Where a reply may go; `ts` is the message whose button was pressed, None after a command."""

    user_id: str
    conversation: str
    ts: str | None
    issued: float
    uses: int = 0


class ResponseLinks:
    """Response addresses: thirty minutes of real time, five uses."""

    def __init__(self, base: str, wall_seconds: Callable[[], float]) -> None:
        self._base = base
        self._wall = wall_seconds
        self._issued: dict[str, ResponseLink] = {}

    def issue(self, user_id: str, conversation: str, ts: str | None = None) -> str:
        name = secrets.token_urlsafe(18)
        self._issued[name] = ResponseLink(user_id, conversation, ts, self._wall())
        return f"{self._base}{name}"

    def check(self, name: str) -> ResponseLink:
        """The link while it may still be used. Raises `ApiError` invalid_url, expired_url or used_url."""
        link = self._issued.get(name)
        if link is None:
            raise ApiError("invalid_url")
        if self._wall() - link.issued > LINK_SECONDS:
            raise ApiError("expired_url")
        if link.uses >= LINK_USES:
            raise ApiError("used_url")
        return link

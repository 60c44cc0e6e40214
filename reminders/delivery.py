"""One delivery: is it still true, what does it say at this moment, send it, remember where it went."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.exc import OperationalError

from reminders.claim import goes_by_mail
from reminders.close import close, failed_try
from reminders.prepare import Ready, prepare
from services.desk import Desk
from services.letters import Post
from services.ports import Closed, Courier, Line, OpenLine, Refused, Sent, TryLater
from storage.tables import DeliveryState
from templates.render import Renderer

log = structlog.get_logger()

PATIENCE = (5.0, 15.0, 60.0, 300.0)
"""Seconds between tries when Slack is in trouble and does not say how long to wait; then the last, again and again."""

MOST_TRIES = 300
"""A day of Slack being down, or a busy morning on which it asks us to wait: no failure, but it must end."""


@dataclass(frozen=True, slots=True)
class Postman:
    """What delivering needs; `pause` waits durably inside a job, `breathe` for a moment.

    `spacing` lies between two messages to one recipient.
    """

    desk: Desk
    renderer: Renderer
    courier: Courier
    run: Callable[..., Awaitable[Any]]
    now: Callable[[], datetime]
    pause: Callable[[float], Awaitable[None]]
    breathe: Callable[[float], Awaitable[None]]
    line: Line = field(default_factory=OpenLine)
    spacing: timedelta = timedelta()
    post: Post | None = None

    async def deliver(self, delivery_id: str) -> None:
        """Send one delivery at least once; when it no longer helps, drop it and say why in its row."""
        tries, troubles = 0, 0
        while True:
            # While Slack refuses our token what goes there waits here, and nothing fails.
            if not self.line.is_open and not await self._records(goes_by_mail, self.desk, delivery_id, self.now()):
                await self.line.opened()
            try:
                sent = await self._try(delivery_id)
            except Closed as error:
                self.line.close(error.code)
                await self._records(failed_try, self.desk, delivery_id, self.now(), reason=error.code, tries=0)
            except TryLater as error:
                tries += 1
                if tries == MOST_TRIES:
                    await self._close(delivery_id, DeliveryState.FAILED, reason=error.code)
                    return
                await self._records(failed_try, self.desk, delivery_id, self.now(), reason=error.code, tries=1)
                if error.wait is None:
                    await self.pause(PATIENCE[min(troubles, len(PATIENCE) - 1)])
                    troubles += 1
                else:
                    await self.pause(error.wait + 1)
            except Exception as error:  # noqa: BLE001  the workflow engine would keep it to itself
                await self._close(delivery_id, DeliveryState.FAILED, reason=_reason(error, delivery_id))
                return
            else:
                if sent is not None:
                    await self._close(delivery_id, DeliveryState.SENT, sent=sent)
                return

    async def _try(self, delivery_id: str) -> Sent | None:
        # Asked again at each try: during a long wait a session may have moved or been cancelled.
        ready: Ready | None = await self._records(
            prepare, self.desk, self.renderer, delivery_id, self.now(), spacing=self.spacing
        )
        if ready is None:
            return None
        wait = (ready.begin - self.now()).total_seconds()
        if wait > 0:
            await self.breathe(wait)
        if ready.letter is not None:
            assert self.post is not None
            return await self.post.send(ready.letter)
        if ready.place.slack_user_id is not None:
            return await self.courier.send_direct(ready.place.slack_user_id, ready.message)
        assert ready.place.channel is not None
        return await self.courier.send_channel(ready.place.channel, ready.message)

    async def _close(
        self, delivery_id: str, state: DeliveryState, *, reason: str | None = None, sent: Sent | None = None
    ) -> None:
        await self._records(close, self.desk, delivery_id, state, self.now(), tries=1, reason=reason, sent=sent)

    async def _records(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run it against the records, and again when the database was away for a moment."""
        for patience in PATIENCE:
            try:
                return await self.run(function, *args, **kwargs)
            except OperationalError as error:
                log.warning("the database was away", action="deliver", error=type(error.orig).__name__)
                await self.pause(patience)
        return await self.run(function, *args, **kwargs)


def _reason(error: Exception, delivery_id: str) -> str:
    if isinstance(error, Refused):
        return error.code
    log.error("failed", action="deliver", delivery=delivery_id, exc_info=error)
    return "unexpected"

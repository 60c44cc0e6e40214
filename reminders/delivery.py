"""One delivery: is it still true, what does it say at this moment, send it, remember where it went."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.exc import OperationalError

from domain.errors import Refusal
from reminders.kinds import Kind
from reminders.letters import by_mail, write_letter
from reminders.rules import RULES
from services import notices
from services.desk import Desk
from services.letters import Letter, Post
from services.notices import Drop, Subject
from services.ports import Courier, Refused, Sent, TryLater
from storage import people
from storage.tables import DeliveryRow, DeliveryState, PersonRow, TeamRow
from templates.render import Message, Renderer

log = structlog.get_logger()

CLOSED_CHANNEL = frozenset({"not_in_channel", "channel_not_found", "is_archived"})

PATIENCE = (5.0, 15.0, 60.0, 300.0, 900.0)
"""Seconds between tries when Slack is in trouble and does not say how long to wait."""

MOST_TRIES = 30
"""Slack may ask us to wait many times on a busy morning; that is not a failure, but it must end."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A message and where it goes: a Slack user, a channel by name, or by mail to somebody without Slack."""

    message: Message
    slack_user_id: str | None
    channel: str | None
    letter: Letter | None = None


@dataclass(frozen=True, slots=True)
class Postman:
    """What delivering needs; `pause` waits durably inside a job."""

    desk: Desk
    renderer: Renderer
    courier: Courier
    run: Callable[..., Awaitable[Any]]
    now: Callable[[], datetime]
    pause: Callable[[float], Awaitable[None]]
    post: Post | None = None

    async def deliver(self, delivery_id: str) -> None:
        """Send one delivery at least once; when it no longer helps, drop it and say why in its row."""
        patience = iter(PATIENCE)
        for tries in range(1, MOST_TRIES + 1):
            try:
                # Asked again at each try: during a long wait a session may have moved or been cancelled.
                ready: Ready | None = await self._records(
                    prepare, self.desk, self.renderer, delivery_id, self.now(), tries=tries - 1
                )
                if ready is None:
                    return
                sent = await self._send(ready)
            except TryLater as error:
                wait = next(patience, None) if error.wait is None else error.wait + 1
                if wait is None or tries == MOST_TRIES:
                    await self._close(delivery_id, DeliveryState.FAILED, tries, reason=error.code)
                    return
                await self.pause(wait)
            except Exception as error:  # noqa: BLE001  the workflow engine would keep it to itself
                await self._close(delivery_id, DeliveryState.FAILED, tries, reason=_reason(error, delivery_id))
                return
            else:
                await self._close(delivery_id, DeliveryState.SENT, tries, sent=sent)
                return

    async def _send(self, ready: Ready) -> Sent:
        if ready.letter is not None and self.post is not None:
            return await self.post.send(ready.letter)
        if ready.slack_user_id is not None:
            return await self.courier.send_direct(ready.slack_user_id, ready.message)
        assert ready.channel is not None
        return await self.courier.send_channel(ready.channel, ready.message)

    async def _close(
        self, delivery_id: str, state: DeliveryState, tries: int, *, reason: str | None = None, sent: Sent | None = None
    ) -> None:
        await self._records(close, self.desk, delivery_id, state, self.now(), tries=tries, reason=reason, sent=sent)

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


def prepare(desk: Desk, renderer: Renderer, delivery_id: str, now: datetime, *, tries: int = 0) -> Ready | None:
    """Render the delivery with the facts of this moment, or close it and return None."""
    with desk.database.read() as session:
        row = session.get(DeliveryRow, delivery_id)
        if row is None or row.state is not DeliveryState.WAITING:
            return None
        user = channel = None
        mailed = False
        if row.staff_id is not None:
            user = people.slack_user_of(session, row.staff_id)
            person = session.get(PersonRow, row.staff_id)
            gone = person is None or (person.leaves_on is not None and person.leaves_on < desk.today(now))
            mailed = user is None and person is not None and by_mail(desk, person)
            reason = "left" if gone else "not_on_slack" if user is None and not mailed else None
        else:
            team = session.get(TeamRow, row.team_code)
            channel = None if team is None else team.channel
            reason = None if channel else "no_channel"
    if reason is None:
        rule = RULES[Kind(row.kind)]
        about = Subject(row.subject, row.staff_id, row.team_code, row.facts, row.due_at, row.key)
        try:
            view = rule.view(desk, about, now)
        except Refusal as error:
            view = Drop(error.code)
        if not isinstance(view, Drop):
            letter = write_letter(desk, renderer, rule.template, view, row, now) if mailed else None
            return Ready(renderer.message(rule.template, view), user, channel, letter)
        reason = view.reason
    close(desk, delivery_id, DeliveryState.DROPPED, now, tries=tries, reason=reason)
    return None


def close(
    desk: Desk,
    delivery_id: str,
    state: DeliveryState,
    now: datetime,
    *,
    tries: int,
    reason: str | None = None,
    sent: Sent | None = None,
) -> None:
    """Write what became of a delivery."""
    with desk.database.work("system", now) as uow:
        row = uow.session.get_one(DeliveryRow, delivery_id)
        row.state, row.reason, row.attempts = state, reason, row.attempts + tries
        if sent is not None:
            row.channel, row.ts, row.sent_at = sent.channel, sent.ts, now
        if row.team_code is not None and reason in CLOSED_CHANNEL:
            notices.tell_administrators(uow, row.team_code)
        uow.session.add(row)
        uow.commit()
    log.info("delivery closed", action="deliver", delivery=delivery_id, kind=row.kind, state=state.value, reason=reason)

"""One delivery: is it still true, what does it say at this moment, send it, remember where it went."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from domain.errors import Refusal
from reminders.kinds import Kind
from reminders.rules import RULES
from services import notices
from services.desk import Desk
from services.notices import Drop, Subject
from services.ports import Courier, Refused, Sent, TryLater
from storage import people
from storage.tables import DeliveryRow, DeliveryState, PersonRow, TeamRow
from templates.render import Message, Renderer

log = structlog.get_logger()

CLOSED_CHANNEL = frozenset({"not_in_channel", "channel_not_found", "is_archived"})

PATIENCE = (5.0, 15.0, 60.0, 300.0, 900.0)
"""Seconds between tries when Slack is in trouble and does not say how long to wait."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A message and where it goes: a Slack user, or a channel by name."""

    message: Message
    slack_user_id: str | None
    channel: str | None


@dataclass(frozen=True, slots=True)
class Postman:
    """What delivering needs; `pause` waits durably inside a job."""

    desk: Desk
    renderer: Renderer
    courier: Courier
    run: Callable[..., Awaitable[Any]]
    now: Callable[[], datetime]
    pause: Callable[[float], Awaitable[None]]

    async def deliver(self, delivery_id: str) -> None:
        """Send one delivery at least once; when it no longer helps, drop it and say why in its row."""
        ready: Ready | None = await self.run(prepare, self.desk, self.renderer, delivery_id, self.now())
        if ready is None:
            return
        for tries, patience in enumerate((*PATIENCE, None), start=1):
            try:
                sent = await self._send(ready)
            except Refused as error:
                await self._close(delivery_id, DeliveryState.FAILED, tries, reason=error.code)
                return
            except TryLater as error:
                wait = error.wait + 1 if error.wait is not None else patience
                if wait is None:
                    await self._close(delivery_id, DeliveryState.FAILED, tries, reason=error.code)
                    return
                await self.pause(wait)
            else:
                await self._close(delivery_id, DeliveryState.SENT, tries, sent=sent)
                return

    async def _send(self, ready: Ready) -> Sent:
        if ready.slack_user_id is not None:
            return await self.courier.send_direct(ready.slack_user_id, ready.message)
        assert ready.channel is not None
        return await self.courier.send_channel(ready.channel, ready.message)

    async def _close(
        self, delivery_id: str, state: DeliveryState, tries: int, *, reason: str | None = None, sent: Sent | None = None
    ) -> None:
        await self.run(close, self.desk, delivery_id, state, self.now(), tries=tries, reason=reason, sent=sent)


def prepare(desk: Desk, renderer: Renderer, delivery_id: str, now: datetime) -> Ready | None:
    """Render the delivery with the facts of this moment, or close it and return None."""
    with desk.database.read() as session:
        row = session.get(DeliveryRow, delivery_id)
        if row is None or row.state is not DeliveryState.WAITING:
            return None
        user = channel = None
        if row.staff_id is not None:
            user = people.slack_user_of(session, row.staff_id)
            person = session.get(PersonRow, row.staff_id)
            gone = person is None or (person.leaves_on is not None and person.leaves_on < desk.today(now))
            reason = "left" if gone else "not_on_slack" if user is None else None
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
            return Ready(renderer.message(rule.template, view), user, channel)
        reason = view.reason
    close(desk, delivery_id, DeliveryState.DROPPED, now, tries=0, reason=reason)
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

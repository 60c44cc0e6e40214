"""One request by one person: who asks, when, and the ways to answer."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from domain.access import Actor
from services.desk import Desk
from services.ports import Calendars, Courier, CourierError, Jobs, Planner, Sent
from templates.render import Renderer

P = ParamSpec("P")
T = TypeVar("T")


class Run(Protocol):
    """Runs a synchronous function in the worker pool."""

    async def __call__(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T: ...


async def nothing_wrong() -> str | None:
    """The line to a Slack of our own, which always answers."""
    return None


@dataclass(frozen=True, slots=True)
class Edge:
    """What every listener shares. `line` tells what is wrong with the line to Slack, or None."""

    desk: Desk
    renderer: Renderer
    courier: Courier
    run: Run
    now: Callable[[], datetime]
    commands: Any
    tasks: set["asyncio.Task[Any]"]
    jobs: Jobs
    planner: Planner
    calendars: Calendars
    line: Callable[[], Awaitable[str | None]] = nothing_wrong

    def today(self) -> date:
        return self.desk.today(self.now())

    def local_now(self) -> datetime:
        return self.now().astimezone(self.desk.zone)


@dataclass(frozen=True, slots=True)
class Call:
    """`message` is the message whose button was pressed; `state` is what a modal kept in its private metadata.

    `keeps` tells that the message says other things too, so that no answer may take its place.
    """

    edge: Edge
    actor: Actor
    now: datetime
    response_url: str
    trigger_id: str
    message: Sent | None = None
    state: str = ""
    keeps: bool = False

    async def ask(self, service: Callable[Concatenate[Desk, Actor, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one service function as this actor."""
        return await self.edge.run(service, self.edge.desk, self.actor, *args, **kwargs)

    @property
    def reply_to(self) -> dict[str, str]:
        """Where an answer that takes longer goes: Slack takes answers at the address for thirty minutes."""
        until = self.now + timedelta(minutes=29)
        user = self.actor.slack_user_id or ""
        return {"user": user, "response_url": self.response_url, "until": until.isoformat()}

    async def reply(self, template: str, view: object, *, replace: bool = False) -> None:
        """Answer so that only the asker sees it; `replace` puts the answer where the button was."""
        message = self.edge.renderer.message(template, view)
        replace = replace and not self.keeps
        if replace and self.message is not None and not self.response_url:
            await self.edge.courier.update(self.message, message)
            return
        await self.edge.courier.respond(self.response_url, message, replace=replace)

    async def tell(self, template: str, view: object) -> None:
        """Answer a modal, which has no address of its own: as a direct message."""
        if self.actor.slack_user_id is not None:
            await self.edge.courier.send_direct(self.actor.slack_user_id, self.edge.renderer.message(template, view))

    async def answer_modal(self, response_url: str, template: str, view: object) -> None:
        """Answer a modal where its button was, while Slack still takes answers there; else as a direct message.

        The screen is seen by one person only, and Slack changes such a message by its response address alone.
        """
        message = self.edge.renderer.message(template, view)
        try:
            if response_url:
                await self.edge.courier.respond(response_url, message, replace=True)
                return
        except CourierError:
            pass
        await self.tell(template, view)

    async def open(self, template: str, view: object, *, state: str = "") -> None:
        """Show a modal. The trigger lives three seconds, so this comes before any slow work."""
        modal = self.edge.renderer.modal(template, view, private_metadata=state)
        await self.edge.courier.open_modal(self.trigger_id, modal)

"""The real Bolt app on a real database; only the courier is the test's own."""

import asyncio
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from bot.app import finish, make_app
from bot.bootstrap import make_renderer
from bot.pool import WorkerPool
from commands.call import Edge
from commands.catalogue import COMMANDS
from commands.planning import PlanWorker
from domain.errors import BadValue
from jobs.engine import JobKind
from services.desk import Desk
from services.ports import Sent, SlackProfile
from templates.render import Message
from tests.planning_now import Inline


@dataclass
class Heard:
    """Keeps what each response address and each person was told, and which modals were opened."""

    answers: list[tuple[str, Message]] = field(default_factory=list)
    modals: list[dict[str, Any]] = field(default_factory=list)
    profiles: dict[str, SlackProfile] = field(default_factory=dict)

    async def send_direct(self, slack_user_id: str, message: Message) -> Sent:
        self.answers.append((slack_user_id, message))
        return Sent(slack_user_id, "1")

    async def send_channel(self, channel: str, message: Message) -> Sent:
        raise AssertionError(f"no answer goes to {channel}: {message.text}")

    async def respond(self, response_url: str, message: Message, *, replace: bool = False) -> None:
        self.answers.append((response_url, message))

    async def update(self, sent: Sent, message: Message) -> None:
        self.answers.append((sent.channel, message))

    async def open_modal(self, trigger_id: str, view: dict[str, Any]) -> None:
        self.modals.append(view)

    async def profile(self, slack_user_id: str) -> SlackProfile:
        return self.profiles[slack_user_id]


@dataclass
class Shelf:
    """Calendars by their address; any other can't be reached."""

    calendars: dict[str, bytes] = field(default_factory=dict)

    async def read(self, address: str) -> bytes:
        if address not in self.calendars:
            raise BadValue(what="calendar_unreachable", typed="", example="")
        return self.calendars[address]


@dataclass
class Queue:
    """Keeps what was enqueued; the workspace does the plans itself, right after the command."""

    plans: list[str] = field(default_factory=list)

    def enqueue(self, session: Session, job_id: str, kind: JobKind = JobKind.DELIVER) -> None:
        if kind is JobKind.PLAN:
            self.plans.append(job_id)


class Workspace:
    """Presses and commands as Slack would send them. Each returns what the person was told, newest last."""

    def __init__(self, desk: Desk, now: datetime) -> None:
        self.desk, self.now = desk, now
        self.heard = Heard()
        self.pool = WorkerPool(4)
        self.queue = Queue()
        self.shelf = Shelf()
        renderer = make_renderer(desk.programme)
        run, jobs = self.pool.run, self.queue
        self.edge = Edge(desk, renderer, self.heard, run, self._now, COMMANDS, set(), jobs, Inline(), self.shelf)
        self.plans = PlanWorker(desk, renderer, self.heard, self.pool.run, self._now, Inline())
        us = AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="UBOT", bot_id="B1", bot_token="xoxb-test")
        self.app: AsyncApp = make_app(self.edge, AsyncWebClient(), "secret", us)
        self._count = 0
        self.plan_at_once = True

    async def press(self, user: str, action: str, value: str) -> list[str]:
        place = self._place(user)
        return await self._send(
            place,
            {
                "type": "block_actions",
                "user": {"id": user, "team_id": "T1"},
                "actions": [{"type": "button", "action_id": action, "block_id": "b", "value": value}],
                "response_url": place,
                "trigger_id": "1.1",
                "container": {"type": "message", "message_ts": "1.0", "channel_id": "D1"},
            },
        )

    async def type(self, user: str, command: str, text: str = "") -> list[str]:
        place = self._place(user)
        return await self._send(
            place,
            {"command": command, "text": text, "user_id": user, "team_id": "T1", "trigger_id": "1.1"}
            | {"response_url": place},
        )

    async def submit(
        self, user: str, callback_id: str, values: dict[str, Any], state: str = ""
    ) -> tuple[dict[str, str], list[str]]:
        """A modal's answer. Returns the errors beside its fields, and what `state` (an address) or the person heard."""
        view = {"type": "modal", "callback_id": callback_id, "private_metadata": state, "state": {"values": values}}
        body = {"type": "view_submission", "user": {"id": user, "team_id": "T1"}, "view": view}
        before = len(self.heard.answers)
        request = AsyncBoltRequest(body=body, mode="socket_mode")
        answer = await self.app.async_dispatch(request)
        await asyncio.sleep(0)
        await finish(self.edge.tasks, 20)
        errors = json.loads(answer.body)["errors"] if answer.body else {}
        return errors, [m.text for where, m in self.heard.answers[before:] if where in (state, user)]

    async def fill_in(self, user: str, modal: dict[str, Any], values: dict[str, dict[str, Any]]) -> dict[str, str]:
        """Submit an open modal, each field by its block id. Returns the errors beside its fields."""
        given = {block: {block: value} for block, value in values.items()}
        errors, _ = await self.submit(user, modal["callback_id"], given, modal["private_metadata"])
        await self.work()
        return errors

    async def work(self) -> None:
        """Do the plans that wait."""
        while self.queue.plans:
            await self.plans.work(self.queue.plans.pop(0))

    def told(self, user: str) -> list[str]:
        """Everything this person was told, wherever."""
        return [m.text for where, m in self.heard.answers if where == user or f"/{user}/" in where]

    async def _send(self, place: str, body: dict[str, Any]) -> list[str]:
        answer = await self.app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
        assert answer.status == 200
        await asyncio.sleep(0)
        await finish(self.edge.tasks, 20)
        if self.plan_at_once:
            await self.work()
        return [message.text for where, message in self.heard.answers if where == place]

    def _now(self) -> datetime:
        return self.now

    def _place(self, user: str) -> str:
        self._count += 1
        return f"https://hooks.example/{user}/{self._count}"

"""The only place that wires things together. Tests call it with their own parts."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import aiohttp
import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette

from bot.app import finish, make_app
from bot.calendar_line import CalendarLine
from bot.clock import Clock
from bot.mail import courier_for
from bot.metrics import make_metrics
from bot.pages import answer_routes, feed_routes
from bot.pool import WorkerPool
from bot.practice_bridge import PracticeBridge, practice_site
from bot.readiness import checks
from bot.settings import Settings, SettingsError
from bot.slack import SlackCourier
from bot.slack_line import DeliveryLine, SlackLine, who_we_are
from bot.web import make_web
from commands.call import Edge
from commands.catalogue import COMMANDS
from commands.planning import PlanWorker
from domain.calendar import BankHolidays
from domain.programme import Programme, parse_programme
from jobs.child import Children
from jobs.engine import LOCAL_EXECUTOR, JobEngine, JobKind, Pace
from reminders.delivery import Postman
from reminders.scheduler import make_scheduler
from services import installation, messages, workers
from services.desk import Desk
from storage.engine import is_sqlite, normalise_url
from storage.unit_of_work import Database
from templates.render import Renderer

log = structlog.get_logger()

WORKSPACE_PACE = Pace(starts=200, seconds=60)
"""Messages the bot starts a minute by itself; Slack allows a few hundred a workspace."""

CONVERSATION_SPACING = timedelta(seconds=1)
"""Slack takes one message a second in each conversation."""

TIMEOUT_SECONDS = 10


def load_programme(settings: Settings) -> Programme:
    """Read the programme's file. Raises `ProgrammeError`, or `SettingsError` when there is none."""
    file = settings.programme_file
    if not file.is_file():
        problem = f"'{settings.programme}' is neither in programmes/ nor a path to a .toml file"
        raise SettingsError((("PROGRAMME", problem),))
    return parse_programme(file.read_text(encoding="utf-8"), file.name)


def make_desk(settings: Settings) -> Desk:
    programme = load_programme(settings)
    return Desk(Database.at(settings.database), programme, BankHolidays(programme.bank_holidays), settings.reach)


def make_renderer(programme: Programme) -> Renderer:
    return Renderer(programme.zone, programme.small_count, programme.name)


@dataclass
class Bot:
    """One process: everything that runs, started and stopped together."""

    settings: Settings
    desk: Desk
    clock: Clock
    worker_only: bool = False
    pool: WorkerPool = field(default_factory=WorkerPool)
    # Deliveries have threads of their own, so that no answer waits behind a Monday morning.
    mail_room: WorkerPool = field(default_factory=lambda: WorkerPool(4))
    children: Children = field(default_factory=Children)
    app: AsyncApp | None = None
    scheduler: AsyncIOScheduler | None = None
    socket: AsyncSocketModeHandler | None = None
    client: AsyncWebClient | None = None
    line: SlackLine = field(default_factory=SlackLine)
    tasks: "set[asyncio.Task[Any]]" = field(default_factory=set)

    def __post_init__(self) -> None:
        sqlite = is_sqlite(self.desk.database.engine)
        self.renderer = make_renderer(self.desk.programme)
        self.executor_id = LOCAL_EXECUTOR if sqlite else uuid4().hex
        self.jobs = JobEngine(
            normalise_url(self.settings.database),
            executor_id=self.executor_id,
            pace=None if self.settings.practice else WORKSPACE_PACE,
            poll_seconds=0.1 if self.settings.practice else 0.5,
        )
        self.metrics = make_metrics(self.desk, self.clock.now, lambda: self.line.closed is not None)
        self.bridge = PracticeBridge(self.desk, self.clock, self.jobs, self.pool) if self.settings.practice else None
        self.mail = courier_for(self.settings, self.desk.programme.name)

    def web(self) -> Starlette:
        site = None if self.bridge is None else practice_site(self.settings, self.desk, self.bridge)
        return make_web(
            lambda: self.app,
            checks(self),
            self._lifespan,
            self._measure,
            site,
            [*answer_routes(self), *feed_routes(self)],
        )

    @asynccontextmanager
    async def _lifespan(self, _site: Starlette) -> AsyncIterator[None]:
        session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS))
        starting = asyncio.create_task(self._start(session))
        try:
            yield
        finally:
            await self._stop(session, starting)

    async def _start(self, session: aiohttp.ClientSession) -> None:
        try:
            await self._begin(session)
        except Exception as error:
            self.line.trouble = f"the start failed: {type(error).__name__}"
            log.exception("the start failed", action="start")

    async def _begin(self, session: aiohttp.ClientSession) -> None:
        token = self.bridge.bot_token if self.bridge else _secret(self.settings.slack_bot_token)
        api = self.bridge.api_url(self.settings) if self.bridge else self.settings.slack_api_url
        self.client = client = AsyncWebClient(token=token, base_url=api, session=session)
        courier = SlackCourier(client, self._known)
        if not is_sqlite(self.desk.database.engine):
            # Before the first job: a process that takes work and has not beaten yet looks dead to the others.
            await self.pool.run(workers.beat, self.desk, self.executor_id, self.clock.now())
        run, now = self.pool.run, self.clock.now
        planner = PlanWorker(self.desk, self.renderer, courier, run, now, self.children)
        await self.jobs.start({JobKind.DELIVER: self._postman(courier, client).deliver, JobKind.PLAN: planner.work})
        bot_user = await who_we_are(client, self.line, token)
        calendars = CalendarLine()
        services = (self.jobs, self.children, calendars)
        edge = Edge(self.desk, self.renderer, courier, run, now, COMMANDS, self.tasks, *services, self._line)
        app = make_app(edge, client, self._signing_secret(), bot_user)
        if self.settings.slack_app_token is not None and not self.worker_only:
            self.socket = AsyncSocketModeHandler(app, _secret(self.settings.slack_app_token))
            await self.line.until_answered(self.socket.connect_async)
        self.scheduler = make_scheduler(self.desk, self.jobs, run, now, self.executor_id, calendars, self.children)
        self.scheduler.start()
        self.app = app
        log.info("ready", action="start", practice=self.settings.practice, worker=self.worker_only)

    async def _known(self, slack_user_id: str) -> str | None:
        return await self.mail_room.run(messages.conversation_with_user, self.desk, slack_user_id)

    async def _measure(self) -> bytes:
        return await self.pool.run(self.metrics)

    async def _line(self) -> str | None:
        return None if self.client is None else await self.line.check(self.client.auth_test)

    def _signing_secret(self) -> str:
        """Without a secret of Slack's nothing that arrives by HTTP can be true, so nobody knows the one we make up."""
        given = self.bridge.signing_secret if self.bridge else _secret(self.settings.slack_signing_secret)
        return given or secrets.token_hex(32)

    async def _stop(self, session: aiohttp.ClientSession, starting: "asyncio.Task[None]") -> None:
        if not starting.done():
            starting.cancel()
        await asyncio.wait({starting})
        if self.socket is not None:
            await self.socket.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        left = await finish(self.tasks)
        self.children.close()
        if self.scheduler is not None:
            self.scheduler.shutdown(wait=False)
        await self.pool.run(self.jobs.stop)
        await session.close()
        self.mail_room.close()
        self.pool.close()
        if self.mail is not None:
            self.mail.close()
        self.desk.database.close()
        log.info("stopped", action="stop", unfinished=left)

    def _postman(self, courier: SlackCourier, client: AsyncWebClient) -> Postman:
        return Postman(
            self.desk,
            self.renderer,
            courier,
            self.mail_room.run,
            self.clock.now,
            self.jobs.pause,
            asyncio.sleep,
            DeliveryLine(self.line, client),
            timedelta() if self.settings.practice else CONVERSATION_SPACING,
            self.mail if self.bridge is None else self.bridge.post,
        )


def current_clock(desk: Desk) -> Clock:
    """The practice clock for a practice database, the real clock for any other."""
    found = installation.find(desk)
    return Clock(timedelta(seconds=found.clock_offset_seconds) if found and found.practice else timedelta())


def now_for(desk: Desk, given: datetime | None) -> datetime:
    """The instant of a command-line call: as given, else the clock of the database."""
    return given or current_clock(desk).now()


def _secret(value: Any) -> str:
    return "" if value is None else str(value.get_secret_value())

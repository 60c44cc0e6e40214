"""Between the bot and the practice workspace: its users, its secrets and its clock. The only importer of `practice`."""

import asyncio
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import make_url
from starlette.applications import Starlette

from bot.clock import Clock, wall_seconds
from bot.manifest import command_entries
from bot.pool import WorkerPool
from bot.practice_mail import PracticePost
from bot.settings import Settings
from jobs.engine import JobEngine
from practice import PracticeChannel, PracticeReader, PracticeUser, create_practice
from reminders.tick import next_due, tick, waiting
from services import installation, practice_seed
from services.desk import Desk

DRAIN_SECONDS = 0.05


class PracticeBridge:
    """Made-up secrets for this start only, and the clock that the page moves."""

    def __init__(self, desk: Desk, clock: Clock, jobs: JobEngine, pool: WorkerPool) -> None:
        self.bot_token = f"xoxb-practice-{secrets.token_hex(8)}"
        self.signing_secret = secrets.token_hex(16)
        self._desk, self._clock, self._jobs, self._pool = desk, clock, jobs, pool
        self._moving = asyncio.Lock()
        self.post = PracticePost(clock.now, desk.programme.name)

    def api_url(self, settings: Settings) -> str:
        return f"http://127.0.0.1:{settings.port}/practice/api/"

    def now(self) -> datetime:
        return self._clock.now()

    async def travel(self, to: datetime, progress: Callable[[datetime, int], None]) -> int:
        """Move the clock to `to`, ticking and delivering at each due instant on the way. Returns deliveries made."""
        async with self._moving:
            if to <= self.now():
                raise ValueError("the clock only goes forward")
            # What waits already goes out now, not at the first stop on the way.
            sent = await self._step(self.now())
            while (at := await self._pool.run(next_due, self._desk, self.now(), to)) is not None:
                sent += await self._step(at)
                progress(at, sent)
            return sent + await self._step(to)

    async def _step(self, at: datetime) -> int:
        self._clock.set_to(at)
        offset = self._clock.offset.total_seconds()
        await self._pool.run(installation.set_offset, self._desk, offset, at)
        ticked = await self._pool.run(tick, self._desk, self._jobs, self._clock.now())
        while await self._pool.run(waiting, self._desk):  # noqa: ASYNC110  the deliveries' state is in the database
            await asyncio.sleep(DRAIN_SECONDS)
        return len(ticked.added)


def practice_site(settings: Settings, desk: Desk, bridge: PracticeBridge) -> Starlette:
    """The stand-in's web application, filled from the roster."""
    users = [
        PracticeUser(
            user_id=u.user_id,
            name=u.name,
            title=u.title,
            email=u.email,
            email_confirmed=u.email is not None,
            guest=u.guest,
            stranger=u.stranger,
            group=u.group,
        )
        for u in practice_seed.users(desk)
    ]
    channels = [PracticeChannel(f"C{n:04}", name) for n, name in enumerate(practice_seed.channels(desk), start=1)]
    readers = [PracticeReader(r.address, r.name, r.title, r.group) for r in practice_seed.readers(desk)]
    site = create_practice(
        users=users,
        channels=channels,
        commands=command_entries(),
        signing_secret=bridge.signing_secret,
        bot_token=bridge.bot_token,
        events_url=f"http://127.0.0.1:{settings.port}/slack/events",
        store_path=_store_path(settings),
        clock=bridge,
        service_name=desk.programme.name,
        wall_seconds=wall_seconds,
        readers=readers,
    )
    bridge.post.mailbox = site.state.workspace.mailbox
    return site


def _store_path(settings: Settings) -> Path:
    """The workspace's own memory lies beside the bot's database: Slack is another system."""
    file = make_url(settings.database).database or "practice.db"
    return Path(file).with_name(f"{Path(file).stem}-workspace.db")

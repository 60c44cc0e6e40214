"""What measurements share: a stub for Slack, the bot as a process, signed requests, percentiles and tables."""

import asyncio
import hashlib
import hmac
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

ROOT = Path(__file__).parent.parent
SECRET = "benchmark-secret"
DAY = "2020-04-27T09:00+01:00"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table under its title."""
    lines = [f"## {title}", "", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows), ""])


def settings(folder: Path, slack_port: int, port: int) -> dict[str, str]:
    """The environment of a bot on SQLite below `folder` that talks to the stub."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    return kept | {
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": f"sqlite:///{folder / 'bench.db'}",
        "SLACK_BOT_TOKEN": "xoxb-benchmark",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": f"http://127.0.0.1:{slack_port}/api/",
        "PORT": str(port),
    }


def bot(folder: Path, env: Mapping[str, str], *words: str) -> None:
    """Run one command of the bot to its end."""
    command = [sys.executable, "-m", "bot", *words]
    subprocess.run(command, env=dict(env), cwd=folder, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def process(folder: Path, env: Mapping[str, str], *words: str) -> "Iterator[subprocess.Popen[bytes]]":
    """A Python process that is stopped at the end."""
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([sys.executable, *words], env=dict(env), cwd=folder, **quiet) as running:
        try:
            yield running
        finally:
            running.terminate()
            running.wait(30)


async def ready(url: str) -> None:
    """Return once `url` answers 200."""
    async with aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(url) as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.02)


class SlackStub:
    """Answers the Web API, and remembers when each reply and each message came."""

    def __init__(self) -> None:
        self.replies: dict[str, float] = {}
        self.posted = 0

    @asynccontextmanager
    async def serving(self, port: int) -> AsyncIterator["SlackStub"]:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/reply/{name}", self._reply)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            yield self
        finally:
            await runner.cleanup()

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self.posted += method == "chat.postMessage"
        found = {"ok": True, "user_id": "UBOT", "team_id": "T1", "bot_id": "B1", "ts": "1.1"}
        return web.json_response({**found, "channel": {"id": "D1"} if method == "conversations.open" else "D1"})

    async def _reply(self, request: web.Request) -> web.Response:
        self.replies.setdefault(request.match_info["name"], time.perf_counter())
        return web.Response(text="ok")


async def command(
    session: aiohttp.ClientSession, url: str, stub_port: int, text: str, name: str
) -> tuple[float, float]:
    """Send one signed command. Returns when it was sent and the seconds until it was acknowledged."""
    form = {
        "command": text.partition(" ")[0],
        "text": text.partition(" ")[2],
        "user_id": "U1",
        "team_id": "T1",
        "channel_id": "C1",
        "trigger_id": name,
        "response_url": f"http://127.0.0.1:{stub_port}/reply/{name}",
    }
    body = urlencode(form)
    stamp = str(int(time.time()))  # noqa: TID251  Slack signs with the real time
    digest = hmac.new(SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest}",
    }
    start = time.perf_counter()
    async with session.post(url, data=body, headers=headers) as answer:
        await answer.read()
        answer.raise_for_status()
    return start, time.perf_counter() - start


async def steadily(url: str, stub_port: int, text: str, rate: int, count: int) -> list[tuple[str, float, float]]:
    """`count` commands at `rate` a second, whether or not earlier ones were answered: (name, sent, ack seconds)."""
    async with aiohttp.ClientSession() as session:

        async def one(number: int) -> tuple[str, float, float]:
            await asyncio.sleep(number / rate)
            name = f"{text.strip('/').replace(' ', '-')}-{rate}-{number}-{time.perf_counter_ns()}"
            sent, took = await command(session, url, stub_port, text, name)
            return name, sent, took

        return list(await asyncio.gather(*(one(number) for number in range(count))))

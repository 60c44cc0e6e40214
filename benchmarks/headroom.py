"""10,000 due messages with the pace lifted, against a Slack that answers in 20 ms, beside a client that only posts."""

import asyncio
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import psutil

from benchmarks import support
from benchmarks.kills import county
from benchmarks.messages import SlowSlack, queue, settled
from benchmarks.support import process, ready, settings, table
from storage.tables import DeliveryState
from tests.postgres import new_database, server_url

MESSAGES = 10_000
BATCH = 5_000
"""There are not more pairs of a person and a team; each is told once more when all have been told."""
DELAY = 0.02
AT_ONCE = 20
"""How many the bot has under way at once in each process; the bare client has as many."""


@dataclass(frozen=True, slots=True)
class Sent:
    """`cpu` is processor seconds of the bot's processes, `memory` their largest resident size together in MB."""

    messages: int
    seconds: float
    cpu: float
    memory: float


def main() -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = asyncio.run(_bare())
        found = {
            "a bare client that only posts": bare,
            "SQLite": asyncio.run(_bot(folder, None, 1)),
            "PostgreSQL, one process": asyncio.run(_bot(folder, new_database(server_url()), 1)),
            "PostgreSQL, two processes": asyncio.run(_bot(folder, new_database(server_url()), 2)),
        }
    rows = [
        [
            how,
            f"{one.messages}",
            f"{one.seconds:.0f}",
            f"{one.messages / one.seconds:.0f}",
            f"{one.seconds / one.messages / (bare.seconds / bare.messages):.1f}",
            f"{1000 * one.cpu / one.messages:.1f}",
            f"{one.memory:.0f}" if one.memory else "",
        ]
        for how, one in found.items()
    ]
    head = ["", "messages", "seconds", "a second", "times the bare client", "CPU a message (ms)", "memory (MB)"]
    return table("Headroom: the pace lifted, 20 ms an answer", head, rows)


async def _bare() -> Sent:
    slack = support.free_port()
    here = psutil.Process()
    async with SlowSlack(DELAY).serving(slack), aiohttp.ClientSession() as session:
        gate = asyncio.Semaphore(AT_ONCE)

        async def post(number: int) -> None:
            async with gate:
                form = {"channel": f"D{number}", "text": "a message"}
                async with session.post(f"http://127.0.0.1:{slack}/api/chat.postMessage", data=form) as answer:
                    await answer.json()

        start, cpu = time.perf_counter(), _cpu(here)
        await asyncio.gather(*(post(number) for number in range(MESSAGES)))
        return Sent(MESSAGES, time.perf_counter() - start, _cpu(here) - cpu, 0)


async def _bot(folder: Path, url: str | None, processes: int) -> Sent:
    slack, ports = support.free_port(), [support.free_port() for _ in range(processes)]
    env = settings(folder, slack, ports[0]) | ({} if url is None else {"DATABASE_URL": url})
    database = county(folder, env)
    async with SlowSlack(DELAY).serving(slack):
        with ExitStack() as living:
            running = []
            for port in ports:
                started = process(folder, env | {"PORT": str(port)}, "-m", "benchmarks.unpaced", "run")
                running.append(psutil.Process(living.enter_context(started).pid))
                await ready(f"http://127.0.0.1:{port}/readyz")
            cpu, memory = sum(_cpu(one) for one in running), 0.0
            seconds = 0.0
            for sent in range(BATCH, MESSAGES + 1, BATCH):
                queue(database, 0, BATCH)
                start = time.perf_counter()
                while settled(database)[DeliveryState.SENT] < sent:
                    await asyncio.sleep(0.2)
                    memory = max(memory, sum(one.memory_info().rss for one in running) / 1_000_000)
                seconds += time.perf_counter() - start
            spent = sum(_cpu(one) for one in running) - cpu
    database.close()
    return Sent(MESSAGES, seconds, spent, memory)


def _cpu(one: psutil.Process) -> float:
    times = one.cpu_times()
    return float(times.user + times.system)


if __name__ == "__main__":
    print(main(), file=sys.stdout)

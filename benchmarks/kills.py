"""`kill -9` at random points: what was lost, what went out twice, and how soon a living process took over."""

import asyncio
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import col, select

from benchmarks import support
from benchmarks.messages import SlowSlack, link_everybody, queue, settled
from benchmarks.support import process, ready, settings, table
from storage.tables import DeliveryRow, DeliveryState
from storage.unit_of_work import Database
from tests.postgres import new_database, server_url

POINTS = 100
A_POINT = 40
"""Messages that are queued before each kill: more than are sent before it comes."""
LATEST_KILL = 1.5
DELAY = 0.03
PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Killed:
    """`in_flight` is what had been begun and was not stored as sent, over all kills; only that may go out twice.

    `taken_over` is the longest time in seconds from a kill until what it left behind had gone out.
    """

    points: int
    wanted: int
    lost: int
    repeated: int
    in_flight: int
    taken_over: float


def main() -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [
            _row("SQLite, started again each time", asyncio.run(on_sqlite(folder, POINTS))),
            _row(
                "PostgreSQL, the other one goes on",
                asyncio.run(on_postgres(folder, new_database(server_url()), POINTS)),
            ),
        ]
    head = ["kill -9", "points", "messages", "lost", "went out twice", "in flight", "longest until sent (s)", "goal"]
    return table("Killed in the middle", head, rows)


def _row(name: str, found: Killed) -> list[str]:
    numbers = (found.points, found.wanted, found.lost, found.repeated, found.in_flight)
    goal = "0 lost, twice at most what was in flight, 60 s"
    return [name, *(str(number) for number in numbers), f"{found.taken_over:.0f}", goal]


async def on_sqlite(folder: Path, points: int, seed: int = 1) -> Killed:
    """One process, killed at `points` random moments and started again each time."""
    chance = random.Random(seed)
    slack, port = support.free_port(), support.free_port()
    env = settings(folder, slack, port)
    database = county(folder, env)
    flying, longest = 0, 0.0
    stub = SlowSlack(DELAY)
    async with stub.serving(slack):
        for point in range(points):
            queue(database, point * A_POINT, A_POINT)
            with process(folder, env, "-m", "benchmarks.unpaced", "run") as bot:
                await _under_way(stub, chance.uniform(0, LATEST_KILL), already=len(stub.posts))
                bot.send_signal(signal.SIGKILL)
                bot.wait()
            flying += len(stub.posts) - settled(database)[DeliveryState.SENT]
        killed = time.perf_counter()
        with process(folder, env, "-m", "benchmarks.unpaced", "run"):
            await _all_sent(database, points * A_POINT)
            longest = time.perf_counter() - killed
            await asyncio.sleep(1)
    return _found(stub, database, points, flying, longest)


async def on_postgres(folder: Path, url: str, points: int, seed: int = 1, *, hurry: bool = False) -> Killed:
    """One process lives throughout; beside it others are killed at random moments and never started again."""
    chance = random.Random(seed)
    slack, port = support.free_port(), support.free_port()
    env = settings(folder, slack, port) | {"DATABASE_URL": url} | ({"HURRY": "1"} if hurry else {})
    database = county(folder, env)
    orphans = Orphans(database)
    stub = SlowSlack(DELAY)
    async with stub.serving(slack):
        with process(folder, env, "-m", "benchmarks.unpaced", "run"):
            await ready(f"http://127.0.0.1:{port}/readyz")
            watching = asyncio.create_task(orphans.watch())
            for point in range(points):
                other = support.free_port()
                with process(folder, env | {"PORT": str(other)}, "-m", "benchmarks.unpaced", "run") as bot:
                    await ready(f"http://127.0.0.1:{other}/readyz")
                    queue(database, point * A_POINT, A_POINT)
                    await _under_way(stub, chance.uniform(0, LATEST_KILL), already=len(stub.posts))
                    bot.send_signal(signal.SIGKILL)
                    bot.wait()
                orphans.left_by_the_newest()
            await _all_sent(database, points * A_POINT)
            await asyncio.sleep(2)
            watching.cancel()
    return _found(stub, database, points, orphans.count, orphans.longest)


def county(folder: Path, env: dict[str, str]) -> Database:
    support.bot(folder, env, "import", str(support.ROOT / "practice" / "sample"), "--now", support.DAY)
    database = Database.at(env["DATABASE_URL"])
    link_everybody(database)
    return database


async def _under_way(stub: SlowSlack, seconds: float, *, already: int) -> None:
    """Wait for the first message, then so long."""
    end = time.perf_counter() + PATIENCE
    while len(stub.posts) <= already and time.perf_counter() < end:  # noqa: ASYNC110  the stub only counts
        await asyncio.sleep(0.005)
    await asyncio.sleep(seconds)


async def _all_sent(database: Database, wanted: int) -> None:
    end = time.perf_counter() + PATIENCE
    while settled(database)[DeliveryState.SENT] < wanted and time.perf_counter() < end:  # noqa: ASYNC110  a database
        await asyncio.sleep(0.1)


@dataclass
class Orphans:
    """Deliveries that a killed process had begun, with when it was killed; and how long the slowest took."""

    database: Database
    waiting: dict[str, float] = field(default_factory=dict)
    count: int = 0
    longest: float = 0.0

    def left_by_the_newest(self) -> None:
        """Whatever the process that started last had begun and not finished."""
        newest = "(SELECT executor_id FROM worker ORDER BY started_at DESC LIMIT 1)"
        begun = f"SELECT workflow_uuid FROM dbos.workflow_status WHERE status = 'PENDING' AND executor_id = {newest}"
        with self.database.read() as session:
            ids = [str(row[0]) for row in session.execute(sa.text(begun))]
        self.waiting |= dict.fromkeys(ids, time.perf_counter())
        self.count += len(ids)

    async def watch(self) -> None:
        while True:
            await asyncio.sleep(0.5)
            with self.database.read() as session:
                chosen = select(DeliveryRow.id).where(
                    col(DeliveryRow.id).in_(list(self.waiting)), col(DeliveryRow.state) == DeliveryState.SENT
                )
                done = session.exec(chosen).all()
            for delivery_id in done:
                self.longest = max(self.longest, time.perf_counter() - self.waiting.pop(delivery_id))


def _found(stub: SlowSlack, database: Database, points: int, flying: int, longest: float) -> Killed:
    wanted = points * A_POINT
    repeated = sum(stub.posts.values()) - len(stub.posts)
    database.close()
    return Killed(points, wanted, wanted - len(stub.posts), repeated, flying, longest)


if __name__ == "__main__":
    print(main(), file=sys.stdout)

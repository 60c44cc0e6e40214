"""How fast a command is acknowledged and answered: alone, beside an empty app, and beside a plan and a Monday."""

import asyncio
import tempfile
from pathlib import Path

from benchmarks import support
from benchmarks.pace import queue_messages
from benchmarks.support import SlackStub, percentile, process, ready, settings, steadily, table

RATES = ((5, 100), (50, 500))
MONDAY = 276
DRAIN_SECONDS = 10


def main() -> str:
    with tempfile.TemporaryDirectory() as name:
        return asyncio.run(_measure(Path(name)))


async def _measure(folder: Path) -> str:
    slack, port, empty = support.free_port(), support.free_port(), support.free_port()
    env = settings(folder, slack, port)
    prepare(folder, env)
    stub = SlackStub()
    url = f"http://127.0.0.1:{port}/slack/events"
    rows = []
    async with stub.serving(slack):
        with (
            process(folder, env, "-m", "bot", "run"),
            process(folder, env, "-m", "benchmarks.empty_app", str(empty)),
        ):
            await ready(f"http://127.0.0.1:{port}/readyz")
            await ready(f"http://127.0.0.1:{empty}/readyz")
            for rate, count in RATES:
                empty_took = await _acks(f"http://127.0.0.1:{empty}/slack/events", slack, rate, count)
                took = await _acks(url, slack, rate, count)
                ratio = percentile(took, 0.95) / percentile(empty_took, 0.95)
                rows.append([f"{rate} a second, the bot", *_figures(took), f"{ratio:.2f}", "at most 1.5"])
                rows.append([f"{rate} a second, empty app", *_figures(empty_took), "1", ""])
            rows += await _beside_monday(env, stub, url, slack)
    return table("Acknowledgement (ms)", ["load", "p50", "p95", "max", "p95 ratio", "goal"], rows)


def prepare(folder: Path, env: dict[str, str]) -> None:
    """The sample county, with one linked administrator."""
    support.bot(folder, env, "import", str(support.ROOT / "practice" / "sample"), "--now", support.DAY)
    support.bot(folder, env, "grant", "C1012", "administrator")
    support.bot(folder, env, "link", "C1012", "U1")


async def _acks(url: str, slack: int, rate: int, count: int) -> list[float]:
    await steadily(url, slack, "/team", rate, 10)
    taken = [took for _, _, took in await steadily(url, slack, "/team", rate, count)]
    await asyncio.sleep(DRAIN_SECONDS)
    return taken


async def _beside_monday(env: dict[str, str], stub: SlackStub, url: str, slack: int) -> list[list[str]]:
    """Commands at 5 a second while the county is planned and a Monday's messages are queued and sent."""
    await asyncio.sleep(2)
    before = stub.posted
    # Spread over as many conversations as on a Monday: each takes one message a second.
    queue_messages(env, MONDAY // 2)
    planning = asyncio.create_task(steadily(url, slack, "/supervision plan", 1, 1))
    asked = await steadily(url, slack, "/team", 5, 150)
    await planning
    await asyncio.sleep(2)
    took = [ack for _, _, ack in asked]
    seen = [stub.replies[name] - sent for name, sent, _ in asked if name in stub.replies]
    missing = len(asked) - len(seen)
    posted = stub.posted - before
    return [
        [f"5 a second beside a plan and {posted} of {MONDAY} messages", *_figures(took), "", "none over 2,000"],
        [f"the same, visible reply ({missing} missing)", *_figures(seen), "", "p95 at most 1,500"],
    ]


def _figures(seconds: list[float]) -> list[str]:
    shares = (percentile(seconds, 0.5), percentile(seconds, 0.95), max(seconds))
    return [f"{1000 * value:.0f}" for value in shares]


if __name__ == "__main__":
    print(main())

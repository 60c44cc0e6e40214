"""From `run` to `/readyz`, and the memory of an idle bot."""

import asyncio
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks import support
from benchmarks.acknowledgement import prepare
from benchmarks.support import SlackStub, process, ready, settings, table

RUNS = 5


def main() -> str:
    with tempfile.TemporaryDirectory() as name:
        return asyncio.run(_measure(Path(name)))


async def _measure(folder: Path) -> str:
    slack, port = support.free_port(), support.free_port()
    env = settings(folder, slack, port)
    prepare(folder, env)
    seconds, memory = [], []
    async with SlackStub().serving(slack):
        for _ in range(RUNS + 1):
            start = time.perf_counter()
            with process(folder, env, "-m", "bot", "run") as running:
                await ready(f"http://127.0.0.1:{port}/readyz")
                seconds.append(time.perf_counter() - start)
                await asyncio.sleep(6)
                memory.append(psutil.Process(running.pid).memory_info().rss / 1_000_000)
    warm = sorted(seconds[1:])
    rows = [
        ["`run` to `/readyz`, warm (s)", f"{warm[len(warm) // 2]:.2f}", f"{warm[-1]:.2f}", "3"],
        ["resident memory, idle (MB)", f"{sorted(memory)[len(memory) // 2]:.0f}", f"{max(memory):.0f}", "200"],
    ]
    return table("Start and memory", ["what", "median", "max", "goal"], rows)


if __name__ == "__main__":
    print(main())

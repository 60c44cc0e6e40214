"""A Monday of 500 messages: how near the pace limit it goes, and how long people wait for an answer meanwhile."""

import asyncio
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import select

from benchmarks import support
from benchmarks.support import SlackStub, percentile, process, ready, settings, steadily, table
from bot.bootstrap import WORKSPACE_PACE
from storage.tables import NoticeRow, PersonRow, SlackLinkRow
from storage.unit_of_work import Database

DELIVERIES = 500
PEOPLE = 250


def main() -> str:
    with tempfile.TemporaryDirectory() as name:
        return asyncio.run(_measure(Path(name)))


async def _measure(folder: Path) -> str:
    slack, port = support.free_port(), support.free_port()
    env = settings(folder, slack, port)
    support.bot(folder, env, "import", str(support.ROOT / "practice" / "sample"), "--now", support.DAY)
    support.bot(folder, env, "link", "C1012", "U1")
    stub = SlackStub()
    url = f"http://127.0.0.1:{port}/slack/events"
    async with stub.serving(slack):
        with process(folder, env, "-m", "bot", "run"):
            await ready(f"http://127.0.0.1:{port}/readyz")
            alone = await steadily(url, slack, "/team", 5, 100)
            await asyncio.sleep(2)
            start, posted = time.perf_counter(), stub.posted
            queue_messages(env, PEOPLE)
            sending = asyncio.create_task(_until_posted(stub, posted + DELIVERIES))
            beside = await steadily(url, slack, "/team", 5, 400)
            seconds = await sending - start
            await asyncio.sleep(2)
    rows = [["alone", *_waits(stub, alone), ""], [f"beside {DELIVERIES} deliveries", *_waits(stub, beside), "1000"]]
    # The first batch needs no waiting, and after each full batch a period passes.
    least = (DELIVERIES - 1) // WORKSPACE_PACE.starts * WORKSPACE_PACE.seconds
    share = f"{seconds / least:.0%} of the least time at {WORKSPACE_PACE.starts} a minute"
    head = ["5 commands a second", "ack p95 (ms)", "reply p95 (ms)", "no reply", "goal, reply"]
    line = f"{DELIVERIES} deliveries to {PEOPLE} people in {seconds:.0f} s ({60 * DELIVERIES / seconds:.0f} a minute): "
    return table("Pace", head, rows) + f"\n{line}{share}; goal at most 110 %.\n"


async def _until_posted(stub: SlackStub, wanted: int) -> float:
    while stub.posted < wanted:  # noqa: ASYNC110  the stub only counts
        await asyncio.sleep(0.05)
    return time.perf_counter()


def _waits(stub: SlackStub, asked: list[tuple[str, float, float]]) -> list[str]:
    acks = percentile([ack for _, _, ack in asked], 0.95)
    seen = [stub.replies[name] - sent for name, sent, _ in asked if name in stub.replies]
    return [f"{1000 * acks:.0f}", f"{1000 * percentile(seen, 0.95):.0f}", str(len(asked) - len(seen))]


def queue_messages(env: dict[str, str], people: int) -> None:
    """Two things to tell each of so many people."""
    database = Database.at(env["DATABASE_URL"])
    at = datetime.now(UTC)  # noqa: TID251  the measured bot runs on the real clock
    with database.work("system", at) as uow:
        linked = set(uow.session.exec(select(SlackLinkRow.staff_id)))
        everybody = uow.session.exec(select(PersonRow).order_by(PersonRow.staff_id)).all()
        found = [p.staff_id for p in everybody if p.leaves_on is None][:people]
        uow.session.add_all(
            SlackLinkRow(slack_user_id=f"U{staff_id}", staff_id=staff_id, how="seed", linked_at=at, linked_by="system")
            for staff_id in found
            if staff_id not in linked
        )
        uow.session.flush()
        uow.session.add_all(
            NoticeRow(staff_id=staff_id, kind="channel_closed", subject=team, created_at=at)
            for staff_id in found
            for team in ("BICESTER-1", "BICESTER-2")
        )
        uow.commit()
    database.close()


if __name__ == "__main__":
    print(main())

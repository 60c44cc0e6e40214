"""Many messages to send, and a Slack that takes a while for each and knows which it has."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from itertools import islice, product

from aiohttp import web
from sqlmodel import func, select

from benchmarks.support import SlackStub
from storage.tables import DeliveryRow, DeliveryState, NoticeRow, PersonRow, SlackLinkRow, TeamRow
from storage.unit_of_work import Database


class SlowSlack(SlackStub):
    """Answers each post after `delay` seconds. `posts` counts each message by who was told what."""

    def __init__(self, delay: float) -> None:
        super().__init__()
        self.delay = delay
        self.posts: Counter[tuple[str, str]] = Counter()

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        given = await request.json() if "json" in request.content_type else dict(await request.post())
        given = dict(request.query) | given
        if method == "conversations.open":
            return web.json_response({"ok": True, "channel": {"id": "D" + str(given["users"])}})
        if method == "chat.postMessage":
            self.posts[str(given["channel"]), str(given["text"])] += 1
            self.posted += 1
            await asyncio.sleep(self.delay)
            return web.json_response({"ok": True, "channel": given["channel"], "ts": f"{self.posted}.1"})
        return await super()._api(request)


def now() -> datetime:
    """The measured bot runs on the real clock."""
    return datetime.now(UTC)  # noqa: TID251  as above


def link_everybody(database: Database) -> None:
    """Everybody of the roster as a Slack user, so that there is somebody to write to."""
    with database.work("system", now()) as uow:
        linked = set(uow.session.exec(select(SlackLinkRow.staff_id)))
        for person in uow.session.exec(select(PersonRow)):
            if person.staff_id not in linked:
                uow.session.add(
                    SlackLinkRow(
                        slack_user_id=f"U{person.staff_id}",
                        staff_id=person.staff_id,
                        how="seed",
                        linked_at=now(),
                        linked_by="system",
                    )
                )
        uow.commit()


def queue(database: Database, first: int, count: int) -> None:
    """Queue the messages numbered from `first`; each is a different thing to tell or a different person."""
    with database.work("system", now()) as uow:
        people = sorted(p.staff_id for p in uow.session.exec(select(PersonRow)) if p.leaves_on is None)
        teams = sorted(uow.session.exec(select(TeamRow.code)))
        pairs = list(islice(product(teams, people), first, first + count))
        assert len(pairs) == count, "there are not so many people and teams"
        at = now()
        uow.session.add_all(
            NoticeRow(staff_id=person, kind="channel_closed", subject=team, created_at=at) for team, person in pairs
        )
        uow.commit()


def settled(database: Database) -> Counter[DeliveryState]:
    """How many deliveries stand in each state."""
    with database.read() as session:
        found = select(DeliveryRow.state, func.count()).group_by(DeliveryRow.state)
        return Counter({DeliveryState(state): int(count) for state, count in session.exec(found)})

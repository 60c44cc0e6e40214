"""A practice workspace on its own, with real time and the practice clock in the test's hands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

from practice import PracticeChannel, PracticeUser, create_practice
from practice.workspace import Workspace

TOKEN = "xoxb-practice"
PEOPLE = (
    PracticeUser(
        "U1", "Amara Evans", "Team manager", "amara@example.org", email_confirmed=True, guest=False, stranger=False
    ),
    PracticeUser(
        "U2", "Nia O'Connor", "Social worker", "nia@example.org", email_confirmed=True, guest=False, stranger=False
    ),
)
CHANNELS = (PracticeChannel("C1", "fsp-north-1"), PracticeChannel("C2", "closed", has_bot=False))


@dataclass
class StillClock:
    def now(self) -> datetime:
        return datetime(2020, 4, 27, 8, tzinfo=UTC)

    async def travel(self, _to: datetime, _progress: Callable[[datetime, int], None]) -> int:
        return 0


@dataclass
class Standing:
    """`seconds` is real time; `call` is what slack_sdk does."""

    seconds: float = 1_000_000.0
    http: httpx.AsyncClient = field(init=False)
    workspace: Workspace = field(init=False)

    def __post_init__(self) -> None:
        app = create_practice(
            users=PEOPLE,
            channels=CHANNELS,
            commands=(),
            signing_secret="s",
            bot_token=TOKEN,
            events_url="http://127.0.0.1:1/slack/events",
            store_path=":memory:",
            clock=StillClock(),
            wall_seconds=lambda: self.seconds,
            service_name="FSP Coordinator",
        )
        self.workspace = app.state.workspace
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:3000")

    async def call(self, method: str, token: str = TOKEN, **arguments: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer: dict[str, Any] = (await self.http.post(f"/api/{method}", json=arguments, headers=headers)).json()
        return answer

    async def seen_by(self, user: str, place: str) -> list[str]:
        state = (await self.http.get("/page/state", params={"as": user, "in": place})).json()
        return [message["text"] for message in state["messages"]]


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def modal(*blocks: dict[str, Any], title: str = "A modal") -> dict[str, Any]:
    return {"type": "modal", "title": {"type": "plain_text", "text": title}, "blocks": list(blocks)}

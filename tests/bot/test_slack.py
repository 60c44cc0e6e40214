import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.bootstrap import Bot, make_desk
from bot.clock import Clock
from bot.settings import load_settings
from bot.slack import SlackCourier
from bot.slack_line import SlackLine
from services.ports import Refused, TryLater
from templates.render import Message

HELLO = Message("hello", [])


class Answers:
    """What stands in Slack's place says next."""

    status = 200
    kind = "application/json"
    body = json.dumps({"ok": True})
    asked = 0


@pytest.fixture
def slack() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            Answers.asked += 1
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(Answers.status)
            self.send_header("Content-Type", Answers.kind)
            self.end_headers()
            self.wfile.write(Answers.body.encode())

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("status", "kind", "body", "error"),
    [
        (502, "text/html", "<h1>Bad gateway</h1>", TryLater),
        (502, "text/plain", "Bad gateway", TryLater),
        (503, "application/json", "not json", TryLater),
        (200, "application/json", '{"ok": false, "error": "internal_error"}', TryLater),
        (200, "application/json", '{"ok": false, "error": "not_in_channel"}', Refused),
    ],
)
async def test_whatever_answers_becomes_a_typed_error(
    slack: str, status: int, kind: str, body: str, error: type[Exception]
) -> None:
    Answers.status, Answers.kind, Answers.body = status, kind, body
    async with aiohttp.ClientSession() as session:
        courier = SlackCourier(AsyncWebClient(token="xoxb-test", base_url=slack, session=session))
        with pytest.raises(error):
            await courier.send_channel("fsp-bicester-1", HELLO)


async def test_the_line_knows_a_revoked_token_and_asks_seldom(slack: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Answers.status, Answers.kind, Answers.body = 200, "application/json", '{"ok": false, "error": "token_revoked"}'
    seconds = 1000.0
    monkeypatch.setattr("bot.slack_line.wall_seconds", lambda: seconds)
    line = SlackLine()
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(token="xoxb-test", base_url=slack, session=session)
        assert await line.check(client.auth_test) == "Slack refused: token_revoked"
        before, Answers.body = Answers.asked, '{"ok": true}'
        assert await line.check(client.auth_test) == "Slack refused: token_revoked"
        assert Answers.asked == before
        seconds += 60
        assert await line.check(client.auth_test) is None


def test_without_slacks_secret_no_request_by_http_can_be_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///unused.db")
    monkeypatch.delenv("SLACK_SIGNING_SECRET", raising=False)
    settings = load_settings(_env_file=None)
    desk = make_desk(settings)
    first, second = (Bot(settings, desk, Clock(), worker_only=worker)._signing_secret() for worker in (False, True))
    assert len(first) >= 32
    assert first != second
    desk.database.close()

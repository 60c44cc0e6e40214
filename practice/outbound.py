"""Requests from the stand-in to the bot, signed as Slack signs them and sent over HTTP."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp

ACKNOWLEDGE_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The bot's acknowledgement: its `body`, or `error` in Slack's words when there was none to use."""

    body: Any = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class BotLine:
    """The line to the bot's events address. `wall_seconds` is real time: signatures expire by it."""

    events_url: str
    signing_secret: str
    wall_seconds: Callable[[], float]

    async def command(self, form: Mapping[str, str]) -> Answer:
        return await self._send(urlencode(form))

    async def interaction(self, payload: Mapping[str, Any]) -> Answer:
        return await self._send(urlencode({"payload": json.dumps(payload)}))

    async def _send(self, body: str) -> Answer:
        headers = {"Content-Type": "application/x-www-form-urlencoded", **self._signature(body)}
        timeout = aiohttp.ClientTimeout(total=ACKNOWLEDGE_SECONDS)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(self.events_url, data=body, headers=headers) as response,
            ):
                return _answer(response.status, await response.text())
        except TimeoutError:
            return Answer(error="operation_timeout")
        except aiohttp.ClientError:
            return Answer(error="dispatch_failed")

    def _signature(self, body: str) -> dict[str, str]:
        timestamp = str(int(self.wall_seconds()))
        base = f"v0:{timestamp}:{body}".encode()
        digest = hmac.new(self.signing_secret.encode(), base, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def _answer(status: int, text: str) -> Answer:
    if status != 200:
        return Answer(error="http_service_error" if status >= 500 else "http_client_error")
    if not text.strip():
        return Answer()
    try:
        return Answer(body=json.loads(text))
    except ValueError:
        return Answer(body=text)

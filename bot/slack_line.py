"""The line to Slack: whether it answers and still knows our token, for the start and for `/readyz`."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import wall_seconds
from bot.slack import error_code

T = TypeVar("T")

log = structlog.get_logger()

FRESH_SECONDS = 20.0
"""How long an answer stands; a health check may ask every second, and Slack counts our calls."""

PROBE_SECONDS = 5.0
"""How soon a token that Slack refused is tried again."""


class SlackLine:
    """`trouble` is what was wrong the last time, or None; `closed` is Slack's word while it refuses our token."""

    def __init__(self) -> None:
        self.closed: str | None = None
        self.trouble: str | None = "Slack has not answered yet"
        self._asked_at = 0.0
        self._asking = asyncio.Lock()

    async def until_answered(self, request: Callable[[], Awaitable[T]]) -> T:
        """Ask, and keep asking while Slack can't be reached or refuses."""
        wait = 1.0
        while True:
            try:
                return await self._ask(request)
            except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError):
                log.warning("no answer from Slack yet", action="start", trouble=self.trouble)
            await asyncio.sleep(wait)
            wait = min(wait * 2, 60)

    async def check(self, request: Callable[[], Awaitable[object]]) -> str | None:
        """What is wrong with the line now; an answer of a moment ago stands."""
        async with self._asking:
            if wall_seconds() - self._asked_at >= (PROBE_SECONDS if self.closed else FRESH_SECONDS):
                try:
                    await self._ask(request)
                except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError):
                    log.warning("the line to Slack is down", action="ready", trouble=self.trouble)
            return self.trouble

    def close(self, code: str) -> None:
        """Slack refused our token: delivering stops, for everybody at once."""
        if self.closed is None:
            log.error("delivering stopped: Slack refuses our token", action="deliver", reason=code)
        self.closed, self.trouble, self._asked_at = code, f"Slack refused: {code}", wall_seconds()

    async def opened(self, request: Callable[[], Awaitable[object]]) -> None:
        """Return once Slack takes our token; one of those who wait here asks it, every few seconds."""
        while self.closed is not None:
            await asyncio.sleep(PROBE_SECONDS)
            if await self.check(request) is None and self.closed is not None:
                self.closed = None
                log.info("delivering resumed: Slack takes our token again", action="deliver")

    async def _ask(self, request: Callable[[], Awaitable[T]]) -> T:
        try:
            answer = await request()
        except SlackApiError as error:
            self.trouble = f"Slack refused: {error_code(error)}"
            raise
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self.trouble = f"Slack can't be reached: {type(error).__name__}"
            raise
        else:
            self.trouble = None
            return answer
        finally:
            self._asked_at = wall_seconds()


async def who_we_are(client: AsyncWebClient, line: SlackLine, token: str) -> AuthorizeResult:
    """Ask Slack once whose token this is; while it can't say, keep asking."""
    answer = await line.until_answered(client.auth_test)
    return AuthorizeResult(
        enterprise_id=None,
        team_id=answer.get("team_id"),
        bot_user_id=answer.get("user_id"),
        bot_id=answer.get("bot_id"),
        bot_token=token,
    )


class DeliveryLine:
    """The line as deliveries see it: they wait while Slack refuses our token."""

    def __init__(self, line: SlackLine, client: AsyncWebClient) -> None:
        self._line, self._client = line, client

    @property
    def is_open(self) -> bool:
        return self._line.closed is None

    async def opened(self) -> None:
        await self._line.opened(self._client.auth_test)

    def close(self, code: str) -> None:
        self._line.close(code)

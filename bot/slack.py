"""The courier to Slack: the only place that calls its Web API, with typed errors."""

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from services.ports import Closed, CourierError, Refused, Sent, SlackProfile, TryLater
from templates.render import Message

# Slack's words for its own trouble; everything else it says is about the request and will not change by waiting.
PASSING = frozenset({"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"})
TIMEOUT_SECONDS = 10

TOKEN_REFUSED = frozenset({"invalid_auth", "token_revoked", "token_expired", "not_authed", "account_inactive"})
"""Slack's words for a token that it does not take; `account_inactive` may also mean the person written to."""


Known = Callable[[str], Awaitable[str | None]]
"""A Slack user's conversation with us, where one is known."""


class SlackCourier:
    """Carries messages by the Web API, through the one HTTP session of the process."""

    def __init__(self, client: AsyncWebClient, known: Known | None = None) -> None:
        self._client = client
        self._known = known
        self._direct: dict[str, str] = {}

    async def send_direct(self, slack_user_id: str, message: Message) -> Sent:
        channel = await self._conversation(slack_user_id)
        if channel is not None:
            try:
                return await self._post(channel, message)
            except Refused as error:
                if error.code != "channel_not_found":
                    raise
        opened = await self._call(lambda: self._client.conversations_open(users=slack_user_id))
        channel = self._direct[slack_user_id] = str(opened["channel"]["id"])
        return await self._post(channel, message)

    async def _conversation(self, slack_user_id: str) -> str | None:
        """Where we wrote to them before: Slack lets us open about fifty conversations a minute, and write more."""
        if slack_user_id not in self._direct and self._known is not None:
            channel = await self._known(slack_user_id)
            if channel is not None:
                self._direct[slack_user_id] = channel
        return self._direct.get(slack_user_id)

    async def send_channel(self, channel: str, message: Message) -> Sent:
        return await self._post(f"#{channel}", message)

    async def respond(self, response_url: str, message: Message, *, replace: bool = False) -> None:
        hook = AsyncWebhookClient(response_url, session=self._client.session, timeout=TIMEOUT_SECONDS)
        try:
            answer = await hook.send(
                text=message.text, blocks=message.blocks, response_type="ephemeral", replace_original=replace
            )
        except (aiohttp.ClientError, TimeoutError) as error:
            raise TryLater(type(error).__name__.lower()) from error
        if answer.status_code != 200:
            raise Refused(f"response_url_{answer.status_code}")

    async def update(self, sent: Sent, message: Message) -> None:
        await self._call(
            lambda: self._client.chat_update(channel=sent.channel, ts=sent.ts, text=message.text, blocks=message.blocks)
        )

    async def open_modal(self, trigger_id: str, view: dict[str, Any]) -> None:
        await self._call(lambda: self._client.views_open(trigger_id=trigger_id, view=view))

    async def profile(self, slack_user_id: str) -> SlackProfile:
        answer = await self._call(lambda: self._client.users_info(user=slack_user_id))
        user = answer["user"]
        verified = user.get("is_email_confirmed", False)
        return SlackProfile(
            slack_user_id=slack_user_id,
            email=user.get("profile", {}).get("email") if verified else None,
            guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
            stranger=bool(user.get("is_stranger")),
            deleted=bool(user.get("deleted")),
        )

    async def _post(self, channel: str, message: Message) -> Sent:
        try:
            return await self._post_once(channel, message)
        except Refused as error:
            if error.code != "invalid_blocks":
                raise
            # An older workspace does not know the newer blocks; the plain form says the same.
            return await self._post_once(channel, message.plain())

    async def _post_once(self, channel: str, message: Message) -> Sent:
        answer = await self._call(
            lambda: self._client.chat_postMessage(channel=channel, text=message.text, blocks=message.blocks)
        )
        return Sent(channel=str(answer["channel"]), ts=str(answer["ts"]))

    async def _call(self, request: Callable[[], Awaitable[Any]]) -> Any:
        try:
            return await _asked(request)
        except Closed as error:
            if error.code != "account_inactive":
                raise
        # The token's account or the person's? Only a question about nobody tells.
        await _asked(self._client.auth_test)
        raise Refused("account_inactive")


async def _asked(request: Callable[[], Awaitable[Any]]) -> Any:
    try:
        return await request()
    except SlackApiError as error:
        raise _typed(error) from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise TryLater(type(error).__name__.lower()) from error


def error_code(error: SlackApiError) -> str:
    """Slack's own word for what is wrong, or `http_502` where something on the way answered in its place."""
    data: Any = getattr(error.response, "data", None)
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    return code or f"http_{_status(error)}"


def _status(error: SlackApiError) -> int:
    # An answer that is no JSON arrives as the HTTP client's own response, which names its status otherwise.
    response: Any = error.response
    return int(response.status_code if hasattr(response, "status_code") else response.status)


def _typed(error: SlackApiError) -> CourierError:
    response: Any = error.response
    status, code = _status(error), error_code(error)
    if status == 429 or code == "ratelimited":
        return TryLater("ratelimited", float(response.headers.get("Retry-After", 1)))
    if status >= 500 or code in PASSING or code.startswith("http_"):
        return TryLater(code)
    return Closed(code) if code in TOKEN_REFUSED else Refused(code)

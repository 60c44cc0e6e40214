"""The Bolt app: its listeners, and the one error boundary."""

import asyncio
import secrets
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from commands.call import Edge
from commands.catalogue import COMMANDS
from commands.introduce import bind_introduction, introduce
from commands.listen import bind
from domain.errors import NotLinked, Refusal
from services.ports import CourierError, Sent

log = structlog.get_logger()


def make_app(edge: Edge, client: AsyncWebClient, signing_secret: str, bot_user: AuthorizeResult) -> AsyncApp:
    """The app with every listener bound. `bot_user` is who we are to Slack, asked once at the start."""

    async def authorize() -> AuthorizeResult:
        return bot_user

    app = AsyncApp(signing_secret=signing_secret, client=client, authorize=authorize)
    bind(app, edge, COMMANDS)
    bind_introduction(app, edge)

    @app.error
    async def boundary(error: Exception, body: dict[str, Any], request: AsyncBoltRequest) -> None:  # noqa: ARG001  Bolt passes by name
        await answer_error(edge, error, body)

    return app


async def answer_error(edge: Edge, error: Exception, body: Mapping[str, Any]) -> None:
    """Tell the person what they can do; what is our fault gets a reference that is also in the log."""
    try:
        if isinstance(error, NotLinked) and error.facts.get("reason") == "unknown":
            await introduce(edge, body)
            return
    except Refusal as refusal:
        error = refusal
    if isinstance(error, Refusal):
        log.info("refused", action="boundary", code=error.code)
        await _say(edge, body, f"problems/{error.code}", error.facts)
        return
    reference = secrets.token_hex(4)
    log.error("failed", action="boundary", reference=reference, exc_info=error)
    await _say(edge, body, "problems/unexpected", {"reference": reference})


async def _say(edge: Edge, body: Mapping[str, Any], template: str, facts: Mapping[str, object]) -> None:
    url = body.get("response_url")
    message = edge.renderer.message(template, facts)
    try:
        if url:
            await edge.courier.respond(url, message)
            return
        user = body.get("user")
        if isinstance(user, dict):
            sent: Sent = await edge.courier.send_direct(user["id"], message)
            log.info("answered in a direct message", action="boundary", channel=sent.channel)
    except CourierError as failed:
        log.warning("the answer did not go", action="boundary", code=failed.code)


async def finish(tasks: set["asyncio.Task[Any]"], seconds: float = 5.0) -> int:
    """Wait for acknowledged work. Returns how many were still running when the time was up."""
    if not tasks:
        return 0
    _, left = await asyncio.wait(set(tasks), timeout=seconds)
    return len(left)

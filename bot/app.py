"""The Bolt app with its listeners, and waiting for them at the end."""

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from commands.call import Edge
from commands.catalogue import COMMANDS
from commands.listen import bind


def make_app(edge: Edge, client: AsyncWebClient, signing_secret: str, bot_user: AuthorizeResult) -> AsyncApp:
    """The app with every listener bound. `bot_user` is who we are to Slack, asked once at the start."""

    async def authorize() -> AuthorizeResult:
        return bot_user

    # With an authorize function the app wants a client without a token; the courier has the one with it.
    bare = AsyncWebClient(base_url=client.base_url, session=client.session)
    # Without a name Bolt looks for its caller's file through the whole stack, which reads every source in it.
    app = AsyncApp(name=__name__, signing_secret=signing_secret, client=bare, authorize=authorize)
    bind(app, edge, COMMANDS)
    return app


async def finish(tasks: set["asyncio.Task[Any]"], seconds: float = 5.0) -> int:
    """Wait for acknowledged work. Returns how many were still running when the time was up."""
    if not tasks:
        return 0
    _, left = await asyncio.wait(set(tasks), timeout=seconds)
    return len(left)

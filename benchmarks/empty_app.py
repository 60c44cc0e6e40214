"""A Bolt app that only acknowledges, on the same server as the bot: what there is to compare with."""

import sys

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from benchmarks.support import SECRET


async def authorize() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="UBOT", bot_id="B1", bot_token="xoxb-1")


async def acknowledge(ack: AsyncAck) -> None:
    await ack()


def make_site() -> Starlette:
    app = AsyncApp(signing_secret=SECRET, authorize=authorize)
    app.command("/team")(acknowledge)
    handler = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        answer: Response = await handler.handle(request)
        return answer

    async def readyz(_request: Request) -> Response:
        return PlainTextResponse("ok")

    return Starlette(routes=[Route("/slack/events", events, methods=["POST"]), Route("/readyz", readyz)])


if __name__ == "__main__":
    uvicorn.run(make_site(), host="127.0.0.1", port=int(sys.argv[1]), log_level="error", access_log=False)

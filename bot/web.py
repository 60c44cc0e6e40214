"""The web server: Slack's requests, and the pages by which operations see that all is well."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Lifespan

from bot.metrics import CONTENT_TYPE

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must work: `find` returns what is wrong, or None."""

    name: str
    find: Callable[[], Awaitable[str | None]]


def make_web(
    app: Callable[[], AsyncApp | None],
    checks: Sequence[Check],
    lifespan: "Lifespan[Starlette]",
    measure: Callable[[], Awaitable[bytes]],
    practice: Starlette | None = None,
    pages: Sequence[BaseRoute] = (),
) -> Starlette:
    """Routes for one process; `practice` is mounted in practice only, `pages` are for people without Slack.

    `app` is empty until the start is complete.
    """

    async def events(request: Request) -> Response:
        bolt = app()
        if bolt is None:
            return Response(status_code=503)
        answer: Response = await AsyncSlackRequestHandler(bolt).handle(request)
        if answer.status_code == 401:
            log.warning("request refused: wrong signature or stale timestamp", action="slack")
        return answer

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_request: Request) -> Response:
        wrong = {check.name: await check.find() for check in checks}
        ready = not any(wrong.values()) and app() is not None
        body = {"status": "ready" if ready else "not ready", "checks": {k: v or "ok" for k, v in wrong.items()}}
        return JSONResponse(body, status_code=200 if ready else 503)

    async def metrics(_request: Request) -> Response:
        return Response(await measure(), media_type=CONTENT_TYPE)

    routes: list[BaseRoute] = [
        Route("/slack/events", events, methods=["POST"]),
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", metrics),
        *pages,
    ]
    if practice is not None:
        routes += [Mount("/practice", practice), Route("/", _to_practice)]
    return Starlette(routes=routes, lifespan=lifespan)


async def _to_practice(_request: Request) -> Response:
    return RedirectResponse("/practice/")

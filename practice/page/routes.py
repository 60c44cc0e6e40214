"""What a person does on the page: type, press, fill in, move the clock. Each answer may hold a `problem` to show."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from practice.errors import ApiError
from practice.page import modal, say
from practice.page.press import press, suggest
from practice.page.request import read_json
from practice.page.travel import move_clock
from practice.workspace import Workspace

Act = Callable[[Workspace, dict[str, Any]], Awaitable[dict[str, Any]]]


def _route(path: str, act: Act) -> Route:
    async def answer(request: Request) -> Response:
        workspace: Workspace = request.app.state.workspace
        body = await read_json(request)
        try:
            return JSONResponse(await act(workspace, body))
        except ApiError as error:
            return JSONResponse({"problem": error.code, "details": list(error.problems)})

    return Route(path, answer, methods=["POST"])


ROUTES = [
    _route("/page/say", say.say),
    _route("/page/press", press),
    _route("/page/suggest", suggest),
    _route("/page/submit", modal.submit),
    _route("/page/close", modal.close),
    _route("/page/clock", move_clock),
]

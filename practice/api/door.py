"""The Web API's door: reads a call as slack_sdk sends it, checks the token, answers as Slack does."""

import asyncio
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from practice.api.chat import CHAT
from practice.api.method import Arguments, Method
from practice.api.people import PEOPLE
from practice.api.views import VIEWS
from practice.errors import ApiError
from practice.faults import Fault
from practice.workspace import Workspace

METHODS: dict[str, Method] = {**CHAT, **PEOPLE, **VIEWS}
JSON_ARGUMENTS = frozenset({"blocks", "view", "metadata"})


async def answer(request: Request) -> Response:
    """`POST /practice/api/METHOD` (or GET, for the reading methods)."""
    workspace: Workspace = request.app.state.workspace
    name = request.path_params["method"]
    fault = workspace.faults.next_for(name)
    if fault is not None:
        await asyncio.sleep(fault.delay)
        if fault.error is not None or fault.status != 200:
            return _failure(fault)
    try:
        arguments = await _arguments(request)
        _check_token(request, arguments, workspace.bot_token)
        return JSONResponse({"ok": True, **_method(name)(workspace, arguments)})
    except ApiError as error:
        return JSONResponse(error.body())


def _method(name: str) -> Method:
    if name not in METHODS:
        raise ApiError("unknown_method")
    return METHODS[name]


def _failure(fault: Fault) -> Response:
    error = fault.error or ("ratelimited" if fault.status == 429 else "internal_error")
    headers = {"Retry-After": str(fault.retry_after)} if fault.status == 429 else None
    return JSONResponse({"ok": False, "error": error}, status_code=fault.status, headers=headers)


async def _arguments(request: Request) -> Arguments:
    found: dict[str, Any] = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        body = await request.body()
        try:
            sent = json.loads(body or b"{}")
        except ValueError as error:
            raise ApiError("invalid_json") from error
        if not isinstance(sent, dict):
            raise ApiError("json_not_object")
        found |= sent
    else:
        async with request.form() as form:
            found |= {key: value for key, value in form.items() if isinstance(value, str)}
    return Arguments({key: _decoded(key, value) for key, value in found.items()})


def _decoded(key: str, value: Any) -> Any:
    if key not in JSON_ARGUMENTS or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise ApiError("invalid_arguments", [f"{key}: not JSON"]) from error


def _check_token(request: Request, arguments: Arguments, token: str) -> None:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.casefold() != "bearer":
        given = arguments.text("token")
    if not given:
        raise ApiError("not_authed")
    if given != token:
        raise ApiError("invalid_auth")

"""`POST /practice/response/NAME`: replies to a command or a button by the address that came with it."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from practice.api.chat import content_of
from practice.api.method import Arguments
from practice.errors import ApiError
from practice.people import BOT_USER_ID
from practice.store import Message
from practice.tickets import ResponseLink
from practice.workspace import Workspace


async def respond(request: Request) -> Response:
    """`ok`, 404 for an address that is unknown, expired or used up, 400 for content Slack would refuse."""
    workspace: Workspace = request.app.state.workspace
    try:
        link = workspace.links.check(request.path_params["name"])
    except ApiError as error:
        return JSONResponse(error.body(), status_code=404)
    try:
        deliver(workspace, link, _read(await request.body()))
    except ApiError as error:
        return JSONResponse(error.body(), status_code=400)
    return PlainTextResponse("ok")


def deliver(workspace: Workspace, link: ResponseLink, reply: dict[str, Any]) -> None:
    """Post, replace or delete as `reply` asks. Raises `ApiError`, and then the use is not counted."""
    original = workspace.store.find(link.conversation, link.ts) if link.ts is not None else None
    if reply.get("delete_original"):
        if original is not None:
            workspace.store.delete(original)
    elif reply.get("replace_original") and original is not None:
        workspace.store.change(original, *content_of(Arguments(reply)))
    else:
        post_reply(workspace, link.user_id, link.conversation, reply)
    link.uses += 1


def post_reply(workspace: Workspace, user_id: str, conversation: str, reply: dict[str, Any]) -> Message:
    """A new message; only `user_id` sees it unless the reply says `in_channel`. Raises `ApiError`."""
    text, blocks = content_of(Arguments(reply))
    only_for = None if reply.get("response_type") == "in_channel" else user_id
    at = workspace.clock.now().timestamp()
    return workspace.store.post(conversation, BOT_USER_ID, text, blocks, at, only_for)


def _read(body: bytes) -> dict[str, Any]:
    try:
        reply = json.loads(body)
    except ValueError as error:
        raise ApiError("invalid_payload") from error
    if not isinstance(reply, dict):
        raise ApiError("invalid_payload")
    return reply

"""What the page shows: who is there once, and what has changed whenever it asks."""

from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from practice.clock import LONDON
from practice.page.mail import readers
from practice.page.request import read_json
from practice.people import BOT_USER_ID, direct_id
from practice.store import Message
from practice.workspace import Journey, Workspace


async def _directory(request: Request) -> Response:
    """People, channels and commands: fixed while the server runs."""
    workspace: Workspace = request.app.state.workspace
    return JSONResponse(
        {
            "service": workspace.service_name,
            "bot": BOT_USER_ID,
            "users": [_user(workspace, user_id) for user_id in workspace.directory.users],
            "channels": [
                {"id": channel.channel_id, "name": channel.name, "has_bot": channel.has_bot}
                for channel in workspace.directory.channels.values()
            ],
            "commands": [dict(command) for command in workspace.commands],
            "readers": readers(workspace),
        }
    )


async def _state(request: Request) -> Response:
    """`?as=USER&in=CONVERSATION&seen=COUNT`: the clock, and everything else when there is news since `seen`."""
    workspace: Workspace = request.app.state.workspace
    viewer, conversation = request.query_params.get("as", ""), request.query_params.get("in", "")
    state: dict[str, Any] = {"count": workspace.changes.count, "now": _local(workspace.clock.now())}
    state["journey"] = _journey(workspace.journey)
    if request.query_params.get("seen") != str(workspace.changes.count):
        state |= {
            "unread": workspace.store.unread(BOT_USER_ID),
            "unread_mail": workspace.mailbox.unread(),
            "messages": [_message(message) for message in workspace.store.latest(conversation, viewer)],
            "modal": _modal(workspace, viewer),
        }
    return JSONResponse(state)


async def _seen(request: Request) -> Response:
    """Body: `conversation`, `up_to` (a message's number)."""
    workspace: Workspace = request.app.state.workspace
    body = await read_json(request)
    workspace.store.mark_seen(str(body["conversation"]), int(body["up_to"]))
    return JSONResponse({"ok": True})


def _user(workspace: Workspace, user_id: str) -> dict[str, Any]:
    user = workspace.directory.users[user_id]
    return {
        "id": user_id,
        "name": user.name,
        "handle": workspace.directory.handles[user_id],
        "title": user.title,
        "group": user.group,
        "guest": user.guest,
        "stranger": user.stranger,
        "tz": user.tz,
        "direct": direct_id(user_id),
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "ts": message.ts,
        "author": message.author,
        "text": message.text,
        "blocks": message.blocks,
        "private": message.only_for is not None,
        "edited": message.edited,
    }


def _modal(workspace: Workspace, viewer: str) -> dict[str, Any] | None:
    view = workspace.modals.top(viewer)
    if view is None:
        return None
    return {"id": view.id, "hash": view.hash, "view": view.content, "depth": workspace.modals.depth(viewer)}


def _journey(journey: Journey | None) -> dict[str, Any] | None:
    if journey is None:
        return None
    return {
        "to": _local(journey.to),
        "at": _local(journey.at),
        "sent": journey.sent,
        "running": journey.running,
        "problem": journey.problem,
    }


def _local(instant: datetime) -> str:
    return instant.astimezone(LONDON).isoformat(timespec="seconds")


ROUTES = [
    Route("/page/directory", _directory),
    Route("/page/state", _state),
    Route("/page/seen", _seen, methods=["POST"]),
]

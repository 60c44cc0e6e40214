"""Buttons and menus, in messages and in modals, and the options of a menu that the bot fills while somebody types."""

from typing import Any

from practice import interactions
from practice.elements import elements_of
from practice.errors import ApiError
from practice.modals import View
from practice.outbound import Answer
from practice.store import Blocks, Message
from practice.workspace import Workspace

MOST_OPTIONS = 100


async def press(workspace: Workspace, body: dict[str, Any]) -> dict[str, Any]:
    """Body: `as`, `in` and `ts` (or `view`), `block_id`, `action_id`, `chosen`, `values`."""
    user_id, place = str(body["as"]), _place(workspace, body)
    blocks = place.content["blocks"] if isinstance(place, View) else place.blocks
    element = _element(blocks, str(body["block_id"]), str(body["action_id"]))
    action = interactions.action_of(element, str(body["block_id"]), body.get("chosen") or {}, workspace.wall_seconds())
    values = body.get("values") or {}
    if isinstance(place, View):
        payload = interactions.in_view(workspace, user_id, place, action, values)
    else:
        payload = interactions.in_message(workspace, user_id, place, action, values)
    return _problem(await workspace.bot.interaction(payload))


async def suggest(workspace: Workspace, body: dict[str, Any]) -> dict[str, Any]:
    """Body: as for `press`, with `typed` in place of `chosen`. Gives `options` or `option_groups`."""
    place = _place(workspace, body)
    if isinstance(place, View):
        where: dict[str, Any] = {"container": {"type": "view", "view_id": place.id}, "view": place.payload()}
    else:
        where = {"container": {"type": "message", "message_ts": place.ts, "channel_id": place.conversation}}
    payload = interactions.suggestion(
        workspace, str(body["as"]), where, str(body["block_id"]), str(body["action_id"]), str(body["typed"])
    )
    answer = await workspace.bot.interaction(payload)
    if answer.error is not None or not isinstance(answer.body, dict):
        return {"problem": answer.error or "invalid_options", "options": []}
    return _options(answer.body)


def _place(workspace: Workspace, body: dict[str, Any]) -> View | Message:
    """Raises `ApiError` when what was pressed has gone, or is not for this person."""
    if body.get("view"):
        return workspace.modals.find(view_id=str(body["view"]), external_id=None)
    message = workspace.store.find(str(body["in"]), str(body["ts"]))
    if message is None or message.only_for not in (None, body["as"]):
        raise ApiError("message_not_found")
    return message


def _element(blocks: Blocks, block_id: str, action_id: str) -> dict[str, Any]:
    for block in blocks:
        for _, element in elements_of(block):
            if block.get("block_id") == block_id and element.get("action_id") == action_id:
                return dict(element)
    raise ApiError("action_not_found")


def _problem(answer: Answer) -> dict[str, Any]:
    return {"problem": answer.error} if answer.error is not None else {}


def _options(body: dict[str, Any]) -> dict[str, Any]:
    groups, options = body.get("option_groups"), body.get("options")
    if len(groups or ()) > MOST_OPTIONS or len(options or ()) > MOST_OPTIONS:
        raise ApiError("invalid_options", [f"more than {MOST_OPTIONS} options"])
    return {"option_groups": groups} if groups is not None else {"options": options or []}

"""Submitting and closing a modal."""

from typing import Any

from practice import interactions
from practice.errors import ApiError
from practice.modals import View
from practice.rules import check_view
from practice.workspace import Workspace


async def submit(workspace: Workspace, body: dict[str, Any]) -> dict[str, Any]:
    """Body: `as`, `view`, `values`. Gives `errors` by block when the bot found some."""
    user_id, view = str(body["as"]), workspace.modals.find(view_id=str(body["view"]), external_id=None)
    payload = interactions.submission(workspace, user_id, view, body.get("values") or {})
    answer = await workspace.bot.interaction(payload)
    if answer.error is not None:
        return {"problem": answer.error}
    return _follow(workspace, user_id, view, answer.body)


async def close(workspace: Workspace, body: dict[str, Any]) -> dict[str, Any]:
    """Body: `as`, `view`, `all` (the whole stack). The bot hears of it where it asked to."""
    user_id, view = str(body["as"]), workspace.modals.find(view_id=str(body["view"]), external_id=None)
    whole_stack = bool(body.get("all"))
    workspace.modals.close(user_id, whole_stack=whole_stack)
    if view.content.get("notify_on_close"):
        await workspace.bot.interaction(interactions.closing(workspace, user_id, view, whole_stack=whole_stack))
    return {}


def _follow(workspace: Workspace, user_id: str, view: View, reply: Any) -> dict[str, Any]:
    """Do what the acknowledgement asks. Raises `ApiError` for one that Slack would not understand."""
    action = reply.get("response_action") if isinstance(reply, dict) else None
    if action == "errors":
        return {"errors": _errors(view, reply.get("errors"))}
    if action in ("update", "push"):
        check_view(reply.get("view"), "modal")
        if action == "push":
            workspace.modals.push(user_id, reply["view"])
        else:
            workspace.modals.update(view, reply["view"])
    elif action == "clear":
        workspace.modals.close(user_id, whole_stack=True)
    elif reply:
        raise ApiError("invalid_response_action")
    elif workspace.modals.top(user_id) is view:
        workspace.modals.close(user_id)
    return {}


def _errors(view: View, errors: Any) -> dict[str, str]:
    """Slack shows errors beside inputs only, and refuses any other."""
    inputs = {block["block_id"] for block in view.content["blocks"] if block.get("type") == "input"}
    if not isinstance(errors, dict) or not errors or not inputs.issuperset(errors):
        raise ApiError("invalid_response_action", ["errors: each must name the block of an input"])
    return {str(block_id): str(words) for block_id, words in errors.items()}

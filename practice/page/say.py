"""A line typed into the composer: a slash command for the bot, or a message for whoever reads the conversation."""

from typing import Any

from practice.api.response import post_reply
from practice.compose import escape_typed
from practice.errors import ApiError
from practice.interactions import command_form
from practice.workspace import Workspace


async def say(workspace: Workspace, body: dict[str, Any]) -> dict[str, Any]:
    """Body: `as`, `in`, `text`."""
    user_id, conversation, typed = str(body["as"]), str(body["in"]), str(body["text"]).strip()
    workspace.directory.user(user_id)
    workspace.directory.conversation(conversation)
    if typed.startswith("/"):
        return await _command(workspace, user_id, conversation, typed)
    text = escape_typed(typed, workspace.directory)
    workspace.store.post(conversation, user_id, text, [], workspace.clock.now().timestamp())
    return {}


async def _command(workspace: Workspace, user_id: str, conversation: str, typed: str) -> dict[str, Any]:
    name, _, text = typed.partition(" ")
    command = next((entry["command"] for entry in workspace.commands if entry["command"] == name.casefold()), None)
    if command is None:
        return {"problem": "unknown_command", "command": name}
    escaped = escape_typed(text.strip(), workspace.directory)
    answer = await workspace.bot.command(command_form(workspace, user_id, conversation, command, escaped))
    if answer.error is not None:
        return {"problem": answer.error, "command": command}
    try:
        _post_acknowledgement(workspace, user_id, conversation, answer.body)
    except ApiError as error:
        return {"problem": "invalid_command_response", "command": command, "details": [error.code, *error.problems]}
    return {}


def _post_acknowledgement(workspace: Workspace, user_id: str, conversation: str, body: Any) -> None:
    """An acknowledgement may carry the reply itself."""
    if not body:
        return
    reply = body if isinstance(body, dict) else {"text": str(body)}
    post_reply(workspace, user_id, conversation, reply)

"""The payloads Slack sends when a person presses, chooses, submits or closes something."""

from typing import Any

from practice.api.chat import as_payload
from practice.modals import View
from practice.people import APP_ID, TEAM_DOMAIN, TEAM_ID
from practice.store import Message
from practice.workspace import Workspace

CHOSEN = frozenset(
    {
        "value",
        "selected_option",
        "selected_options",
        "selected_date",
        "selected_time",
        "selected_date_time",
        "selected_user",
        "selected_users",
        "selected_channel",
        "selected_channels",
        "selected_conversation",
        "selected_conversations",
    }
)
FIXED = ("text", "value", "style", "placeholder", "confirm")


def who(workspace: Workspace, user_id: str) -> dict[str, Any]:
    """The fields every interaction begins with. Raises `ApiError` user_not_found."""
    user = workspace.directory.user(user_id)
    handle = workspace.directory.handles[user_id]
    identity = {"id": user_id, "username": handle, "name": handle, "team_id": TEAM_ID}
    team = {"id": TEAM_ID, "domain": TEAM_DOMAIN}
    return {"user": {**identity, "real_name": user.name}, "team": team, "api_app_id": APP_ID, "token": "practice"}


def action_of(element: dict[str, Any], block_id: str, chosen: dict[str, Any], at: float) -> dict[str, Any]:
    """One entry of `actions`: what the element is, from the stored message, and what the person chose."""
    given = {key: value for key, value in chosen.items() if key in CHOSEN and element.get("type") != "button"}
    fixed: dict[str, Any] = {
        key: element[key] for key in ("text", "value", "style", "placeholder", "confirm") if key in element
    }
    return {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block_id,
        "action_ts": f"{at:.6f}",
        **fixed,
        **given,
    }


def in_message(
    workspace: Workspace, user_id: str, message: Message, action: dict[str, Any], values: dict[str, Any]
) -> dict[str, Any]:
    """`block_actions` from a message; Slack leaves the message itself out when only one person sees it."""
    private = message.only_for is not None
    place = {"message_ts": message.ts, "channel_id": message.conversation, "is_ephemeral": private}
    name = workspace.directory.conversation_name(message.conversation)
    payload = {
        "type": "block_actions",
        **who(workspace, user_id),
        "container": {"type": "message", **place},
        "channel": {"id": message.conversation, "name": name},
        "trigger_id": workspace.triggers.issue(user_id),
        "response_url": workspace.links.issue(user_id, message.conversation, message.ts),
        "state": {"values": values},
        "actions": [action],
    }
    return payload if private else {**payload, "message": as_payload(message)}


def in_view(
    workspace: Workspace, user_id: str, view: View, action: dict[str, Any], values: dict[str, Any]
) -> dict[str, Any]:
    """`block_actions` from a modal."""
    return {
        "type": "block_actions",
        **who(workspace, user_id),
        "container": {"type": "view", "view_id": view.id},
        "view": view.payload(values),
        "trigger_id": workspace.triggers.issue(user_id, in_modal=True),
        "actions": [action],
    }


def submission(workspace: Workspace, user_id: str, view: View, values: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "view_submission",
        **who(workspace, user_id),
        "view": view.payload(values),
        "trigger_id": workspace.triggers.issue(user_id, in_modal=True),
        "response_urls": [],
    }


def closing(workspace: Workspace, user_id: str, view: View, *, whole_stack: bool) -> dict[str, Any]:
    return {
        "type": "view_closed",
        **who(workspace, user_id),
        "view": view.payload(),
        "is_cleared": whole_stack,
    }


def suggestion(
    workspace: Workspace, user_id: str, place: dict[str, Any], block_id: str, action_id: str, typed: str
) -> dict[str, Any]:
    """`block_suggestion`: the options of an external select for what was typed so far."""
    wanted = {"block_id": block_id, "action_id": action_id, "value": typed}
    return {"type": "block_suggestion", **who(workspace, user_id), **place, **wanted}


def command_form(workspace: Workspace, user_id: str, conversation: str, command: str, text: str) -> dict[str, str]:
    """The fields of a slash command. Raises `ApiError` user_not_found."""
    workspace.directory.user(user_id)
    return {
        "token": "practice",
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": conversation,
        "channel_name": workspace.directory.conversation_name(conversation),
        "user_id": user_id,
        "user_name": workspace.directory.handles[user_id],
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": workspace.links.issue(user_id, conversation),
        "trigger_id": workspace.triggers.issue(user_id),
    }

"""The methods about who is there: `auth.test`, `users.*`, `conversations.*`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from practice.api.method import Arguments, Method
from practice.errors import ApiError
from practice.people import (
    APP_ID,
    BOT_ID,
    BOT_USER_ID,
    TEAM_DOMAIN,
    TEAM_ID,
    PracticeChannel,
    PracticeUser,
    direct_id,
)
from practice.workspace import Workspace

PAGE = 100


def auth_test(workspace: Workspace, _arguments: Arguments) -> dict[str, Any]:
    names = {"url": f"https://{TEAM_DOMAIN}.example/", "team": "Practice", "user": workspace.service_name}
    ids = {"team_id": TEAM_ID, "user_id": BOT_USER_ID, "bot_id": BOT_ID, "app_id": APP_ID}
    return {**names, **ids, "is_enterprise_install": False}


def users_info(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    user_id = arguments.needed("user")
    if user_id == BOT_USER_ID:
        return {"user": _bot(workspace)}
    return {"user": _user(workspace, workspace.directory.user(user_id))}


def users_list(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    members = [_user(workspace, user) for user in workspace.directory.users.values()]
    return _page("members", [*members, _bot(workspace)], arguments)


def lookup_by_email(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    email = arguments.needed("email").casefold()
    for user in workspace.directory.users.values():
        if user.email is not None and user.email.casefold() == email:
            return {"user": _user(workspace, user)}
    raise ApiError("users_not_found")


def conversations_open(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    user = workspace.directory.user(arguments.needed("users"))
    return {"channel": {"id": direct_id(user.user_id)}}


def conversations_info(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    conversation = arguments.needed("channel")
    channel = workspace.directory.channels.get(conversation)
    if channel is not None:
        return {"channel": _channel(channel)}
    user = workspace.directory.direct_with(conversation)
    if user is None:
        raise ApiError("channel_not_found")
    return {"channel": {"id": conversation, "is_im": True, "user": user.user_id}}


def conversations_list(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    return _page("channels", [_channel(channel) for channel in workspace.directory.channels.values()], arguments)


def _page(name: str, items: Sequence[dict[str, Any]], arguments: Arguments) -> dict[str, Any]:
    start, limit = arguments.text("cursor") or "0", arguments.text("limit") or str(PAGE)
    if not start.isdigit():
        raise ApiError("invalid_cursor")
    if not limit.isdigit():
        raise ApiError("invalid_limit")
    end = int(start) + min(int(limit) or PAGE, 1000)
    following = str(end) if end < len(items) else ""
    return {name: list(items[int(start) : end]), "response_metadata": {"next_cursor": following}}


def _user(workspace: Workspace, user: PracticeUser) -> dict[str, Any]:
    profile = {"real_name": user.name, "display_name": user.name, "title": user.title}
    return {
        "id": user.user_id,
        "team_id": TEAM_ID,
        "name": workspace.directory.handles[user.user_id],
        "real_name": user.name,
        "deleted": False,
        "tz": user.tz,
        "tz_offset": _offset(user.tz, workspace.clock.now()),
        "locale": "en-GB",
        "is_bot": False,
        "is_restricted": user.guest,
        "is_ultra_restricted": False,
        "is_stranger": user.stranger,
        "is_email_confirmed": user.email_confirmed,
        "profile": profile | ({"email": user.email} if user.email else {}),
    }


def _bot(workspace: Workspace) -> dict[str, Any]:
    profile = {"real_name": workspace.service_name, "display_name": workspace.service_name, "bot_id": BOT_ID}
    return {
        "id": BOT_USER_ID,
        "team_id": TEAM_ID,
        "name": workspace.service_name,
        "deleted": False,
        "is_bot": True,
        "profile": profile,
    }


def _channel(channel: PracticeChannel) -> dict[str, Any]:
    return {
        "id": channel.channel_id,
        "name": channel.name,
        "is_channel": True,
        "is_private": False,
        "is_archived": False,
        "is_member": channel.has_bot,
    }


def _offset(zone: str, now: datetime) -> int:
    offset = now.astimezone(ZoneInfo(zone)).utcoffset()
    assert offset is not None
    return int(offset.total_seconds())


PEOPLE: dict[str, Method] = {
    "auth.test": auth_test,
    "users.info": users_info,
    "users.list": users_list,
    "users.lookupByEmail": lookup_by_email,
    "conversations.open": conversations_open,
    "conversations.info": conversations_info,
    "conversations.list": conversations_list,
}

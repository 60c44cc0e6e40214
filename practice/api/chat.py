"""The `chat.*` methods: messages posted and changed by the bot."""

from typing import Any

from practice.api.method import Arguments, Method
from practice.elements import name_parts
from practice.errors import ApiError
from practice.people import APP_ID, BOT_ID, BOT_USER_ID, TEAM_ID
from practice.rules import check_message
from practice.store import Blocks, Message
from practice.workspace import Workspace


def post_message(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    conversation = workspace.directory.writable(arguments.needed("channel"))
    text, blocks = content_of(arguments)
    return _posted(workspace.store.post(conversation, BOT_USER_ID, text, blocks, _at(workspace)))


def post_ephemeral(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    conversation = workspace.directory.writable(arguments.needed("channel"))
    if arguments.needed("user") not in workspace.directory.users:
        raise ApiError("user_not_in_channel")
    text, blocks = content_of(arguments)
    posted = workspace.store.post(
        conversation, BOT_USER_ID, text, blocks, _at(workspace), only_for=arguments.text("user")
    )
    return {"message_ts": posted.ts}


def update(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    conversation = arguments.needed("channel")
    message = workspace.store.find(workspace.directory.conversation(conversation), arguments.needed("ts"))
    if message is None or message.only_for is not None:
        raise ApiError("message_not_found")
    if message.author != BOT_USER_ID:
        raise ApiError("cant_update_message")
    text, blocks = content_of(arguments)
    workspace.store.change(message, text, blocks)
    return {"channel": message.conversation, "ts": message.ts, "text": text}


def delete(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    conversation = workspace.directory.conversation(arguments.needed("channel"))
    message = workspace.store.find(conversation, arguments.needed("ts"))
    if message is None or message.only_for is not None:
        raise ApiError("message_not_found")
    workspace.store.delete(message)
    return {"channel": conversation, "ts": message.ts}


def content_of(arguments: Arguments) -> tuple[str, Blocks]:
    """The text and blocks of a message that Slack would take; raises `ApiError` otherwise."""
    text, blocks = arguments.text("text"), arguments.get("blocks") or []
    check_message(text, blocks)
    return text, name_parts(blocks)


def as_payload(message: Message) -> dict[str, Any]:
    """The message as Slack sends it about."""
    author = {"user": message.author}
    if message.author == BOT_USER_ID:
        author |= {"bot_id": BOT_ID, "app_id": APP_ID}
    return {
        "type": "message",
        **author,
        "team": TEAM_ID,
        "ts": message.ts,
        "text": message.text,
        "blocks": message.blocks,
    }


def _posted(message: Message) -> dict[str, Any]:
    return {"channel": message.conversation, "ts": message.ts, "message": as_payload(message)}


def _at(workspace: Workspace) -> float:
    return workspace.clock.now().timestamp()


CHAT: dict[str, Method] = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
}

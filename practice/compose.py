"""What a person types, as Slack passes it on: mentions and links in angle brackets, the rest escaped."""

import re

from practice.people import Directory, PracticeChannel

URL = re.compile(r"https?://[^\s<>]+")
BROADCAST = re.compile(r"@(here|channel|everyone)\b")


def escape_typed(text: str, directory: Directory) -> str:
    """`@name` and `#channel` become `<@U..|name>` and `<#C..|name>`, as with `should_escape`."""
    people = {f"@{handle}": f"<@{user}|{handle}>" for user, handle in directory.handles.items()}
    names = {f"@{directory.users[user].name}": f"<@{user}|{handle}>" for user, handle in directory.handles.items()}
    rooms = {f"#{channel.name}": _room(channel) for channel in directory.channels.values()}
    found = {typed.casefold(): mention for typed, mention in {**names, **people, **rooms}.items()}
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = URL.sub(lambda match: f"<{match[0]}>", escaped)
    escaped = BROADCAST.sub(r"<!\1>", escaped)
    return _mentions(found).sub(lambda match: found[match[0].casefold()], escaped)


def _mentions(found: dict[str, str]) -> re.Pattern[str]:
    longest_first = sorted(found, key=len, reverse=True)
    alternatives = "|".join(re.escape(typed) for typed in longest_first) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{alternatives})(?![\w-])", re.IGNORECASE)


def _room(channel: PracticeChannel) -> str:
    return f"<#{channel.channel_id}|{channel.name}>"

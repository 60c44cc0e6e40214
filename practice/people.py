"""Who and what is in the practice workspace: people, channels, and the direct message of each person with the bot."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from practice.errors import ApiError

TEAM_ID = "T0PRACTICE"
TEAM_DOMAIN = "practice"
APP_ID = "A0PRACTICE"
BOT_ID = "B0PRACTICE"
BOT_USER_ID = "U0PRACTICEBOT"


@dataclass(frozen=True, slots=True)
class PracticeUser:
    """A member of the workspace; `group` is the heading under which the page lists them."""

    user_id: str
    name: str
    title: str
    email: str | None
    email_confirmed: bool
    guest: bool
    stranger: bool
    tz: str = "Europe/London"
    group: str = ""


@dataclass(frozen=True, slots=True)
class PracticeChannel:
    """A public channel; the bot can post only where it is a member."""

    channel_id: str
    name: str
    has_bot: bool = True


class Directory:
    """Finds people and conversations by whatever Slack accepts."""

    def __init__(self, users: Sequence[PracticeUser], channels: Sequence[PracticeChannel]) -> None:
        self.users = {user.user_id: user for user in users}
        self.channels = {channel.channel_id: channel for channel in channels}
        self.handles = _handles(users)
        self._direct = {direct_id(user.user_id): user for user in users}
        self._named = {channel.name: channel for channel in channels}

    def user(self, user_id: str) -> PracticeUser:
        """Raises `ApiError` user_not_found."""
        found = self.users.get(user_id)
        if found is None:
            raise ApiError("user_not_found")
        return found

    def direct_with(self, conversation_id: str) -> PracticeUser | None:
        """The person whose direct message with the bot this is."""
        return self._direct.get(conversation_id)

    def conversation(self, reference: str) -> str:
        """The id of `reference`: a conversation id, a person's id, or a channel's name with or without `#`."""
        if reference in self.channels or reference in self._direct:
            return reference
        if reference in self.users:
            return direct_id(reference)
        named = self._named.get(reference.removeprefix("#"))
        if named is None:
            raise ApiError("channel_not_found")
        return named.channel_id

    def writable(self, reference: str) -> str:
        """Like `conversation`, where the bot may post. Raises `ApiError` channel_not_found or not_in_channel."""
        found = self.conversation(reference)
        channel = self.channels.get(found)
        if channel is not None and not channel.has_bot:
            raise ApiError("not_in_channel")
        return found

    def conversation_name(self, conversation_id: str) -> str:
        channel = self.channels.get(conversation_id)
        return channel.name if channel else "directmessage"


def direct_id(user_id: str) -> str:
    return f"D{user_id[1:]}"


def _handles(users: Sequence[PracticeUser]) -> dict[str, str]:
    """Each person's @name, told apart by a number where two people share a name."""
    seen: dict[str, int] = {}
    handles = {}
    for user in users:
        base = re.sub(r"[^\w']+", ".", user.name.casefold()).strip(".")
        seen[base] = seen.get(base, 0) + 1
        handles[user.user_id] = base if seen[base] == 1 else f"{base}.{seen[base]}"
    return handles

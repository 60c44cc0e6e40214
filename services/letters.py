"""A message to somebody without Slack, ready to be posted, and who posts it."""

from dataclasses import dataclass
from typing import Protocol

from services.ports import Sent


@dataclass(frozen=True, slots=True)
class Invitation:
    """A calendar entry (RFC 5546). `method` is REQUEST or CANCEL; `content` the calendar file."""

    method: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to one person. `key` is the same however often it is tried, so that a repeat can be told."""

    key: str
    address: str
    name: str
    subject: str
    text: str
    html: str
    invitations: tuple[Invitation, ...] = ()


class Post(Protocol):
    """The door to mail; raises `services.ports.TryLater` or `Refused`."""

    async def send(self, letter: Letter) -> Sent: ...

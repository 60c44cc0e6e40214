"""Signed links: what one says, packed small, with a signature that nobody without the secret can make."""

import base64
import binascii
import hashlib
import hmac
import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID


class Answer(StrEnum):
    """What a link answers about a supervision session, or about a team's group supervision."""

    CONFIRM = "confirm"
    DECLINE = "decline"
    HELD = "held"
    MISSED = "missed"
    CANNOT = "cannot"
    MEETING_HELD = "meeting_held"
    MEETING_NOT_HELD = "meeting_not_held"


MEETING = frozenset({Answer.CANNOT, Answer.MEETING_HELD, Answer.MEETING_NOT_HELD})
"""The answers about a group supervision: a claim's `session_id` is then the meeting's."""

_CODES = {answer: code for code, answer in enumerate(Answer, start=1)}
_ANSWERS = {code: answer for answer, code in _CODES.items()}
_LAYOUT = struct.Struct(">16sBBII")
_SIGNATURE = 16
"""Bytes of the SHA-256 that are kept: 128 bits can't be guessed, and a mail program does not break a short address."""


@dataclass(frozen=True, slots=True)
class Claim:
    """`for_supervisor` says which of the two answers; the session is meant as it was at `starts_at`, to the second.

    About a meeting `for_supervisor` says nothing.
    """

    session_id: str
    for_supervisor: bool
    answer: Answer
    starts_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Token:
    """A link's claim as it was read, with its signature, which nobody has looked at yet."""

    claim: Claim
    packed: bytes
    signature: bytes

    def genuine(self, staff_id: str, secret: str) -> bool:
        return hmac.compare_digest(self.signature, _signature(self.packed, staff_id, secret))

    @property
    def digest(self) -> str:
        """What is kept of a used link."""
        return hashlib.sha256(self.packed).hexdigest()


def sign(claim: Claim, staff_id: str, secret: str) -> str:
    """The link's token. `staff_id`, who may answer, is in the signature and not in the token."""
    session, starts, ends = UUID(claim.session_id).bytes, claim.starts_at.timestamp(), claim.expires_at.timestamp()
    packed = _LAYOUT.pack(session, claim.for_supervisor, _CODES[claim.answer], int(starts), int(ends))
    return base64.urlsafe_b64encode(packed + _signature(packed, staff_id, secret)).decode().rstrip("=")


def read(token: str) -> Token | None:
    """What a token says, or None when it is none. Nothing of it may be believed before `genuine`."""
    try:
        content = base64.b64decode(token.encode("ascii") + b"=" * (-len(token) % 4), altchars=b"-_", validate=True)
        packed, signature = content[:-_SIGNATURE], content[-_SIGNATURE:]
        session, for_supervisor, code, starts, expires = _LAYOUT.unpack(packed)
        claim = Claim(
            UUID(bytes=session).hex, bool(for_supervisor), _ANSWERS[code], _instant(starts), _instant(expires)
        )
    except (UnicodeError, binascii.Error, struct.error, KeyError):
        return None
    return Token(claim, packed, signature)


def _signature(packed: bytes, staff_id: str, secret: str) -> bytes:
    message = packed + staff_id.encode()
    return hmac.digest(secret.encode(), message, "sha256")[:_SIGNATURE]


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

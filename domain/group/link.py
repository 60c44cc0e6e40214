"""The address at which those who are elsewhere join a meeting."""

import re
from urllib.parse import urlsplit

from domain.errors import BadValue

MOST_CHARACTERS = 500

_SLACK = re.compile(r"<(?P<address>[^|>]+)(?:\|[^>]*)?>")
_NEVER = re.compile(r"[\s<>\"\\^`{|}\x00-\x1f\x7f]")


def read_link(typed: str) -> str:
    """An https address, or the link that Slack makes of it. Raises `BadValue`.

    One with a user name in it is refused: it could carry a password into a message that a whole team reads.
    """
    words = typed.strip()
    link = _SLACK.fullmatch(words)
    address = (link["address"] if link else words).replace("&amp;", "&")
    if len(address) > MOST_CHARACTERS or _NEVER.search(address) or not _leads_somewhere(address):
        raise BadValue(what="link", typed="", example="https://meet.example/team")
    return address


def _leads_somewhere(address: str) -> bool:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme == "https" and "." in (parts.hostname or "") and port != 0 and not parts.username

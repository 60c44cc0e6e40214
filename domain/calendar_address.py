"""The address of somebody's calendar, as people paste it. It is a secret: whoever knows it reads the whole calendar."""

import re
from urllib.parse import urlsplit

from domain.errors import BadValue

MOST_CHARACTERS = 2_000

_LINK = re.compile(r"<(?P<address>[^|>]+)(?:\|[^>]*)?>")
_LOOKS = re.compile(r"://|^<?webcals?:|\.ics\b|[a-z][\w-]*\.[a-z]{2,}/", re.IGNORECASE)
_NEVER = re.compile(r"[\s<>\"\\^`{|}\x00-\x1f\x7f]")


def looks_like_address(typed: str) -> bool:
    """Is an address meant, even a wrong one? What looks like one is never shown back."""
    return _LOOKS.search(typed.strip()) is not None


def read_address(typed: str) -> str:
    """`https://...`, `webcal://...` (the same by another name), or the link Slack makes of it. Raises `BadValue`."""
    words = typed.strip()
    link = _LINK.fullmatch(words)
    address = (link["address"] if link else words).strip()
    for escaped, plain in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        address = address.replace(escaped, plain)
    scheme, separator, rest = address.partition("://")
    if scheme.casefold() in ("webcal", "webcals"):
        scheme = "https"
    address = f"{scheme.casefold()}{separator}{rest}"
    if len(address) > MOST_CHARACTERS or _NEVER.search(address) or not _has_a_host(address):
        raise BadValue(what="calendar_address", typed="", example="")
    return address


def _has_a_host(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False

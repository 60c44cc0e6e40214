"""Reading a calendar at an address that somebody gave: only from the open internet, and never more than is sensible.

Whoever gives an address chooses where this server connects to, so it is never let near its own network.
"""

import asyncio
import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from domain.errors import BadValue

TOTAL_SECONDS = 10.0
MOST_BYTES = 5_000_000
MOST_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRANSLATED = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """May this server connect there? An IPv4 address inside an IPv6 one is judged by itself."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        found = _inner(found) or found
    local = found.is_multicast or found.is_reserved or (isinstance(found, IPv6Address) and found.is_site_local)
    return found.is_global and not local


def _inner(address: IPv6Address) -> IPv4Address | None:
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


class PublicResolver(AbstractResolver):
    """Asks another resolver, and refuses a name of which any address is not public: what it returns is connected to."""

    def __init__(self, inner: AbstractResolver, allowed: Callable[[str], bool]) -> None:
        self._inner, self._allowed = inner, allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        if not all(self._allowed(result["host"]) for result in found):
            raise _refusal("calendar_address")
        return found

    async def close(self) -> None:
        await self._inner.close()


class CalendarLine:
    """`allowed`, `schemes`, `seconds` and `resolver` are for tests, which have no public server of their own."""

    def __init__(
        self,
        *,
        allowed: Callable[[str], bool] = is_public,
        schemes: frozenset[str] = frozenset({"https"}),
        seconds: float = TOTAL_SECONDS,
        resolver: Callable[[], AbstractResolver] = aiohttp.ThreadedResolver,
    ) -> None:
        self._allowed, self._schemes, self._seconds, self._resolver = allowed, schemes, seconds, resolver

    async def read(self, address: str) -> bytes:
        """The calendar's bytes. Raises `BadValue`, which never holds the address."""
        try:
            async with asyncio.timeout(self._seconds), self._session() as session:
                return await self._follow(session, URL(address))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
            # Without its cause: the library's errors carry the address.
            raise BadValue(what="calendar_unreachable", typed="", example="") from None

    def _session(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            resolver=PublicResolver(self._resolver(), self._allowed),
            socket_factory=self._socket,
            use_dns_cache=False,
            force_close=True,
        )
        # A compressed answer could be small on the way and huge here, so none is asked for and none unpacked.
        return aiohttp.ClientSession(
            connector=connector,
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"Accept-Encoding": "identity", "User-Agent": "FSP-Coordinator"},
        )

    def _socket(self, info: Any) -> socket.socket:
        """The last look before connecting: an address written as a number never sees the resolver."""
        family, kind, protocol, _, place = info
        if not self._allowed(str(place[0])):
            raise _refusal("calendar_address")
        return socket.socket(family, kind, protocol)

    async def _follow(self, session: aiohttp.ClientSession, url: URL) -> bytes:
        for _ in range(MOST_REDIRECTS + 1):
            if url.scheme not in self._schemes or not url.host:
                raise _refusal("calendar_address")
            async with session.get(url, allow_redirects=False) as answer:
                if answer.status not in _REDIRECTS:
                    return await _body(answer)
                url = url.join(URL(answer.headers.get("Location", "")))
        raise _refusal("calendar_unreachable")


async def _body(answer: aiohttp.ClientResponse) -> bytes:
    if answer.status != 200:
        raise _refusal("calendar_unreachable")
    if (answer.content_length or 0) > MOST_BYTES:
        raise _refusal("calendar_size")
    found = bytearray()
    async for chunk in answer.content.iter_chunked(65_536):
        found += chunk
        if len(found) > MOST_BYTES:
            raise _refusal("calendar_size")
    return bytes(found)


def _refusal(what: str) -> BadValue:
    return BadValue(what=what, typed="", example="")

"""The guards of the calendar reader, against a local server and made-up answers of the resolver."""

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.calendar_line import MOST_BYTES, CalendarLine, is_public
from domain.errors import BadValue

SECRET = "private-5e8f"
CONTENT = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@dataclass
class MadeUp(AbstractResolver):
    """Answers with these addresses, whatever is asked."""

    addresses: tuple[str, ...]
    asked: list[str] = field(default_factory=list)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in self.addresses
        ]

    async def close(self) -> None:
        pass


@dataclass
class Server:
    port: int
    asked: list[str]

    def at(self, path: str, host: str = "calendar.example") -> str:
        return f"http://{host}:{self.port}/{path}"


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    asked: list[str] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        asked.append(request.path)
        return await _answers(request)

    app = web.Application()
    app.router.add_get("/{what:.*}", answer)
    # A handler that nobody waits for any more must not hold up the end.
    runner = web.AppRunner(app, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]  # aiohttp has no public way
    yield Server(port, asked)
    await runner.cleanup()


async def _answers(request: web.Request) -> web.StreamResponse:
    what = request.match_info["what"]
    if what == "slow":
        await asyncio.sleep(5)
    if what == "large":
        return web.Response(body=b"x" * (MOST_BYTES + 1))
    if what == "endless":
        answer = web.StreamResponse()
        await answer.prepare(request)
        for _ in range(MOST_BYTES // 100_000 + 5):
            await answer.write(b"x" * 100_000)
        return answer
    if what == "again":
        return web.Response(status=302, headers={"Location": "/again"})
    if what == "moved":
        return web.Response(status=301, headers={"Location": "/calendar.ics"})
    if what.startswith("to/"):
        return web.Response(status=307, headers={"Location": request.query["url"]})
    return web.Response(body=CONTENT) if what == "calendar.ics" else web.Response(status=404)


def line(seconds: float = 5) -> CalendarLine:
    """A reader that may read the local server, and nothing else that is not public."""
    return CalendarLine(
        allowed=lambda address: address == "127.0.0.1" or is_public(address),
        schemes=frozenset({"http"}),
        seconds=seconds,
        resolver=lambda: MadeUp(("127.0.0.1",)),
    )


async def refused(reader: CalendarLine, address: str) -> str:
    with pytest.raises(BadValue) as raised:
        await reader.read(address)
    assert SECRET not in f"{raised.value.facts} {raised.value.__cause__}"
    return str(raised.value.facts["what"])


@pytest.mark.parametrize("path", ["calendar.ics", "moved"])
async def test_what_is_there_is_read(server: Server, path: str) -> None:
    assert await line().read(server.at(path)) == CONTENT


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("missing", "calendar_unreachable"),
        ("again", "calendar_unreachable"),
        ("large", "calendar_size"),
        ("endless", "calendar_size"),
        ("slow", "calendar_unreachable"),
        ("to/x?url=file:///etc/passwd", "calendar_address"),
        ("to/x?url=https://calendar.example/", "calendar_address"),
        ("to/x?url=http://127.0.0.2/", "calendar_address"),
        ("to/x?url=http://[::1]/", "calendar_address"),
        ("to/x?url=http://10.0.0.1/", "calendar_address"),
        ("to/x?url=http://2130706434/", "calendar_unreachable"),
        ("to/x?url=", "calendar_unreachable"),
    ],
)
async def test_what_is_not_read(server: Server, path: str, what: str) -> None:
    reader = line(seconds=0.5) if path in ("slow", "again") else line()
    assert await refused(reader, server.at(path)) == what


async def test_by_default_only_https(server: Server) -> None:
    assert await refused(CalendarLine(), server.at(f"{SECRET}/calendar.ics", "127.0.0.1")) == "calendar_address"
    assert server.asked == []


LOCAL = (
    *("127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0"),
    *(
        "fc00::1",
        "fd12::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
    ),
    *("2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "not-an-address"),
)
PUBLIC = ("93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e")


@pytest.mark.parametrize("first", [(), (PUBLIC[0],)], ids=["alone", "behind a public one"])
@pytest.mark.parametrize("address", LOCAL)
async def test_a_name_that_leads_inside_is_never_connected_to(address: str, first: tuple[str, ...]) -> None:
    assert not is_public(address)
    resolver = MadeUp((*first, address))
    reader = CalendarLine(resolver=lambda: resolver)
    assert await refused(reader, f"https://calendar.example/{SECRET}.ics") == "calendar_address"
    assert resolver.asked == ["calendar.example"]


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f.1", "127.1"])
async def test_other_ways_to_write_this_computer(host: str) -> None:
    """Through the system's own resolver; some are no name to the library, so they get no further."""
    found = await refused(CalendarLine(), f"https://{host}/{SECRET}.ics")
    assert found in ("calendar_address", "calendar_unreachable")


@pytest.mark.parametrize("address", [a for a in LOCAL if "%" not in a and a != "not-an-address"])
async def test_an_address_written_as_a_number_is_judged_too(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    assert await refused(CalendarLine(), f"https://{host}/{SECRET}.ics") == "calendar_address"


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public(address: str) -> None:
    assert is_public(address)


async def test_the_name_is_looked_up_once_a_connection(server: Server) -> None:
    resolver = MadeUp(("127.0.0.1",))
    reader = CalendarLine(allowed=lambda _: True, schemes=frozenset({"http"}), resolver=lambda: resolver)
    await reader.read(server.at("calendar.ics"))
    assert resolver.asked == ["calendar.example"]


async def test_a_name_that_nobody_knows() -> None:
    class Unknown(MadeUp):
        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
        ) -> list[ResolveResult]:
            raise OSError(f"no such name: {SECRET}")

    reader = CalendarLine(resolver=lambda: Unknown(()))
    assert await refused(reader, f"https://{SECRET}.example/") == "calendar_unreachable"

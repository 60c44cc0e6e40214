"""Reading people's calendars again. One that fails keeps its old times, and its owner sees that it does."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import structlog

from domain.errors import BadValue
from services.desk import Desk
from services.planning import busy
from services.ports import Calendars

log = structlog.get_logger()

AT_ONCE = 4
"""So many are read side by side: a slow one must not hold up the rest, nor must they take all the workers."""


async def read_again(
    desk: Desk, calendars: Calendars, run: Callable[..., Awaitable[Any]], now: Callable[[], datetime]
) -> None:
    """Read every calendar again whose time has come."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(feed_id: str, address: str) -> None:
        async with room:
            try:
                await run(busy.refresh, desk, feed_id, await _content(calendars, address), now())
            except Exception as error:  # noqa: BLE001  the others are still read, and this one again the next time
                # Without a traceback: a library's error may quote the calendar.
                log.error("a calendar was not taken over", action="calendars", error=type(error).__name__)  # noqa: TRY400

    await asyncio.gather(*(one(*feed) for feed in await run(busy.stale_feeds, desk, now())))


async def _content(calendars: Calendars, address: str) -> bytes | None:
    try:
        return await calendars.read(address)
    except BadValue as error:
        log.info("a calendar could not be read", action="calendars", problem=error.facts["what"])
        return None

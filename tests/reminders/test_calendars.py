"""Reading calendars again: when, what a failure leaves standing, and what is never logged."""

import asyncio
import operator
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
import structlog
from sqlmodel import select

from domain.errors import BadValue
from reminders.calendars import AT_ONCE, read_again
from services import people
from services.desk import Desk
from services.planning import busy
from storage.roster import next_version
from storage.tables import BusyFeedRow, BusyTimeRow, PersonRow
from tests.services.test_busy import WORKER, calendar

COURT = calendar("DTSTART:20200512T130000Z\r\nDTEND:20200512T150000Z")
DUTY = calendar("DTSTART:20200514T080000Z\r\nDTEND:20200514T110000Z")
ADDRESS = "https://calendar.example/private-5e8f.ics"


@dataclass
class Shelf:
    found: dict[str, bytes | Exception]
    read_addresses: list[str] = field(default_factory=list)
    most: int = 0
    now: int = 0

    async def read(self, address: str) -> bytes:
        self.read_addresses.append(address)
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0)
        self.now -= 1
        found = self.found.get(address, COURT)
        if isinstance(found, Exception):
            raise found
        return found


async def run(function: Callable[..., Any], *args: Any) -> Any:
    return function(*args)


def given(desk: Desk, now: datetime, address: str = ADDRESS) -> None:
    busy.add_calendar(desk, people.actor_for(desk, WORKER, now), WORKER, COURT, address, now)


def days(desk: Desk) -> set[date]:
    with desk.database.read() as session:
        return {row.first_day for row in session.exec(select(BusyTimeRow))}


def problem(desk: Desk) -> str | None:
    with desk.database.read() as session:
        return session.exec(select(BusyFeedRow)).one().problem


async def test_a_calendar_is_read_again_twice_a_day(desk: Desk, now: datetime) -> None:
    given(desk, now)
    shelf = Shelf({ADDRESS: DUTY})
    for hours in (1, 11, 12, 13, 23, 24):
        await read_again(desk, shelf, run, partial(operator.add, now, timedelta(hours=hours)))
    assert len(shelf.read_addresses) == 2
    assert days(desk) == {date(2020, 5, 14)}


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (BadValue(what="calendar_unreachable", typed="", example=""), "unreachable"),
        (b"<html>Sign in</html>", "calendar"),
        (calendar("DTSTART:20200512T130000Z\r\nDTEND:20200512T150000Z\r\nRRULE:FREQ=SECONDLY"), "calendar_size"),
    ],
)
async def test_a_failure_keeps_the_old_times_and_is_mended_by_the_next(
    desk: Desk, now: datetime, found: bytes | Exception, code: str
) -> None:
    given(desk, now)
    later = now + timedelta(hours=12)
    with structlog.testing.capture_logs() as logs:
        await read_again(desk, Shelf({ADDRESS: found}), run, lambda: later)
    assert (days(desk), problem(desk)) == ({date(2020, 5, 12)}, code)
    assert "private-5e8f" not in str(logs)
    await read_again(desk, Shelf({ADDRESS: DUTY}), run, lambda: later + timedelta(hours=12))
    assert (days(desk), problem(desk)) == ({date(2020, 5, 14)}, None)


async def test_one_that_breaks_does_not_stop_the_others(desk: Desk, now: datetime) -> None:
    for number in range(9):
        given(desk, now, f"https://calendar.example/{number}")
    shelf = Shelf({"https://calendar.example/3": RuntimeError("a title that nobody may see")})
    with structlog.testing.capture_logs() as logs:
        await read_again(desk, shelf, run, lambda: now + timedelta(hours=12))
    assert len(shelf.read_addresses) == 9
    assert shelf.most == AT_ONCE
    assert [entry["error"] for entry in logs] == ["RuntimeError"]
    assert "title" not in str(logs)


async def test_calendars_of_people_who_have_left_are_let_be(desk: Desk, now: datetime) -> None:
    given(desk, now)
    with desk.database.work("system", now) as uow:
        person = uow.session.get_one(PersonRow, WORKER)
        person.leaves_on = date(2020, 4, 27)
        uow.session.add(person)
        next_version(uow.session)
        uow.commit()
    assert busy.stale_feeds(desk, now + timedelta(hours=12)) != []
    assert busy.stale_feeds(desk, now + timedelta(hours=24)) == []

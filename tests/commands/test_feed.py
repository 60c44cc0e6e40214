"""A calendar feed of one's own: made, read, made anew, stopped; on both databases."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
from icalendar import Calendar
from sqlmodel import select
from starlette.applications import Starlette

from bot.bootstrap import Bot
from bot.pages import feed_routes
from domain.access import SYSTEM
from domain.supervision.causes import Cause
from domain.supervision.states import SessionState
from services import people
from services.desk import Desk
from services.reach import Reach
from storage.roster import next_version
from storage.tables import (
    CalendarFeedRow,
    GroupAbsentRow,
    GroupOccurrenceRow,
    GroupSeriesRow,
    OccurrenceState,
    PersonRow,
    SeriesState,
    SessionRow,
)
from tests.commands.workspace import Workspace

WORKER, MANAGER, OTHER = "C1062", "C1060", "C1025"
ADDRESS = "https://fsp.example.org"


@pytest.fixture
async def slack(desk: Desk, now: datetime) -> AsyncIterator[Workspace]:
    people.link(desk, SYSTEM, "UWORKER", WORKER, now)
    found = Workspace(replace(desk, reach=Reach(address=ADDRESS)), now)
    yield found
    found.pool.close()


async def read(slack: Workspace, address: str) -> list[Any] | None:
    bot = SimpleNamespace(
        desk=slack.desk, pool=slack.pool, clock=SimpleNamespace(now=lambda: slack.now), renderer=slack.edge.renderer
    )
    app = Starlette(routes=feed_routes(cast("Bot", bot)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as http:
        answer = await http.get(address)
    assert answer.headers["cache-control"] == "no-store"
    if answer.status_code == 404:
        return None
    assert answer.headers["content-type"].startswith("text/calendar")
    found: Any = Calendar.from_ical(answer.content)
    # The sample county has held sessions; what is to come is what the tests are about.
    return [event for event in found.walk("VEVENT") if event["DTSTART"].dt > slack.now]


def address_in(told: str) -> str:
    return next(word.rstrip(".") for word in told.split() if word.startswith(ADDRESS))


async def make(slack: Workspace) -> str:
    (told,) = await slack.type("UWORKER", "/fsp", "calendar")
    return address_in(told)


def fill(desk: Desk, now: datetime) -> None:
    """A session of the worker's, one of somebody else's, and meetings of two teams."""
    with desk.database.work("system", now) as uow:
        team = people.actor_for(desk, WORKER, now).teams
        own = next(iter(team))
        for staff_id, supervisor_id, days in ((WORKER, MANAGER, 3), (OTHER, None, 3)):
            uow.session.add(
                SessionRow(
                    staff_id=staff_id,
                    supervisor_id=supervisor_id,
                    kind="professional",
                    starts_at=now + timedelta(days=days),
                    minutes=90,
                    state=SessionState.PLANNED,
                    source="plan",
                    entered_at=now,
                    entered_by="system",
                )
            )
        for code, absent in ((own, False), ("WITNEY-1", False), (own, True)):
            series = GroupSeriesRow(
                team_code=code,
                state=SeriesState.LIVE,
                first_day=date(2020, 5, 1),
                last_day=date(2020, 7, 31),
                weeks="every",
                weekday=1,
                start=time(9),
                minutes=120,
            )
            uow.session.add(series)
            uow.session.flush()
            if absent:
                uow.session.add(GroupAbsentRow(series_id=series.id, staff_id=WORKER, cause=Cause.WORKING_PATTERN))
            uow.session.add(
                GroupOccurrenceRow(
                    series_id=series.id,
                    team_code=code,
                    starts_at=now + timedelta(days=70 if absent else 8),
                    minutes=120,
                    state=OccurrenceState.PLANNED,
                )
            )
        uow.commit()


async def test_it_holds_ones_sessions_and_the_teams_meetings_one_can_come_to(slack: Workspace) -> None:
    fill(slack.desk, slack.now)
    events = await read(slack, await make(slack)) or []
    assert [str(event["SUMMARY"]) for event in events] == [
        "Professional supervision: Nia O'Connor and Amara Evans",
        "Group supervision: Bicester 1",
    ]
    assert events[0]["DTSTART"].dt == slack.now + timedelta(days=3)
    assert "DESCRIPTION" not in events[0]


async def test_its_address_is_shown_once_and_kept_as_a_digest(slack: Workspace) -> None:
    address = await make(slack)
    with slack.desk.database.read() as session:
        (row,) = session.exec(select(CalendarFeedRow))
    assert row.digest not in address
    assert len(row.digest) == 64
    (told,) = await slack.type("UWORKER", "/fsp", "calendar")
    assert "can't be shown again" in told
    assert ADDRESS not in told


async def test_a_new_one_ends_the_old_one_and_stopping_ends_both(slack: Workspace) -> None:
    old = await make(slack)
    (told,) = await slack.press("UWORKER", "fsp.calendar_new", "")
    new = address_in(told)
    assert await read(slack, old) is None
    assert await read(slack, new) == []
    (told,) = await slack.press("UWORKER", "fsp.calendar_stop", "")
    assert told.startswith("Stopped")
    assert await read(slack, new) is None
    (told,) = await slack.press("UWORKER", "fsp.calendar_stop", "")
    assert told.startswith("You have no calendar here")


async def test_it_ends_with_its_owners_last_day(slack: Workspace) -> None:
    address = await make(slack)
    with slack.desk.database.work("system", slack.now) as uow:
        person = uow.session.get_one(PersonRow, WORKER)
        person.leaves_on = slack.now.date()
        next_version(uow.session)
        uow.session.add(person)
        uow.commit()
    assert await read(slack, address) == []
    slack.now += timedelta(days=1)
    assert await read(slack, address) is None


async def test_without_an_address_of_this_server_it_says_so(desk: Desk, now: datetime) -> None:
    people.link(desk, SYSTEM, "UWORKER", WORKER, now)
    slack = Workspace(desk, now)
    (told,) = await slack.type("UWORKER", "/fsp", "calendar")
    assert "PUBLIC_URL" in told
    slack.pool.close()

"""Each of Slack's failures, met by the real courier on a Slack of the test's own."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import select

from bot import slack_line
from bot.bootstrap import make_renderer
from bot.slack import SlackCourier
from bot.slack_line import DeliveryLine, SlackLine
from domain.access import SYSTEM, Role
from domain.calendar import BankHolidays
from domain.programme import Programme
from reminders.delivery import Postman
from reminders.tick import tick
from services import people
from services.desk import Desk
from services.messages import conversation_with_user
from storage.tables import DeliveryRow, DeliveryState, NoticeRow, TeamRow
from storage.unit_of_work import Database
from tests.conftest import Moulds
from tests.end_to_end.slack_server import SlackServer, Trouble, slack_server
from tests.reminders.test_delivery import Queue


@pytest.fixture
def slack() -> Iterator[SlackServer]:
    with slack_server() as found:
        yield found


@dataclass
class Office:
    """A county's bot with the real courier, one thing to tell C1062, and a clock that stands."""

    desk: Desk
    now: datetime
    client: AsyncWebClient
    line: SlackLine = field(default_factory=SlackLine)
    paused: list[float] = field(default_factory=list)

    async def deliver_all(self) -> list[DeliveryRow]:
        queue = Queue()
        tick(self.desk, queue, self.now)
        postman = self._postman()
        await asyncio.gather(*(postman.deliver(key) for key in queue.ids))
        with self.desk.database.read() as session:
            return [session.get_one(DeliveryRow, key) for key in queue.ids]

    def _postman(self) -> Postman:
        async def run(function: Any, *args: Any, **kwargs: Any) -> Any:
            return function(*args, **kwargs)

        async def known(slack_user_id: str) -> str | None:
            return conversation_with_user(self.desk, slack_user_id)

        async def pause(seconds: float) -> None:
            self.paused.append(seconds)

        renderer, courier = make_renderer(self.desk.programme), SlackCourier(self.client, known)
        line = DeliveryLine(self.line, self.client)
        return Postman(self.desk, renderer, courier, run, lambda: self.now, pause, pause, line)

    def waiting(self) -> int:
        with self.desk.database.read() as session:
            wanted = select(DeliveryRow.id).where(DeliveryRow.state == DeliveryState.WAITING)
            return len(session.exec(wanted).all())


@pytest.fixture
async def office(
    slack: SlackServer, tmp_path: Any, moulds: Moulds, programme: Programme, now: datetime
) -> AsyncIterator[Office]:
    desk = Desk(
        Database.at(moulds.copy("sqlite", tmp_path, county=True)), programme, BankHolidays(programme.bank_holidays)
    )
    people.link(desk, SYSTEM, "UWORKER", "C1062", now)
    people.link(desk, SYSTEM, "UADMIN", "C1012", now)
    people.grant(desk, SYSTEM, "C1012", Role.ADMINISTRATOR, now)
    tell(desk, now, "BICESTER-1")
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=1.5)) as session:
        yield Office(desk, now, AsyncWebClient(token="xoxb-test", base_url=slack.url, session=session))
    desk.database.close()


def tell(desk: Desk, now: datetime, *teams: str) -> None:
    with desk.database.work("system", now) as uow:
        for team in teams:
            uow.session.add(NoticeRow(staff_id="C1062", kind="channel_closed", subject=team, created_at=now))
        uow.commit()


@pytest.mark.parametrize(
    ("trouble", "wait"),
    [
        (Trouble("ratelimited", 429, retry_after=7), 8.0),
        (Trouble("internal_error", 503), 5.0),
        (Trouble("fatal_error"), 5.0),
        (Trouble(delay=2), 5.0),
    ],
    ids=["429", "5xx", "its own trouble", "time-out"],
)
async def test_what_passes_is_tried_again(office: Office, slack: SlackServer, trouble: Trouble, wait: float) -> None:
    slack.troubles = {"chat.postMessage": [trouble]}
    (row,) = await office.deliver_all()
    assert (row.state, row.attempts, row.reason) == (DeliveryState.SENT, 2, None)
    assert office.paused == [wait]
    assert len(slack.posts) == 1


async def test_two_hours_of_slack_being_down_lose_nothing(office: Office, slack: SlackServer) -> None:
    slack.troubles = {"conversations.open": [Trouble(status=500)] * 27}
    (row,) = await office.deliver_all()
    assert (row.state, row.attempts) == (DeliveryState.SENT, 28)
    assert sum(office.paused) > 2 * 3600


@pytest.mark.parametrize("code", ["user_disabled", "account_inactive", "user_not_found"])
async def test_a_person_who_cannot_be_reached_is_told_to_administrators(
    office: Office, slack: SlackServer, code: str
) -> None:
    slack.troubles = {"conversations.open": [Trouble(code)]}
    (row,) = await office.deliver_all()
    assert (row.state, row.reason) == (DeliveryState.FAILED, code)
    assert office.line.closed is None
    (notice,) = await office.deliver_all()
    assert (notice.kind, notice.staff_id, notice.state) == ("person_unreachable", "C1012", DeliveryState.SENT)


async def test_blocks_a_workspace_does_not_know_are_said_plainly(office: Office, slack: SlackServer) -> None:
    slack.troubles = {"chat.postMessage": [Trouble("invalid_blocks")]}
    (row,) = await office.deliver_all()
    assert (row.state, row.attempts) == (DeliveryState.SENT, 1)


async def test_a_conversation_is_opened_once_unless_slack_forgot_it_or_somebody_else_was_linked(
    office: Office, slack: SlackServer
) -> None:
    async def one_more(later: timedelta) -> str:
        office.now += later
        tell(office.desk, office.now, "BICESTER-2")
        (row,) = await office.deliver_all()
        assert row.state is DeliveryState.SENT
        return str(row.channel)

    office.now += timedelta(seconds=1)
    await office.deliver_all()
    assert await one_more(timedelta(minutes=1)) == "DUWORKER"
    assert slack.asked.count("conversations.open") == 1
    slack.troubles = {"chat.postMessage": [Trouble("channel_not_found")]}
    await one_more(timedelta(minutes=1))
    assert slack.asked.count("conversations.open") == 2
    people.link(office.desk, SYSTEM, "UANEW", "C1062", office.now)
    assert await one_more(timedelta(minutes=1)) == "DUANEW"


@pytest.mark.parametrize("code", ["not_in_channel", "channel_not_found"])
async def test_a_channel_that_is_closed_to_us(office: Office, slack: SlackServer, code: str) -> None:
    await office.deliver_all()
    office.now = datetime.fromisoformat("2020-05-04T08:00:00+00:00")
    with office.desk.database.read() as session:
        channel = session.get_one(TeamRow, "BICESTER-1").channel
    slack.closed = {f"#{channel}": code}
    rows = await office.deliver_all()
    assert [row.reason for row in rows if row.state is DeliveryState.FAILED] == [code]
    (notice,) = await office.deliver_all()
    assert (notice.kind, notice.staff_id) == ("channel_closed", "C1012")


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "account_inactive"])
async def test_a_token_that_slack_refuses_stops_delivering_and_loses_nothing(
    office: Office,
    slack: SlackServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    code: str,
) -> None:
    monkeypatch.setattr(slack_line, "PROBE_SECONDS", 0.02)
    tell(office.desk, office.now, "BICESTER-2", "BICESTER-3", "BANBURY-1")
    slack.refusal = code
    delivering = asyncio.create_task(office.deliver_all())
    async with asyncio.timeout(20):
        while office.line.closed is None:  # noqa: ASYNC110  the line tells nobody that it closed
            await asyncio.sleep(0.01)
    assert office.waiting() == 4
    assert office.line.closed == code
    assert await office.line.check(office.client.auth_test) == f"Slack refused: {code}"
    slack.refusal = None
    rows = await delivering
    assert {(row.state, row.attempts) for row in rows} == {(DeliveryState.SENT, 1)}
    assert sorted(text for _, text in slack.posts) == sorted({text for _, text in slack.posts})
    written = capsys.readouterr().out
    assert written.count("delivering stopped") == 1
    assert written.count("delivering resumed") == 1

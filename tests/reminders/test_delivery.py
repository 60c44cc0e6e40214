"""The tick and the delivery, with a courier that can fail and a list for the queue."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from bot.bootstrap import make_renderer
from domain.access import SYSTEM, Role
from domain.calendar import Month, to_local
from domain.supervision.states import SessionState
from jobs.engine import JobKind
from reminders import delivery
from reminders.delivery import Postman
from reminders.tick import next_due, tick
from services import people, sessions
from services.desk import Desk
from services.planning import proposals
from services.ports import Refused, Sent, SlackProfile, TryLater
from storage.tables import DeliveryRow, DeliveryState, SessionRow
from templates.render import Message
from tests.planning_now import plan_month

MAY = Month(2020, 5)
WORKER, MANAGER = "C1062", "C1060"


@dataclass
class Queue:
    ids: list[str] = field(default_factory=list)

    def enqueue(self, session: Session, job_id: str, kind: JobKind = JobKind.DELIVER) -> None:
        self.ids.append(job_id)


@dataclass
class FakeCourier:
    """Keeps what was sent; fails with `failures` first."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    closed: str = ""

    async def send_direct(self, slack_user_id: str, message: Message) -> Sent:
        return self._send(slack_user_id, message)

    async def send_channel(self, channel: str, message: Message) -> Sent:
        if channel == self.closed:
            raise Refused("not_in_channel")
        return self._send(f"#{channel}", message)

    async def respond(self, response_url: str, message: Message, *, replace: bool = False) -> None:
        self._send(f"{response_url} {replace}", message)

    async def update(self, sent: Sent, message: Message) -> None:
        self._send(sent.channel, message)

    async def open_modal(self, trigger_id: str, view: dict[str, Any]) -> None:
        raise AssertionError(f"{trigger_id}: a delivery opens no modal {view}")

    async def profile(self, slack_user_id: str) -> SlackProfile:
        raise AssertionError(f"a delivery asks nothing about {slack_user_id}")

    def _send(self, place: str, message: Message) -> Sent:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((place, message.text))
        return Sent(place, str(len(self.sent)))


@dataclass
class World:
    """The bot's reminders at a moment that the test moves."""

    desk: Desk
    now: datetime
    courier: FakeCourier = field(default_factory=FakeCourier)
    queue: Queue = field(default_factory=Queue)
    paused: list[float] = field(default_factory=list)

    async def at(self, now: datetime) -> list[tuple[str, str]]:
        """Tick at `now` and deliver everything; what was sent."""
        self.now = now
        tick(self.desk, self.queue, now)
        before = len(self.courier.sent)
        while self.queue.ids:
            await self.postman().deliver(self.queue.ids.pop(0))
        return self.courier.sent[before:]

    def postman(self) -> Postman:
        async def run(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
            return function(*args, **kwargs)

        async def pause(seconds: float) -> None:
            self.paused.append(seconds)

        renderer = make_renderer(self.desk.programme)
        return Postman(self.desk, renderer, self.courier, run, lambda: self.now, pause, pause)

    def rows(self, state: DeliveryState) -> list[DeliveryRow]:
        with self.desk.database.read() as session:
            return list(session.exec(select(DeliveryRow).where(DeliveryRow.state == state)))


@pytest.fixture
async def world(desk: Desk, now: datetime) -> World:
    """May is approved for one team; its notices are out."""
    people.link(desk, SYSTEM, "UWORKER", WORKER, now)
    people.link(desk, SYSTEM, "UMANAGER", MANAGER, now)
    manager = people.actor_for(desk, MANAGER, now)
    proposals.approve(desk, manager, MAY, plan_month(desk, manager, MAY, now).version, now)
    found = World(desk, now)
    sent = await found.at(now)
    assert {place for place, _ in sent} == {"UWORKER", "UMANAGER"}
    return found


def planned(world: World) -> SessionRow:
    with world.desk.database.read() as session:
        return session.exec(select(SessionRow).where(SessionRow.staff_id == WORKER, SessionRow.source == "plan")).one()


async def reminders(world: World, until: datetime) -> list[tuple[datetime, str]]:
    """Move instant by instant, and note what the worker hears and when."""
    heard = []
    while (at := next_due(world.desk, world.now, until)) is not None:
        heard += [(at, text) for place, text in await world.at(at) if place == "UWORKER"]
    return heard


async def test_reminders_in_working_hours(world: World) -> None:
    row = planned(world)
    heard = await reminders(world, row.starts_at)
    assert [text.partition(" Amara Evans")[0] for _, text in heard] == [
        "Your supervision with",
        "Can you make your supervision with",
        "Your supervision with",
        "Your supervision with",
    ]
    for at, _ in heard:
        here = to_local(at, world.desk.zone)
        assert here.weekday() < 5
        assert 8 <= here.hour < 18
    assert to_local(heard[-1][0], world.desk.zone).date() == to_local(row.starts_at, world.desk.zone).date()


async def test_ticking_twice_sends_once(world: World) -> None:
    at = datetime.fromisoformat("2020-05-04T08:00:00+00:00")
    assert len(await world.at(at)) >= 22
    assert await world.at(at) == []
    assert await world.at(at - timedelta(minutes=5)) == []


async def test_a_cancelled_session_is_not_reminded_of(world: World) -> None:
    row = planned(world)
    sessions.decline(world.desk, people.actor_for(world.desk, WORKER, world.now), row.id, world.now)
    heard = await reminders(world, row.starts_at + timedelta(days=1))
    assert heard == []


async def test_what_was_queued_before_a_cancellation_is_dropped(world: World) -> None:
    row = planned(world)
    day_before = row.starts_at - timedelta(hours=1)
    world.now = day_before
    tick(world.desk, world.queue, day_before)
    sessions.decline(world.desk, people.actor_for(world.desk, WORKER, day_before), row.id, day_before)
    for job in world.queue.ids:
        await world.postman().deliver(job)
    assert row.id in {drop.subject for drop in world.rows(DeliveryState.DROPPED) if drop.reason == "cancelled"}


async def test_the_supervisor_is_asked_and_silence_is_no_answer(world: World) -> None:
    row = planned(world)
    sent = await world.at(row.starts_at + timedelta(minutes=row.minutes + 31))
    assert ("UMANAGER", next(text for place, text in sent if place == "UMANAGER")) in sent
    assert planned(world).state is SessionState.PLANNED


async def test_slack_in_trouble_is_tried_again_and_a_refusal_is_kept(world: World) -> None:
    world.courier.failures = [TryLater("ratelimited", 7), TryLater("http_500")]
    row = planned(world)
    sent = await world.at(row.starts_at - timedelta(hours=1))
    assert sent
    assert world.paused == [8, 5]
    world.courier.failures = [Refused("account_inactive")]
    await world.at(row.starts_at + timedelta(hours=3))
    assert [r.reason for r in world.rows(DeliveryState.FAILED)] == ["account_inactive"]


async def test_each_channel_gets_one_digest_and_a_closed_one_is_reported(world: World) -> None:
    people.grant(world.desk, SYSTEM, MANAGER, Role.ADMINISTRATOR, world.now)
    monday = datetime.fromisoformat("2020-05-04T08:00:00+00:00")
    world.courier.closed = "fsp-bicester-1"
    sent = await world.at(monday)
    assert len({place for place, _ in sent if place.startswith("#")}) == 21
    told = await world.at(monday + timedelta(seconds=5))
    assert any("/invite @FSP Coordinator" in text for _, text in told)


async def test_a_bank_holiday_moves_the_digest_to_tuesday(world: World) -> None:
    world.now = datetime.fromisoformat("2020-05-25T06:00:00+00:00")
    await world.at(world.now)
    assert not [p for p, _ in await world.at(world.now + timedelta(hours=12)) if p.startswith("#")]
    sent = await world.at(datetime.fromisoformat("2020-05-26T08:00:00+00:00"))
    assert len([place for place, _ in sent if place.startswith("#")]) == 22


async def test_a_week_of_silence_becomes_one_message_about_each_thing(world: World) -> None:
    row = planned(world)
    sent = await world.at(row.starts_at - timedelta(hours=1))
    assert len([text for place, text in sent if place == "UWORKER"]) == 1
    assert len([place for place, _ in sent if place == "#fsp-bicester-1"]) <= 1


def test_a_session_entered_after_it_was_over_is_not_asked_about(desk: Desk) -> None:
    """A month may be planned when it is over: the question of its last evening would wait for the next morning."""
    monday = datetime.fromisoformat("2020-06-01T05:00+00:00")
    tick(desk, Queue(), monday)
    with desk.database.work("system", monday) as uow:
        uow.session.add(
            SessionRow(
                staff_id=WORKER,
                supervisor_id=MANAGER,
                kind="professional",
                starts_at=monday - timedelta(hours=60),
                minutes=90,
                state=SessionState.PLANNED,
                source="plan",
                entered_at=monday,
                entered_by="system",
            )
        )
        uow.commit()
    tick(desk, Queue(), monday + timedelta(days=2))
    with desk.database.read() as session:
        kinds = set(session.exec(select(DeliveryRow.kind).where(DeliveryRow.due_at > monday)))
    assert "team_digest" in kinds
    assert not kinds & {"supervision_held", "supervision_coming"}


def test_two_processes_ticking_at_once_add_nothing_twice(desk: Desk, now: datetime) -> None:
    monday = now + timedelta(days=7)
    with ThreadPoolExecutor(2) as pool:
        added = list(pool.map(lambda queue: tick(desk, queue, monday).added, [Queue(), Queue()]))
    assert sorted(len(ids) > 21 for ids in added) == [False, True]
    with desk.database.read() as session:
        rows = session.exec(select(DeliveryRow).where(DeliveryRow.state == DeliveryState.WAITING)).all()
    assert len({(row.kind, row.subject, row.staff_id) for row in rows}) == len(rows) == sum(len(ids) for ids in added)


async def test_what_is_cancelled_while_slack_is_in_trouble_is_not_sent(world: World) -> None:
    row = planned(world)
    world.now = row.starts_at - timedelta(hours=1)
    tick(world.desk, world.queue, world.now)
    waits = next(r.id for r in world.rows(DeliveryState.WAITING) if r.subject == row.id)
    before = list(world.courier.sent)
    world.courier.failures = [TryLater("http_500")]

    async def cancelled_meanwhile(_seconds: float) -> None:
        sessions.decline(world.desk, people.actor_for(world.desk, WORKER, world.now), row.id, world.now)

    await replace(world.postman(), pause=cancelled_meanwhile).deliver(waits)
    assert world.courier.sent == before
    (dropped,) = (r for r in world.rows(DeliveryState.DROPPED) if r.id == waits)
    assert (dropped.reason, dropped.attempts) == ("cancelled", 1)


async def test_being_asked_to_wait_often_is_no_failure_but_it_ends(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "MOST_TRIES", 12)
    world.courier.failures = [TryLater("ratelimited", 1)] * 10
    assert await world.at(datetime.fromisoformat("2020-05-04T08:00:00+00:00"))
    assert world.rows(DeliveryState.FAILED) == []
    world.courier.failures = [TryLater("ratelimited", 1)] * 1000
    tick(world.desk, world.queue, datetime.fromisoformat("2020-05-11T08:00:00+00:00"))
    waits = world.rows(DeliveryState.WAITING)[0].id
    await world.postman().deliver(waits)
    assert [(r.id, r.reason) for r in world.rows(DeliveryState.FAILED)] == [(waits, "ratelimited")]


async def test_a_fault_of_ours_is_kept_with_the_delivery_and_in_the_log(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.courier.failures = [KeyError("channel")]
    await world.at(datetime.fromisoformat("2020-05-04T08:00:00+00:00"))
    (failed,) = world.rows(DeliveryState.FAILED)
    assert failed.reason == "unexpected"
    assert world.rows(DeliveryState.WAITING) == []
    written = capsys.readouterr()
    assert failed.id in written.out + written.err


async def test_the_database_may_be_away_for_a_moment(world: World) -> None:
    away = [OperationalError("SELECT 1", {}, Exception("gone")) for _ in range(2)]
    tick(world.desk, world.queue, world.now + timedelta(days=7))
    postman = world.postman()

    async def run(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if away:
            raise away.pop()
        return function(*args, **kwargs)

    waits = next(r.id for r in world.rows(DeliveryState.WAITING) if r.team_code)
    await replace(postman, run=run).deliver(waits)
    assert waits in {r.id for r in world.rows(DeliveryState.SENT)}

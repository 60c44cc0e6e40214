"""After a stop: what still helps is sent, what piled up becomes one message, what is past is dropped."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from domain.access import SYSTEM, Role
from domain.supervision.states import SessionState
from reminders.tick import tick
from services import people
from services.desk import Desk
from services.ports import Refused, TryLater
from storage.tables import DeliveryState, SessionRow
from tests.commands.workspace import Workspace
from tests.reminders.test_delivery import MANAGER, WORKER, World

OTHER = "C1063"


@pytest.fixture
def world(desk: Desk, now: datetime) -> World:
    """The manager gave two sessions on two days of this week; nobody was told anything yet."""
    people.link(desk, SYSTEM, "UMANAGER", MANAGER, now)
    tick(desk, World(desk, now).queue, now)
    with desk.database.work("system", now) as uow:
        for staff_id, hours in ((WORKER, 26), (OTHER, 50)):
            uow.session.add(
                SessionRow(
                    staff_id=staff_id,
                    supervisor_id=MANAGER,
                    kind="professional",
                    starts_at=now + timedelta(hours=hours),
                    minutes=90,
                    state=SessionState.PLANNED,
                    source="plan",
                    entered_at=now,
                    entered_by="system",
                )
            )
        uow.commit()
    return World(desk, now)


def reasons(world: World, kind: str = "supervision_held") -> list[str]:
    return sorted(row.reason or "" for row in world.rows(DeliveryState.DROPPED) if row.kind == kind)


async def test_what_piled_up_for_one_person_is_one_message_with_an_answer_each(world: World, now: datetime) -> None:
    later = now + timedelta(days=7, hours=3)
    sent = [text for place, text in await world.at(later) if place == "UMANAGER"]
    assert len(sent) == 1
    assert sent[0].startswith("Did these supervision sessions happen?")
    assert sent[0].count("with Amara Evans") == 2
    assert reasons(world) == ["merged"]
    with world.desk.database.read() as session:
        rows = session.exec(select(SessionRow).where(SessionRow.source == "plan"))
        ids = [row.id for row in rows if row.supervisor_id == MANAGER]
    workspace = Workspace(world.desk, later)
    for session_id in ids:
        (asked,) = await workspace.press("UMANAGER", "supervision.ask_again", session_id)
        assert asked.startswith("Did ")


async def test_a_merged_message_keeps_what_it_speaks_for_through_trouble(world: World, now: datetime) -> None:
    world.courier.failures = [TryLater("http_500"), TryLater("timeout")]
    sent = await world.at(now + timedelta(days=3))
    assert len([text for place, text in sent if place == "UMANAGER"]) == 1
    assert any(text.count("with Amara Evans") == 2 for _, text in sent)
    assert reasons(world) == ["merged"]


async def test_only_the_last_of_one_thing_and_no_digest_of_a_past_week(world: World, now: datetime) -> None:
    await world.at(now + timedelta(days=12))
    digests = [row for row in world.rows(DeliveryState.DROPPED) if row.kind == "team_digest"]
    assert {row.reason for row in digests} == {"past"}
    assert not [row for row in world.rows(DeliveryState.SENT) if row.kind == "team_digest"]


async def test_a_person_slack_knows_no_more_is_told_to_administrators_once_a_day(world: World, now: datetime) -> None:
    people.link(world.desk, SYSTEM, "UADMIN", "C1012", now)
    people.grant(world.desk, SYSTEM, "C1012", Role.ADMINISTRATOR, now)
    world.courier.failures = [Refused("user_disabled")]
    await world.at(now + timedelta(hours=29))
    (told,) = [text for _, text in await world.at(now + timedelta(hours=29, minutes=1))]
    assert "/fsp link @somebody C1060" in told
    world.courier.failures = [Refused("user_disabled")]
    await world.at(now + timedelta(hours=52, minutes=30))
    assert await world.at(now + timedelta(hours=52, minutes=31)) == []
    assert [row.reason for row in world.rows(DeliveryState.FAILED)] == ["user_disabled"] * 2

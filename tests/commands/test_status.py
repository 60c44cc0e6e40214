"""Operations see what became of the bot's messages; whoever got one sees why."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot.metrics import make_metrics
from domain.access import SYSTEM, Role
from services import people
from services.desk import Desk
from services.retention import forget_messages
from storage.tables import DeliveryRow, DeliveryState, NoticeRow
from tests.commands.workspace import Workspace

ADMIN, WORKER = "UADMIN", "UWORKER"


@pytest.fixture
def workspace(desk: Desk, now: datetime) -> Workspace:
    """One message came three hours late, one failed, one waits."""
    people.link(desk, SYSTEM, ADMIN, "C1012", now)
    people.link(desk, SYSTEM, WORKER, "C1062", now)
    people.grant(desk, SYSTEM, "C1012", Role.ADMINISTRATOR, now)
    hour = timedelta(hours=1)
    with desk.database.work("system", now) as uow:
        late = DeliveryRow(
            id="late",
            key="k1",
            kind="channel_closed",
            subject="BICESTER-1",
            staff_id="C1062",
            due_at=now - 4 * hour,
            begun_at=now - hour,
            sent_at=now - hour,
            state=DeliveryState.SENT,
            attempts=3,
        )
        failed = DeliveryRow(
            id="failed",
            key="k2",
            kind="team_digest",
            subject="BICESTER-1",
            team_code="BICESTER-1",
            due_at=now - hour,
            begun_at=now - hour,
            state=DeliveryState.FAILED,
            reason="not_in_channel",
            attempts=1,
        )
        waits = DeliveryRow(
            id="waits",
            key="k3",
            kind="plan_approved",
            subject="2020-05",
            staff_id="C1060",
            due_at=now - hour / 2,
            state=DeliveryState.WAITING,
        )
        uow.session.add_all([late, failed, waits])
        uow.commit()
    return Workspace(desk, now)


async def test_status_counts_names_what_to_do_and_sends_again_once(workspace: Workspace, desk: Desk) -> None:
    (text,) = await workspace.type(ADMIN, "/fsp", "status")
    assert "1 sent (1 late), 1 failed, 0 no longer needed. 1 waiting now." in text
    words = str(workspace.heard.answers[-1][1].blocks)
    assert "weekly digest* to Bicester 1" in words
    assert "/invite @FSP Coordinator" in words
    (again,) = await workspace.press(ADMIN, "fsp.send_again", "failed")
    assert again.startswith("The weekly digest for Bicester 1 is queued again.")
    (twice,) = await workspace.press(ADMIN, "fsp.send_again", "failed")
    assert twice.startswith("That message was sent again already.")
    with desk.database.read() as session:
        rows = session.exec(select(DeliveryRow).where(DeliveryRow.kind == "team_digest")).all()
    assert sorted(row.state for row in rows) == ["failed", "waiting"]
    await workspace.type(ADMIN, "/fsp", "status")
    assert "Send again" not in str(workspace.heard.answers[-1][1].blocks)


async def test_status_and_sending_again_are_for_administrators(workspace: Workspace) -> None:
    for told in (
        await workspace.type(WORKER, "/fsp", "status"),
        await workspace.press(WORKER, "fsp.send_again", "failed"),
    ):
        assert "administrator" in told[0].casefold()


async def test_a_stopped_line_is_said(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refused() -> str:
        return "Slack refused: token_revoked"

    monkeypatch.setattr(type(workspace.edge), "line", property(lambda _: refused), raising=False)
    (text,) = await workspace.type(ADMIN, "/fsp", "status")
    assert text.startswith("I can't send messages now: Slack refused: token_revoked. Nothing is lost")


async def test_why_lists_ones_own_messages_with_their_reason(workspace: Workspace) -> None:
    (text,) = await workspace.type(WORKER, "/fsp", "why")
    assert text.startswith("The last messages I sent you by myself, and why: Mon 27 Apr, 08:00: you are an")
    (none,) = await workspace.type(ADMIN, "/fsp", "why")
    assert none == "I have not sent you any message by myself yet."


def test_metrics_count_and_name_nobody(workspace: Workspace, desk: Desk, now: datetime) -> None:
    text = make_metrics(desk, lambda: now, lambda: True)().decode()
    for line in (
        'fsp_deliveries_total{state="sent"} 1.0',
        'fsp_deliveries_total{state="failed"} 1.0',
        "fsp_deliveries_late_total 1.0",
        "fsp_deliveries_retried_total 1.0",
        "fsp_deliveries_waiting 1.0",
        "fsp_delivery_oldest_waiting_seconds 1800.0",
        "fsp_slack_token_refused 1.0",
    ):
        assert line in text.splitlines()
    assert "C10" not in text


def test_messages_go_when_the_programme_says(workspace: Workspace, desk: Desk, now: datetime) -> None:
    kept = timedelta(days=366) * desk.programme.retention_years["messages"]
    with desk.database.work("system", now) as uow:
        uow.session.add(NoticeRow(staff_id="C1062", kind="channel_closed", subject="X", created_at=now, claimed_at=now))
        uow.commit()
    assert forget_messages(desk, now + kept - timedelta(days=1)) == 0
    assert forget_messages(desk, now + kept + timedelta(days=1)) == 2
    with desk.database.read() as session:
        assert [row.id for row in session.exec(select(DeliveryRow))] == ["waits"]
        assert not session.exec(select(NoticeRow)).all()

"""Choosing what to hear, by modal; for a team; putting one reminder off; and that due and delivery respect it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.bootstrap import make_renderer
from domain.access import SYSTEM
from domain.calendar import to_local
from domain.errors import NotAllowed
from domain.supervision.states import SessionState
from reminders.due import due
from reminders.facts import gather
from reminders.kinds import Kind
from reminders.prepare import prepare
from reminders.tick import tick
from services import people, preferences
from services.desk import Desk
from services.preferences import Choice
from storage.tables import (
    AuditRow,
    DeliveryRow,
    DeliveryState,
    GroupOccurrenceRow,
    OccurrenceState,
    PreferenceRow,
    SessionRow,
    SnoozeRow,
)
from tests.commands.workspace import Workspace
from tests.meetings import meetings_of

WORKER, MANAGER = "C1062", "C1060"
WEDNESDAY = datetime(2020, 5, 20, 9, tzinfo=UTC)


@pytest.fixture
async def slack(desk: Desk, now: datetime) -> AsyncIterator[Workspace]:
    for staff_id in (WORKER, MANAGER):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    with desk.database.work("system", now) as uow:
        uow.session.add(
            SessionRow(
                id="s1",
                staff_id=WORKER,
                supervisor_id=MANAGER,
                kind="professional",
                starts_at=WEDNESDAY,
                minutes=90,
                state=SessionState.PLANNED,
                source="typed",
                entered_at=now,
                entered_by="system",
            )
        )
        uow.commit()
    found = Workspace(desk, now)
    yield found
    found.pool.close()


def chosen(*values: str) -> dict[str, Any]:
    return {"selected_options": [{"value": value} for value in values]}


def form(
    muted: tuple[str, ...] = (), coming: tuple[str, ...] = ("7 days",), paused: str | None = None
) -> dict[str, Any]:
    return {
        "muted": chosen(*muted),
        "supervision_coming": chosen(*coming),
        "group_coming": chosen("1 working_days"),
        "group_summary": chosen("2 working_days"),
        "review_coming": chosen("1 working_days"),
        "review_todo": chosen("2 working_days"),
        "daily": {"selected_option": {"value": "daily"}},
        "paused": {"selected_date": paused},
    }


def falls_due(desk: Desk, now: datetime, staff_id: str = WORKER) -> list[tuple[str, str]]:
    until = WEDNESDAY + timedelta(hours=12)
    with desk.database.read() as session:
        found = due(gather(desk, session, now, until, as_of=now), now, until)
    mine = [item for item in found if item.staff_id == staff_id and item.kind is not Kind.SUPERVISION_OVERDUE]
    return [(item.kind.value, f"{to_local(item.at, desk.zone):%d %H:%M}") for item in mine]


async def test_a_person_chooses_and_goes_back(slack: Workspace, now: datetime) -> None:
    assert len(falls_due(slack.desk, now)) == 4
    (text,) = await slack.type(f"U{WORKER}", "/fsp", "preferences")
    assert text == "What I tell you by myself: all reminders."
    await slack.press(f"U{WORKER}", "fsp.preferences", "")
    modal = slack.heard.modals[-1]
    assert {block["block_id"] for block in modal["blocks"]} == set(form())
    errors = await slack.fill_in(f"U{WORKER}", modal, form(coming=(), paused="2020-04-27"))
    assert set(errors) == {"supervision_coming", "paused"}
    assert await slack.fill_in(f"U{WORKER}", modal, form(muted=("supervision_unconfirmed",))) == {}
    assert slack.told(f"U{WORKER}")[-1] == "What I tell you by myself: 5 of 6 kinds of reminders."
    assert falls_due(slack.desk, now) == [("supervision_coming", "13 09:00")]
    assert await slack.fill_in(f"U{WORKER}", modal, form(paused="2020-05-14")) == {}
    assert falls_due(slack.desk, now) == [("supervision_unconfirmed", "18 09:00")]
    await slack.press(f"U{WORKER}", "fsp.preferences_reset", "")
    assert len(falls_due(slack.desk, now)) == 4
    with slack.desk.database.read() as session:
        assert session.exec(select(PreferenceRow)).all() == []
        actions = [row.action for row in session.exec(select(AuditRow).where(col(AuditRow.action).startswith("pref")))]
    assert actions == ["preferences.choose", "preferences.choose", "preferences.reset"]


async def test_what_comes_on_one_morning_comes_in_one_message(slack: Workspace, now: datetime) -> None:
    desk = slack.desk
    with desk.database.work("system", now) as uow:
        first = uow.session.get_one(SessionRow, "s1").model_dump()
        uow.session.add(SessionRow(**first | {"id": "s2", "starts_at": WEDNESDAY + timedelta(hours=3)}))
        uow.commit()
    worker = people.actor_for(desk, WORKER, now)
    leads = {"supervision_coming": ["7 days"]}
    preferences.choose(desk, worker, "", Choice(frozenset(), leads, daily=True), now)
    assert falls_due(desk, now) == [("together", "13 09:00"), ("together", "18 09:00")]
    at = datetime(2020, 5, 13, 8, tzinfo=UTC)
    tick(desk, slack.queue, at)
    row = delivery(desk, "together")
    ready = prepare(desk, make_renderer(desk.programme), row.id, at)
    assert ready is not None
    assert ready.message.text.count("Your supervision with Amara Evans is on Wednesday 20 May") == 2
    (first, _) = [block for block in ready.message.blocks if block["type"] == "actions"]
    assert first["block_id"].startswith("part-"), "an answer to one part leaves the others standing"
    assert not any(e.get("style") for block in ready.message.blocks for e in block.get("elements", ()))


async def test_muting_after_it_fell_due_still_holds_it_back(slack: Workspace, now: datetime) -> None:
    at = datetime(2020, 5, 13, 8, tzinfo=UTC)
    tick(slack.desk, slack.queue, at)
    row = delivery(slack.desk, "supervision_coming")
    worker = people.actor_for(slack.desk, WORKER, at)
    preferences.choose(slack.desk, worker, "", Choice(frozenset({"supervision_coming", "supervision_held"}), {}), at)
    assert prepare(slack.desk, make_renderer(slack.desk.programme), row.id, at) is None
    assert delivery(slack.desk, "supervision_coming").reason == "muted"
    with slack.desk.database.read() as session:
        assert [row.kind for row in session.exec(select(PreferenceRow))] == ["supervision_coming"]


async def test_put_off_once_and_only_while_it_helps(slack: Workspace, now: datetime) -> None:
    desk, user = slack.desk, f"U{WORKER}"
    slack.now = datetime(2020, 5, 18, 9, tzinfo=UTC)
    value = "supervision_unconfirmed|s1"
    assert "I can't find that reminder" in (await slack.press(user, "reminder.snooze", value))[-1]
    tick(desk, slack.queue, slack.now)
    with desk.database.work("system", slack.now) as uow:
        row = uow.session.get_one(DeliveryRow, delivery(desk, "supervision_unconfirmed").id)
        row.state = DeliveryState.SENT
        uow.session.add(row)
        uow.commit()
    for _ in range(2):
        told = await slack.press(user, "reminder.snooze", value)
        assert told == ["I will remind you again on Tuesday 19 May at 09:00, if it still matters then."]
    assert "I can't find that reminder" in (await slack.press(f"U{MANAGER}", "reminder.snooze", value))[-1]
    with desk.database.read() as session:
        (again,) = session.exec(select(SnoozeRow)).all()
    assert again.due_at == datetime(2020, 5, 19, 8, tzinfo=UTC)
    assert ("supervision_unconfirmed", "19 09:00") in falls_due(desk, slack.now)
    slack.now = datetime(2020, 5, 20, 8, 30, tzinfo=UTC)
    assert "this was the last reminder" in (await slack.press(user, "reminder.snooze", value))[-1]


async def test_a_reminder_of_group_supervision_may_be_put_off_too(slack: Workspace, now: datetime) -> None:
    desk, user = slack.desk, f"U{WORKER}"
    meeting = meetings_of(desk, "BICESTER-1", count=1)[0]
    slack.now = datetime(2020, 4, 28, 8, tzinfo=UTC)
    tick(desk, slack.queue, slack.now)
    with desk.database.work("system", slack.now) as uow:
        row = uow.session.get_one(DeliveryRow, delivery(desk, "group_coming").id)
        row.state = DeliveryState.SENT
        uow.session.add(row)
        uow.commit()
    value = f"group_coming|{meeting.id}"
    told = await slack.press(user, "reminder.snooze", value)
    assert told == ["I will remind you again on Wednesday 29 April at 09:00, if it still matters then."]
    at = datetime(2020, 4, 29, 8, tzinfo=UTC)
    tick(desk, slack.queue, at)
    ready = prepare(desk, make_renderer(desk.programme), delivery(desk, "group_coming").id, at)
    assert ready is not None
    assert ready.message.text.startswith("Bicester 1's group supervision is on Tuesday 5 May")
    with desk.database.work("system", at) as uow:
        uow.session.get_one(GroupOccurrenceRow, meeting.id).state = OccurrenceState.CANCELLED
        uow.commit()
    assert "That meeting is cancelled" in (await slack.press(user, "reminder.snooze", value))[-1]


async def test_a_team_manager_chooses_for_the_team_and_nobody_else_may(slack: Workspace, now: datetime) -> None:
    desk, team = slack.desk, "BICESTER-1"
    meeting = meetings_of(desk, team, count=1)[0]
    until = meeting.starts_at
    with desk.database.read() as session:
        before = {i.kind for i in due(gather(desk, session, now, until), now, until) if i.subject == meeting.id}
    assert before == {Kind.GROUP_COMING, Kind.GROUP_SUMMARY}
    await slack.press(f"U{MANAGER}", "fsp.preferences_team", team)
    values = {"muted": chosen("group_summary"), "group_coming": chosen("1 working_days")}
    assert await slack.fill_in(f"U{MANAGER}", slack.heard.modals[-1], values) == {}
    with desk.database.read() as session:
        after = [i for i in due(gather(desk, session, now, until), now, until) if i.subject == meeting.id]
    assert {(item.kind, item.lead) for item in after} == {(Kind.GROUP_COMING, "1-working_days")}
    with pytest.raises(NotAllowed):
        preferences.show(desk, people.actor_for(desk, WORKER, now), team, now)


def delivery(desk: Desk, kind: str) -> DeliveryRow:
    with desk.database.read() as session:
        rows = session.exec(select(DeliveryRow).where(DeliveryRow.kind == kind, DeliveryRow.staff_id == WORKER))
        return max(rows, key=lambda row: row.due_at)

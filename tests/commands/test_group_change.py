"""Moving, cancelling and adding meetings, through the real Bolt app on both databases."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from domain.access import SYSTEM
from domain.supervision.states import SessionState
from services import people
from services.desk import Desk
from storage.tables import GroupOccurrenceRow, NoticeRow, OccurrenceState, SessionRow
from tests.commands.workspace import Workspace
from tests.meetings import meetings_of

CHAIR, NIA, SHARED = "C1060", "C1062", "P1242"


@pytest.fixture
async def slack(desk: Desk, now: datetime) -> AsyncIterator[Workspace]:
    for staff_id in (CHAIR, NIA):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    found = Workspace(desk, now)
    yield found
    found.pool.close()


@pytest.fixture
def meeting(desk: Desk) -> GroupOccurrenceRow:
    return meetings_of(desk, "BICESTER-1")[0]


def row_of(slack: Workspace, meeting: GroupOccurrenceRow) -> GroupOccurrenceRow:
    with slack.desk.database.read() as session:
        return session.get_one(GroupOccurrenceRow, meeting.id)


def notices(slack: Workspace, kind: str) -> list[NoticeRow]:
    with slack.desk.database.read() as session:
        return list(session.exec(select(NoticeRow).where(NoticeRow.kind == kind)))


def buttons(slack: Workspace, action: str) -> list[str]:
    blocks = slack.heard.answers[-1][1].blocks
    elements = [element for block in blocks for element in block.get("elements", [])]
    return [element["value"] for element in elements if element.get("action_id", "").startswith(action)]


async def test_a_move_is_shown_first_and_takes_the_agenda_along(slack: Workspace, meeting: GroupOccurrenceRow) -> None:
    await slack.type(f"U{NIA}", "/group", "slot 2")
    await slack.type(f"U{NIA}", "/group", "cannot")
    (text,) = await slack.type(f"U{CHAIR}", "/group", "move 11 May 10:00")
    assert text.endswith("Nobody is told before you press.")
    assert notices(slack, "group_changed") == []
    (value,) = buttons(slack, "group.move_wished")
    (text,) = await slack.press(f"U{CHAIR}", "group.move_wished", value)
    assert text.startswith(
        "The meeting has moved. Its members are told. Not on Slack, so please tell them yourself: Callum Morris"
    )
    row = row_of(slack, meeting)
    assert row.planned_at == meeting.starts_at
    told = {notice.staff_id for notice in notices(slack, "group_changed")}
    assert NIA in told
    assert CHAIR not in told
    await slack.type(f"U{NIA}", "/group")
    shown = str(slack.heard.answers[-1][1].blocks)
    assert "Nia O'Connor" in shown
    assert "Nia O'Connor, can't come" not in shown
    (text,) = await slack.press(f"U{CHAIR}", "group.move_wished", value)
    assert text.startswith("This meeting has changed since you saw it. Nothing was done")


async def test_a_move_that_takes_nobody_from_another_team_is_offered(
    slack: Workspace, meeting: GroupOccurrenceRow
) -> None:
    meetings_of(slack.desk, "BICESTER-2", first=datetime(2020, 5, 6, 10))  # noqa: DTZ001  local time
    await slack.type(f"U{CHAIR}", "/group", "move 6 May 10:30")
    shown = str(slack.heard.answers[-1][1].blocks)
    assert "Callum Morris" in shown.split("Better or near")[0]
    assert "Callum Morris" not in shown.split("Better or near")[1]


async def test_times_that_cannot_be(slack: Workspace, meeting: GroupOccurrenceRow) -> None:
    (text,) = await slack.type(f"U{CHAIR}", "/group", "move 20 Apr 2020 10:00")
    assert text.startswith("That time is over.")
    (text,) = await slack.type(f"U{CHAIR}", "/group", "move 19 May 10:00")
    assert text.startswith("The team has a meeting at that time already, on Tuesday 19 May at 09:00.")
    (text,) = await slack.type(f"U{CHAIR}", "/group", "move 9 May 10:00")
    assert text.startswith("Nobody can chair it on Saturday 9 May at 10:00")
    (text,) = await slack.type(f"U{CHAIR}", "/group", "extra 12 May 10:00 15 min")
    assert text == "A meeting lasts 30 to 300 minutes. Nothing was changed."
    (text,) = await slack.type(f"U{NIA}", "/group", "move 11 May 10:00")
    assert text.startswith("Sorry, this is not open to you")
    assert row_of(slack, meeting).starts_at == meeting.starts_at


async def test_a_cancelled_meeting_is_told_and_its_time_can_be_used_again(
    slack: Workspace, meeting: GroupOccurrenceRow
) -> None:
    await slack.type(f"U{CHAIR}", "/group", "cancel")
    (value,) = buttons(slack, "group.cancel_it")
    told = await asyncio.gather(*(slack.press(f"U{CHAIR}", "group.cancel_it", value) for _ in range(2)))
    assert sum("is cancelled, so there is nothing to change" in text for (text,) in told) == 1
    assert row_of(slack, meeting).state is OccurrenceState.CANCELLED
    assert len({notice.staff_id for notice in notices(slack, "group_changed")}) == len(notices(slack, "group_changed"))
    (text,) = await slack.type(f"U{CHAIR}", "/group", "move 5 May 09:00")
    (value,) = buttons(slack, "group.move_wished")
    (text,) = await slack.press(f"U{CHAIR}", "group.move_wished", value)
    assert text.startswith("The meeting has moved.")


async def test_one_more_meeting_is_added_once_and_supervision_in_its_way_is_told(
    slack: Workspace, meeting: GroupOccurrenceRow, now: datetime
) -> None:
    session = SessionRow(
        staff_id=NIA,
        supervisor_id=CHAIR,
        kind="professional",
        starts_at=meeting.starts_at + timedelta(days=7, hours=1),
        minutes=90,
        state=SessionState.PLANNED,
        source="manual",
        entered_at=now,
        entered_by=CHAIR,
    )
    with slack.desk.database.work("system", now) as uow:
        uow.session.add(session)
        uow.commit()
    (text,) = await slack.type(f"U{CHAIR}", "/group", "extra 12 May 10:00 90 min")
    assert "1 hour 30 minutes long" in text
    assert "1 supervision session is booked then" in text
    (value,) = buttons(slack, "group.extra_add")
    told = await asyncio.gather(*(slack.press(f"U{CHAIR}", "group.extra_add", value) for _ in range(2)))
    assert sum("has a meeting at that time already" in text for (text,) in told) == 1
    assert [notice.staff_id for notice in notices(slack, "sessions_broken")] == [CHAIR]


async def test_one_more_meeting_by_the_modal(slack: Workspace, meeting: GroupOccurrenceRow) -> None:
    await slack.type(f"U{CHAIR}", "/group", "extra")
    modal = slack.heard.modals[-1]
    when = {"day": {"selected_date": "2020-04-20"}, "start": {"selected_time": "10:00"}}
    assert list(await slack.fill_in(f"U{CHAIR}", modal, when)) == ["day"]
    when["day"]["selected_date"] = "2020-05-12"
    assert await slack.fill_in(f"U{CHAIR}", modal, when) == {}
    assert slack.told(f"U{CHAIR}")[-1].startswith("One more group supervision of Bicester 1, 2 hours 30 minutes long")

"""Recording a meeting: three presses, one modal, two people at once, too early, and corrections; on both databases."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from domain.access import SYSTEM
from services import people
from services.desk import Desk
from storage.tables import (
    AuditRow,
    GroupOccurrenceRow,
    MeetingAttendanceRow,
    MeetingRecordRow,
    TeamMeetingRow,
)
from tests.commands.workspace import Workspace
from tests.meetings import meetings_of

CHAIR, DEPUTY, BEN = "C1060", "C1062", "C1063"


@pytest.fixture
def meeting(desk: Desk, now: datetime) -> GroupOccurrenceRow:
    with desk.database.work("system", now) as uow:
        uow.session.add(TeamMeetingRow(team_code="BICESTER-1", deputy_id=DEPUTY, changed_at=now, changed_by="system"))
        uow.commit()
    return meetings_of(desk, "BICESTER-1")[0]


@pytest.fixture
async def slack(desk: Desk, meeting: GroupOccurrenceRow, now: datetime) -> AsyncIterator[Workspace]:
    for staff_id in (CHAIR, DEPUTY, BEN):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    found = Workspace(desk, meeting.starts_at + timedelta(hours=3))
    yield found
    found.pool.close()


def stored(slack: Workspace) -> MeetingRecordRow:
    with slack.desk.database.read() as session:
        return session.exec(select(MeetingRecordRow)).one()


def audited(slack: Workspace) -> list[AuditRow]:
    with slack.desk.database.read() as session:
        rows = session.exec(select(AuditRow).where(col(AuditRow.action).startswith("meeting."))).all()
    return list(rows)


def form(held: str, missing: list[str], numbers: tuple[str, str, str], workbook: str | None) -> dict[str, Any]:
    names = zip(("open", "discussed", "waiting"), numbers, strict=True)
    return {
        "held": {"selected_option": {"value": held}},
        "missing": {"selected_options": [{"value": key} for key in missing]},
        "workbook": {"selected_option": None if workbook is None else {"value": workbook}},
    } | {name: {"value": number} for name, number in names}


async def test_three_presses_and_the_numbers_are_the_whole_record(
    slack: Workspace, meeting: GroupOccurrenceRow
) -> None:
    (text,) = await slack.type(f"U{CHAIR}", "/group", "record")
    assert text == "Did Bicester 1's group supervision on Tuesday 5 May at 09:00 happen?"
    (text,) = await slack.press(f"U{CHAIR}", "group.held", meeting.id)
    assert text.endswith("Still open: who was there, the three family numbers and the Workbook.")
    await slack.press(f"U{CHAIR}", "group.all_there", meeting.id)
    (text,) = await slack.press(f"U{CHAIR}", "group.workbook_yes", meeting.id)
    assert text.endswith("In the Workbook: yes. Still open: the three family numbers.")
    await slack.press(f"U{CHAIR}", "group.families", meeting.id)
    modal = slack.heard.modals[-1]
    numbers = {"open": {"value": "14"}, "discussed": {"value": "9"}, "waiting": {"value": "6"}}
    errors = await slack.fill_in(f"U{CHAIR}", modal, numbers)
    assert errors == {
        "waiting": "Together with those discussed this time, this is more than the families that are open."
    }
    assert await slack.fill_in(f"U{CHAIR}", modal, numbers | {"waiting": {"value": "5"}}) == {}
    assert "Families: 14 open, 9 discussed, 5 not yet discussed this month." in slack.told(f"U{CHAIR}")[-1]
    with slack.desk.database.read() as session:
        there = {row.discipline: row for row in session.exec(select(MeetingAttendanceRow))}
    assert (there["social_work"].attended, there["social_work"].absent) == (7, 0)
    assert (there["domestic_abuse"].attended, there["domestic_abuse"].vacant) == (0, 1)
    assert (there["business_support"].attended, there["business_support"].absent) == (0, 1)


async def test_chair_and_deputy_at_once_store_one_answer_and_see_whose(
    slack: Workspace, meeting: GroupOccurrenceRow
) -> None:
    told = await asyncio.gather(
        slack.press(f"U{CHAIR}", "group.held", meeting.id), slack.press(f"U{DEPUTY}", "group.not_held", meeting.id)
    )
    assert sum("has recorded this already" in text for (text,) in told) == 1
    assert sum(row.action == "meeting.record" for row in audited(slack)) == 1
    assert stored(slack).recorded_by in (CHAIR, DEPUTY)


async def test_two_whole_records_at_once_lose_neither_unseen(slack: Workspace, meeting: GroupOccurrenceRow) -> None:
    for user in (CHAIR, DEPUTY):
        await slack.press(f"U{user}", "group.record_form", meeting.id)
    one, other = slack.heard.modals[-2:]
    assert await slack.fill_in(f"U{CHAIR}", one, form("yes", [BEN], ("10", "6", "4"), "yes")) == {}
    assert await slack.fill_in(f"U{DEPUTY}", other, form("no", [], ("", "", ""), None)) == {}
    assert "Somebody else has recorded this meanwhile. Nothing of yours was stored" in slack.told(f"U{DEPUTY}")[-1]
    assert stored(slack).held
    assert stored(slack).workbook


async def test_a_correction_keeps_who_and_when_and_is_audited_with_before_and_after(
    slack: Workspace, meeting: GroupOccurrenceRow
) -> None:
    await slack.press(f"U{CHAIR}", "group.held", meeting.id)
    slack.now += timedelta(days=3)
    await slack.press(f"U{DEPUTY}", "group.record_form", meeting.id)
    await slack.fill_in(f"U{DEPUTY}", slack.heard.modals[-1], form("no", [], ("9", "9", "0"), "yes"))
    row = stored(slack)
    assert (row.held, row.families_open, row.workbook) == (False, None, None)
    assert (row.recorded_by, row.changed_by) == (CHAIR, DEPUTY)
    entry = audited(slack)[-1]
    assert entry.action == "meeting.correct"
    assert (entry.facts["before_held"], entry.facts["after_held"]) == (True, False)
    (text,) = await slack.press(f"U{CHAIR}", "group.workbook_yes", meeting.id)
    assert "recorded as not held" in text


async def test_too_early_not_ones_own_and_late(slack: Workspace, meeting: GroupOccurrenceRow) -> None:
    slack.now = meeting.starts_at - timedelta(minutes=1)
    (text,) = await slack.press(f"U{CHAIR}", "group.held", meeting.id)
    assert text.startswith("That meeting is still to come, on Tuesday 5 May at 09:00")
    (text,) = await slack.press(f"U{BEN}", "group.held", meeting.id)
    assert text.startswith("Sorry, this is not open to you")
    slack.now = meeting.starts_at + timedelta(days=10)
    await slack.press(f"U{CHAIR}", "group.held", meeting.id)
    assert "Recorded by Amara Evans on Fri 15 May, 09:00, late." in str(slack.heard.answers[-1][1].blocks)
    assert stored(slack).recorded_at == slack.now


async def test_history_and_figures_say_what_was_recorded_and_what_was_not(
    slack: Workspace, meeting: GroupOccurrenceRow
) -> None:
    slack.now += timedelta(days=30)
    await slack.press(f"U{CHAIR}", "group.record_form", meeting.id)
    await slack.fill_in(f"U{CHAIR}", slack.heard.modals[-1], form("yes", [], ("12", "6", "6"), "yes"))
    (text,) = await slack.type(f"U{BEN}", "/group", "history")
    assert text == "Bicester 1's last 3 meetings: 1 held, 2 not recorded."
    shown = str(slack.heard.answers[-1][1].blocks)
    assert "held, recorded Thu 4 Jun" in shown
    assert "group.record_1" not in shown, "a member looks, and does not record"
    (text,) = await slack.type(f"U{BEN}", "/group", "figures May")
    assert "May 2020: held 50 % (1 of 2)" in text
    assert "families discussed in the month 50 % (6 of 12)" in text
    (text,) = await slack.type(f"U{BEN}", "/group", "figures Banbury 1")
    assert text.startswith("Sorry, this is not open to you")
    await slack.type(f"U{CHAIR}", "/group", "history")
    assert "group.record_1" in str(slack.heard.answers[-1][1].blocks)

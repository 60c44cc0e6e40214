"""`/group`: the next meeting, its slots and who can't come, through the real Bolt app on both databases."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from domain.access import SYSTEM
from jobs.engine import JobKind
from reminders.prepare import prepare
from reminders.tick import tick
from services import people
from services.desk import Desk
from storage.tables import AgendaSlotRow, DeliveryRow, GroupOccurrenceRow, MeetingReplyRow, OccurrenceState
from tests.commands.workspace import Workspace
from tests.meetings import meetings_of

CHAIR, NIA, BEN, RHYS, OUTSIDER, SHARED = "C1060", "C1062", "C1063", "C1066", "C1025", "P1242"


@pytest.fixture
async def slack(desk: Desk, now: datetime) -> AsyncIterator[Workspace]:
    for staff_id in (CHAIR, NIA, BEN, RHYS, OUTSIDER, SHARED):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    found = Workspace(desk, now)
    yield found
    found.pool.close()


@pytest.fixture
def meeting(desk: Desk) -> GroupOccurrenceRow:
    return meetings_of(desk, "BICESTER-1")[0]


class NoQueue:
    def enqueue(self, session: object, job_id: str, kind: JobKind = JobKind.DELIVER) -> None:
        """Nothing is sent by itself here."""


def presenters(slack: Workspace) -> dict[int, str]:
    with slack.desk.database.read() as session:
        return {row.number: row.presenter_id for row in session.exec(select(AgendaSlotRow))}


def said_to(slack: Workspace, staff_id: str, kind: str) -> str:
    """What the newest message of this kind to somebody says at this moment."""

    tick(slack.desk, NoQueue(), slack.now)
    with slack.desk.database.read() as session:
        rows = session.exec(select(DeliveryRow).where(DeliveryRow.kind == kind, DeliveryRow.staff_id == staff_id)).all()
    ready = prepare(slack.desk, slack.edge.renderer, rows[-1].id, slack.now)
    return "" if ready is None else ready.message.text


async def test_a_manager_sees_who_comes_what_is_missing_and_what_would_help(
    slack: Workspace, meeting: GroupOccurrenceRow
) -> None:
    (text,) = await slack.type(f"U{CHAIR}", "/group")
    assert "Bicester 1's group supervision is on Tuesday 5 May at 09:00, chaired by Amara Evans." in text
    assert "Missing: Business support and Domestic abuse (vacant)." in text
    shown = str(slack.heard.answers[-1][1].blocks)
    assert "Free then: " in shown
    assert "Dafydd Marsh (unavailable)" in shown


async def test_a_slot_claimed_twice_at_once_has_one_presenter(slack: Workspace, meeting: GroupOccurrenceRow) -> None:
    told = await asyncio.gather(slack.type(f"U{NIA}", "/group", "slot 3"), slack.type(f"U{BEN}", "/group", "slot 3"))
    texts = [text for (text,) in told]
    assert sum(text.startswith("Slot 3 is yours.") for text in texts) == 1
    assert sum("has slot 3. Still free: 1, 2, 4, 5 and 6." in text for text in texts) == 1
    assert list(presenters(slack)) == [3]


async def test_a_swap_needs_the_others_yes_and_both_slots_as_they_were(
    slack: Workspace, meeting: GroupOccurrenceRow
) -> None:
    await slack.type(f"U{NIA}", "/group", "slot 1")
    await slack.press(f"U{BEN}", "group.take", f"{meeting.id}|2")
    (text,) = await slack.press(f"U{NIA}", "group.swap", f"{meeting.id}|1|2")
    assert text.startswith("Ben Roberts is asked to change places with you.")
    assert presenters(slack) == {1: NIA, 2: BEN}
    assert said_to(slack, BEN, "slot_swap").startswith("Nia O'Connor asks to change slot 1 for your slot 2")
    value = f"{meeting.id}|1|2|{NIA}"
    (text,) = await slack.press(f"U{RHYS}", "group.swap_agree", value)
    assert "changed hands" in text
    (text,) = await slack.press(f"U{BEN}", "group.swap_agree", value)
    assert text.startswith("The slots have changed places.")
    assert presenters(slack) == {1: BEN, 2: NIA}
    (text,) = await slack.press(f"U{BEN}", "group.swap_agree", value)
    assert "Nothing was swapped" in text
    await slack.press(f"U{NIA}", "group.swap", f"{meeting.id}|2|6")
    assert presenters(slack) == {1: BEN, 6: NIA}


async def test_only_the_chair_assigns_fixes_and_excuses(slack: Workspace, meeting: GroupOccurrenceRow) -> None:
    (text,) = await slack.type(f"U{CHAIR}", "/group", "slot 4 Ben Roberts")
    assert text.startswith("Ben Roberts has the slot now.")
    await slack.press(f"U{CHAIR}", "group.fix", meeting.id)
    (text,) = await slack.press(f"U{NIA}", "group.take", f"{meeting.id}|1")
    assert text == "The chair has fixed the order of this agenda. Please ask them to change it."
    for action in ("group.fix", "group.open", "group.excuse_open"):
        (text,) = await slack.press(f"U{NIA}", action, meeting.id)
        assert text.startswith("Sorry, this is not open to you")
    await slack.press(f"U{CHAIR}", "group.open", meeting.id)
    await slack.press(f"U{CHAIR}", "group.excuse_open", meeting.id)
    errors = await slack.fill_in(f"U{CHAIR}", slack.heard.modals[-1], {"who": {"selected_option": {"value": RHYS}}})
    assert errors == {}
    assert said_to(slack, RHYS, "meeting_excused").startswith("You are excused from Bicester 1's group supervision")


async def test_an_excusal_is_for_a_named_day_and_can_be_taken_back(
    slack: Workspace, meeting: GroupOccurrenceRow
) -> None:
    (text,) = await slack.type(f"U{CHAIR}", "/group", "excuse Rhys Begum 19 May")
    assert text.startswith("Rhys Begum is excused and is told. Bicester 1's group supervision is on Tuesday 19 May")
    selects = [e for b in slack.heard.answers[-1][1].blocks for e in b.get("elements", []) if e["type"] != "button"]
    (again,) = [select for select in selects if select.get("action_id") == "group.expect"]
    (option,) = again["options"]
    (text,) = await slack.press(f"U{NIA}", "group.expect", option["value"])
    assert text.startswith("Sorry, this is not open to you")
    (text,) = await slack.press(f"U{CHAIR}", "group.expect", option["value"])
    assert text.startswith("Rhys Begum is expected again.")
    (text,) = await slack.type(f"U{CHAIR}", "/group", "excuse Rhys Begum 20 May")
    assert "20 May" in text
    with slack.desk.database.read() as session:
        assert session.exec(select(MeetingReplyRow)).all() == []


async def test_who_cannot_come_is_told_to_the_chair_with_their_slots(
    slack: Workspace, meeting: GroupOccurrenceRow
) -> None:
    await slack.type(f"U{NIA}", "/group", "slot 5")
    for _ in range(2):
        (text,) = await slack.type(f"U{NIA}", "/group", "cannot")
        assert text.startswith("Thank you for saying so.")
    assert said_to(slack, CHAIR, "meeting_cannot").endswith("Slot 5 of the agenda needs somebody else.")
    assert "Nia O'Connor, can't come" in str(slack.heard.answers[-1][1].blocks)
    await slack.press(f"U{NIA}", "group.can_come", meeting.id)
    assert said_to(slack, CHAIR, "meeting_cannot") == ""
    with slack.desk.database.read() as session:
        assert session.exec(select(MeetingReplyRow)).all() == []


async def test_what_looks_like_a_case_is_refused_and_nothing_is_stored(
    slack: Workspace, meeting: GroupOccurrenceRow
) -> None:
    for typed in ("slot 3 Smith family", "slot 3 AB", "slot AB 123", "slot 3 ref AB-12", "slot 3 swap x"):
        for user in (NIA, CHAIR):
            (text,) = await slack.type(f"U{user}", "/group", typed)
            assert text.startswith("An agenda slot never holds a family's name, initials or number, so nothing was")
    assert presenters(slack) == {}


async def test_an_opaque_reference_only_where_the_programme_allows_it(
    slack: Workspace, meeting: GroupOccurrenceRow
) -> None:
    rules = slack.desk.programme.group_supervision.model_copy(update={"case_reference_pattern": r"R-\d{4}"})
    programme = slack.desk.programme.model_copy(update={"group_supervision": rules})
    slack = Workspace(replace(slack.desk, programme=programme), slack.now)
    (text,) = await slack.type(f"U{NIA}", "/group", "slot 3 ref Smith 2010")
    assert text.startswith("That is not a case reference as the programme allows it, so nothing was stored.")
    await slack.type(f"U{NIA}", "/group", "slot 3 ref R-1234")
    assert "Nia O'Connor (R-1234)" in str(slack.heard.answers[-1][1].blocks)
    slack.pool.close()


async def test_too_late_out_of_range_and_not_ones_own(slack: Workspace, meeting: GroupOccurrenceRow) -> None:
    (text,) = await slack.type(f"U{NIA}", "/group", "slot 7")
    assert text == "There is no slot 7. The agenda has slots 1 to 6."
    (text,) = await slack.press(f"U{OUTSIDER}", "group.take", f"{meeting.id}|1")
    assert text.startswith("Sorry, this is not open to you")
    slack.now = meeting.starts_at + timedelta(minutes=1)
    (text,) = await slack.press(f"U{NIA}", "group.take", f"{meeting.id}|1")
    assert "already begun" in text
    with slack.desk.database.work("system", slack.now) as uow:
        uow.session.get_one(GroupOccurrenceRow, meeting.id).state = OccurrenceState.CANCELLED
        uow.commit()
    (text,) = await slack.press(f"U{NIA}", "group.cannot", meeting.id)
    assert "That meeting is cancelled" in text


async def test_somebody_of_two_teams_sees_both_and_can_name_either(
    slack: Workspace, meeting: GroupOccurrenceRow
) -> None:
    meetings_of(slack.desk, "BICESTER-2", first=datetime(2020, 5, 7, 10))  # noqa: DTZ001  local time
    (text,) = await slack.type(f"U{SHARED}", "/group")
    assert text.startswith("Bicester 1's")
    assert "Bicester 2 meets on Thu 7 May, 10:00." in str(slack.heard.answers[-1][1].blocks)
    (text,) = await slack.type(f"U{SHARED}", "/group", "slot 2 in Bicester 2")
    assert text.startswith("Slot 2 is yours. Bicester 2's")
    (text,) = await slack.type(f"U{OUTSIDER}", "/group", "Bicester 1")
    assert text.startswith("Sorry, this is not open to you")


async def test_somebody_who_comes_leads_the_opening_and_passes_it_on(
    slack: Workspace, meeting: GroupOccurrenceRow
) -> None:
    slack.now = meeting.starts_at - timedelta(days=7)
    lead = await leading(slack, meeting)
    assert lead not in (None, CHAIR)
    people.link(slack.desk, SYSTEM, "ULEAD", str(lead), slack.now)
    assert said_to(slack, str(lead), "meeting_lead").startswith("This time you lead the opening of Bicester 1's group")
    await slack.press("ULEAD", "group.cannot", meeting.id)
    other = await leading(slack, meeting)
    assert other not in (None, lead)
    assert said_to(slack, str(lead), "meeting_lead") == ""
    (text,) = await slack.type(f"U{CHAIR}", "/group", "lead Ben Roberts")
    assert text.startswith("Ben Roberts leads the opening.")
    assert "*Opens with:* Motivational Interviewing activity, led by Ben Roberts" in str(
        slack.heard.answers[-1][1].blocks
    )


async def leading(slack: Workspace, meeting: GroupOccurrenceRow) -> str | None:
    """Who leads, after a tick."""
    tick(slack.desk, NoQueue(), slack.now)
    with slack.desk.database.read() as session:
        return session.get_one(GroupOccurrenceRow, meeting.id).lead_id

"""Calling, moving, arranging and recording a family review through the real Bolt app; on both databases."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from domain.access import SYSTEM
from domain.calendar import to_local
from domain.supervision.causes import Cause
from services import people
from services.desk import Desk
from services.planning.taken import commitments
from storage import reviews
from storage.roster import load_roster
from storage.tables import (
    AuditRow,
    FamilyReviewRow,
    Invitation,
    NoticeRow,
    OccurrenceState,
    PersonRow,
    Presence,
)
from tests.commands.workspace import Workspace

MANAGER, NIA, BEN, STRANGER = "C1060", "C1062", "C1063", "C1033"


@pytest.fixture
async def slack(desk: Desk, now: datetime) -> AsyncIterator[Workspace]:
    for staff_id in (MANAGER, NIA, BEN, STRANGER):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    found = Workspace(desk, now)
    yield found
    found.pool.close()


def form(
    day: str, start: str = "10:00", agencies: tuple[str, ...] = ("police", "schools")
) -> dict[str, dict[str, Any]]:
    return {
        "day": {"selected_date": day},
        "start": {"selected_time": start},
        "minutes": {"value": None},
        "office": {"selected_option": {"value": "Bicester"}},
        "agencies": {"selected_options": [{"value": key} for key in agencies]},
        "members": {"selected_options": [{"value": BEN}]},
        "chair": {"selected_option": {"value": MANAGER}},
    }


async def called(slack: Workspace, day: str = "2020-05-28", start: str = "10:00") -> FamilyReviewRow:
    """A review that Nia calls; 28 May 2020 lies in the half-term holidays."""
    await slack.press(f"U{NIA}", "group.review_call", "BICESTER-1")
    errors = await slack.fill_in(f"U{NIA}", slack.heard.modals[-1], form(day, start))
    assert not errors
    return stored(slack)


def stored(slack: Workspace) -> FamilyReviewRow:
    with slack.desk.database.read() as session:
        return session.exec(select(FamilyReviewRow)).one()


def notices(slack: Workspace, what: str) -> list[str]:
    with slack.desk.database.read() as session:
        rows = session.exec(select(NoticeRow).where(col(NoticeRow.kind) == "review_changed")).all()
    return sorted(row.staff_id or "" for row in rows if row.facts["what"] == what)


async def test_a_review_is_called_with_agencies_by_role_and_a_closed_school_is_asked_for_a_report(
    slack: Workspace,
) -> None:
    await slack.type(f"U{NIA}", "/group", "review 28 May 10:00")
    modal = slack.heard.modals[-1]
    assert modal["blocks"][1]["element"]["initial_date"] == "2020-05-28"
    assert not await slack.fill_in(f"U{NIA}", modal, form("2020-05-28"))
    text = slack.told(f"U{NIA}")[-1]
    assert "School (designated safeguarding lead): closed that day; ask for a written report by Fri 22 May" in text
    assert "Police" in text
    assert notices(slack, "called") == [MANAGER, BEN], "whoever called it knows"
    row = stored(slack)
    assert (row.lead_id, row.chair_id, row.minutes, row.reference) == (NIA, MANAGER, 60, None)


async def test_the_same_form_sent_twice_calls_one_review(slack: Workspace) -> None:
    await slack.press(f"U{NIA}", "group.review_call", "BICESTER-1")
    modal = slack.heard.modals[-1]
    for _ in range(2):
        assert not await slack.fill_in(f"U{NIA}", modal, form("2020-05-20"))
    assert stored(slack).lead_id == NIA
    assert notices(slack, "called") == [MANAGER, BEN]


async def test_a_bank_holiday_the_past_and_no_agency_are_refused_and_nothing_is_stored(slack: Workspace) -> None:
    await slack.press(f"U{NIA}", "group.review_call", "BICESTER-1")
    modal = slack.heard.modals[-1]
    assert await slack.fill_in(f"U{NIA}", modal, form("2020-04-01")) == {
        "day": "This time is over. Choose one that is still to come."
    }
    assert await slack.fill_in(f"U{NIA}", modal, form("2020-05-20", agencies=())) == {
        "agencies": "Please choose at least one agency."
    }
    await slack.fill_in(f"U{NIA}", modal, form("2020-05-08"))
    assert "when agencies can't come. Please choose a working day." in slack.told(f"U{NIA}")[-1]
    await slack.fill_in(f"U{NIA}", modal, form("2020-05-20") | {"reference": {"value": "Smith, 12.3.2011"}})
    with slack.desk.database.read() as session:
        assert session.exec(select(FamilyReviewRow)).all() == []


async def test_invitations_are_kept_and_begin_anew_when_the_review_moves(slack: Workspace) -> None:
    row = await called(slack)
    await slack.press(f"U{BEN}", "group.review_agencies", row.id)
    states = {"agency-police": "coming", "agency-schools": "report_here"}
    given = {block: {"selected_option": {"value": value}} for block, value in states.items()}
    assert not await slack.fill_in(f"U{BEN}", slack.heard.modals[-1], given)
    assert invitations(slack, row.id) == {"police": Invitation.COMING, "schools": Invitation.REPORT_HERE}
    await slack.press(f"U{NIA}", "group.review_move", row.id)
    moment = {"day": {"selected_date": "2020-05-29"}, "start": {"selected_time": "14:00"}}
    assert not await slack.fill_in(f"U{NIA}", slack.heard.modals[-1], moment)
    assert to_local(stored(slack).starts_at, slack.desk.zone).hour == 14
    assert invitations(slack, row.id) == {"police": Invitation.OPEN, "schools": Invitation.REPORT_HERE}
    assert notices(slack, "moved") == [MANAGER, BEN]


def invitations(slack: Workspace, review_id: str) -> dict[str, Invitation]:
    with slack.desk.database.read() as session:
        return {one.agency: one.invitation for one in reviews.agencies(session, [review_id])[review_id]}


async def test_moved_twice_at_once_one_of_them_is_told_that_it_changed(slack: Workspace) -> None:
    row = await called(slack)
    modals = []
    for user in (NIA, MANAGER):
        await slack.press(f"U{user}", "group.review_move", row.id)
        modals.append((f"U{user}", slack.heard.modals[-1]))
    moment = {"day": {"selected_date": "2020-05-29"}, "start": {"selected_time": "14:00"}}
    await asyncio.gather(*(slack.fill_in(user, modal, moment) for user, modal in modals))
    said = [slack.told(user)[-1] for user, _ in modals]
    assert sum("has changed since you saw it" in text for text in said) == 1
    assert sum("Moved." in text for text in said) == 1


async def test_its_time_is_kept_free_and_free_again_once_cancelled(slack: Workspace) -> None:
    row = await called(slack, "2020-05-20")
    day = slack.desk.today(row.starts_at)

    def taken() -> set[tuple[str, Cause]]:
        with slack.desk.database.read() as session:
            return {(busy.staff_id, busy.cause) for busy in commitments(slack.desk, session, day, day)}

    assert {(who, Cause.OTHER_COMMITMENT) for who in (NIA, BEN, MANAGER)} <= taken()
    await slack.press(f"U{MANAGER}", "group.review_cancel", row.id)
    assert not taken()
    assert notices(slack, "cancelled") == [NIA, BEN]
    (text,) = await slack.press(f"U{MANAGER}", "group.review_cancel", row.id)
    assert text == "That family review is cancelled, so there is nothing to change."


async def test_another_team_sees_nothing_and_changes_nothing(slack: Workspace) -> None:
    row = await called(slack)
    for action in ("group.review_show", "group.review_cancel", "group.review_agencies", "group.review_record"):
        (text,) = await slack.press(f"U{STRANGER}", action, row.id)
        assert text.startswith("Sorry, this is not open to you."), action
    (text,) = await slack.press(f"U{BEN}", "group.review_cancel", row.id)
    assert text.startswith("Sorry"), "one who comes does not run it"
    assert stored(slack).state is OccurrenceState.PLANNED


def record_form(held: str, school: str | None = "report") -> dict[str, dict[str, Any]]:
    return {
        "held": {"selected_option": {"value": held}},
        "missing": {"selected_options": [{"value": BEN}]},
        "agency-police": {"selected_option": {"value": "there"}},
        "agency-schools": {"selected_option": None if school is None else {"value": school}},
        "workbook": {"selected_option": {"value": "yes"}},
    }


async def test_a_record_is_made_corrected_with_an_audit_and_never_before_the_day(slack: Workspace) -> None:
    row = await called(slack)
    (text,) = await slack.press(f"U{NIA}", "group.review_held", row.id)
    assert "still to come" in text
    slack.now = row.starts_at + timedelta(hours=2)
    (text,) = await slack.press(f"U{NIA}", "group.review_held", row.id)
    assert text.endswith("held. Still open: who came and the Workbook.")
    (text,) = await slack.press(f"U{MANAGER}", "group.review_not_held", row.id)
    assert "was recorded as held" in text
    await slack.press(f"U{NIA}", "group.review_record", row.id)
    assert not await slack.fill_in(f"U{NIA}", slack.heard.modals[-1], record_form("yes"))
    with slack.desk.database.read() as session:
        there = {one.staff_id: one.there for one in reviews.members(session, [row.id])[row.id]}
        presence = {one.agency: one.presence for one in reviews.agencies(session, [row.id])[row.id]}
        actions = [audit.action for audit in session.exec(select(AuditRow).where(AuditRow.subject == row.id))]
    assert there == {MANAGER: True, NIA: True, BEN: False}
    assert presence == {"police": Presence.THERE, "schools": Presence.REPORT}
    assert actions[-2:] == ["review.record", "review.correct"]


async def test_two_records_at_once_are_one_and_the_other_is_told(slack: Workspace) -> None:
    row = await called(slack)
    slack.now = row.starts_at + timedelta(hours=2)
    modals = []
    for user in (NIA, MANAGER):
        await slack.press(f"U{user}", "group.review_record", row.id)
        modals.append((f"U{user}", slack.heard.modals[-1]))
    await asyncio.gather(*(slack.fill_in(user, modal, record_form("yes")) for user, modal in modals))
    said = [slack.told(user)[-1] for user, _ in modals]
    assert sum("Somebody else has recorded this family review meanwhile" in text for text in said) == 1


async def test_the_list_and_the_figures_count_what_was_recorded(slack: Workspace) -> None:
    row = await called(slack)
    (text,) = await slack.type(f"U{NIA}", "/group", "review")
    assert text == "Bicester 1's next family review is on Thursday 28 May at 10:00."
    slack.now = row.starts_at + timedelta(hours=2)
    await slack.press(f"U{NIA}", "group.review_record", row.id)
    await slack.fill_in(f"U{NIA}", slack.heard.modals[-1], record_form("yes", None))
    await slack.type(f"U{MANAGER}", "/group", "figures May")
    blocks = str(slack.heard.answers[-1][1].blocks)
    assert "*Family reviews held:* 100 % (1 of 1)" in blocks
    assert "*Police took part:* 100 % (1 of 1)" in blocks
    assert "*School took part:* nothing to count" in blocks
    assert "1 for School" in blocks


async def test_nothing_of_a_family_can_be_typed_anywhere(slack: Workspace) -> None:
    await slack.press(f"U{NIA}", "group.review_call", "BICESTER-1")
    kinds = {block.get("element", {}).get("type") for block in slack.heard.modals[-1]["blocks"]}
    assert "plain_text_input" not in kinds
    with slack.desk.database.read() as session:
        assert load_roster(session).teams["BICESTER-1"].office == "Bicester"


async def test_whoever_cannot_be_reached_is_named_for_the_caller_to_tell(slack: Workspace) -> None:
    with slack.desk.database.work("system", slack.now) as uow:
        person = uow.session.get_one(PersonRow, BEN)
        person.on_slack = False
        uow.session.add(person)
        uow.commit()
    await called(slack)
    told = slack.told(f"U{NIA}")[-1]
    assert "but not Ben Roberts: I can't reach them, so please tell them yourself." in told
    assert notices(slack, "called") == [MANAGER]

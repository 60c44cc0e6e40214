"""`/timeline board` and `/timeline risk` as people use them; on both databases."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import select

from bot.bootstrap import make_renderer
from domain.access import SYSTEM, Role
from domain.calendar import local
from reminders.prepare import prepare
from services import people
from services.desk import Desk
from storage.tables import AuditRow, BoardMeetingRow, DecisionRow, RiskRow
from tests.commands.workspace import Workspace
from tests.reminders.test_meetings_due import run_to

LEAD, MANAGER, NIA = "C1003", "C1060", "C1062"


BAD_INPUT = (
    ("board add Partnership Board 8 May 14:00", "Friday 8 May 2020 is no working day."),
    ("board add Partnership Board 20 Apr", "Monday 20 April 2020 is over."),
    ("board add Partnership Board 20 May", "It meets on Wednesday 20 May 2020 already."),
    ("board Parntership Bord", "Did you mean Partnership Board"),
    ("board add Partnership Board", "I can't read that about a board."),
    ("board ask Partnership Board: see child A", "That looks like somebody of a family"),
    ("board decide 7: approved", 'I don\'t know a decision called "7".'),
    ("risk add 6x2 Nia O'Connor: too few courses", "Probability and impact are 1 to 5 each."),
    ("risk add 3x2 Nia O'Connor 20 Apr: too few courses", "Monday 20 April 2020 is over."),
    ("risk add 3x2 Nia Conor: too few courses", "Did you mean Nia O'Connor"),
    ("risk add 3x2 Nia O'Connor: dob 3/4/2012", "That looks like a date of birth"),
    ("risk add 3x2 Nia O'Connor: too few courses re goo-live", 'I don\'t know a milestone called "goo-live"'),
    ("risk add words", "I can't read that about a risk."),
    ("risk close 9 over", 'I don\'t know a risk called "9".'),
)


@pytest.fixture
async def slack(desk: Desk, now: datetime) -> AsyncIterator[Workspace]:
    for staff_id in (LEAD, MANAGER, NIA):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    people.grant(desk, SYSTEM, LEAD, Role.PROJECT_LEAD, now)
    found = Workspace(desk, now)
    yield found
    found.pool.close()


def rows(slack: Workspace, table: Any) -> list[Any]:
    with slack.desk.database.read() as session:
        return list(session.exec(select(table)))


async def test_an_agenda_is_made_from_what_is_due(slack: Workspace) -> None:
    (text,) = await slack.type(f"U{NIA}", "/timeline", "board")
    assert text.startswith("Partnership Board: Wednesday 20 May 2020 at 14:00, papers due Wed 13 May; Project team")
    assert "Health and Wellbeing Board: no meeting is set" in text
    await slack.type(f"U{MANAGER}", "/timeline", "board ask Partnership Board: approve the new date re go-live")
    await slack.type(f"U{LEAD}", "/timeline", "board change Partnership Board: go live in November")
    await slack.type(f"U{LEAD}", "/timeline", "action add Nia O'Connor 12 May: agree the venue re partnership_board")
    await slack.type(f"U{MANAGER}", "/timeline", "risk add 3x5 : partners do not fund the posts re go-live")
    (text,) = await slack.type(f"U{LEAD}", "/timeline", "board partnership")
    assert text.startswith("Partnership Board: Wednesday 20 May 2020 at 14:00, papers due Wed 13 May. 2 decisions,")
    assert text.endswith("1 action, 1 risk to look at.")
    shown = str(slack.heard.answers[-1][1].blocks)
    assert "1 approve the new date (Amara Evans; concerns Go-live)" in shown
    assert "2 Change: go live in November (Naomi Yilmaz)" in shown
    (text,) = await slack.type(f"U{NIA}", "/timeline", "board Partnership Board")
    assert text.startswith("Partnership Board:"), "she has an action on it"
    (text,) = await slack.type(f"U{NIA}", "/timeline", "board project team")
    assert text.startswith("Sorry, this is not open to you.")


async def test_a_meeting_is_added_moved_and_cancelled(slack: Workspace) -> None:
    (text,) = await slack.type(f"U{LEAD}", "/timeline", "board add Health and Wellbeing Board 11 Jun 14:30")
    assert text.startswith("The meeting is added. Health and Wellbeing Board: Thursday 11 June 2020 at 14:30")
    (text,) = await slack.type(f"U{LEAD}", "/timeline", "board move Partnership Board 20 May to 27 May")
    assert text.startswith(
        "The meeting is moved. Partnership Board: Wednesday 27 May 2020 at 14:00, papers due Tue 19 May"
    )
    (text,) = await slack.type(f"U{LEAD}", "/timeline", "board cancel Partnership Board 27 May")
    assert text.startswith("The meeting is cancelled; what was on its agenda comes to the next. Partnership Board: Wed")
    (text,) = await slack.type(f"U{LEAD}", "/timeline", "board Partnership Board 27 May")
    assert text.startswith("Partnership Board has no meeting on Wednesday 27 May 2020. The next are on Wed 17 Jun,")
    assert len(rows(slack, BoardMeetingRow)) == 2
    assert [row.action for row in rows(slack, AuditRow) if row.action.startswith("board.")] == [
        "board.add",
        "board.move",
        "board.cancel",
    ]


async def test_bad_input_gets_a_clear_answer_and_stores_nothing(slack: Workspace) -> None:
    for typed, said in BAD_INPUT:
        (text,) = await slack.type(f"U{LEAD}", "/timeline", typed)
        assert said in text, typed
    assert not any(rows(slack, table) for table in (BoardMeetingRow, DecisionRow, RiskRow))


async def test_a_decision_is_recorded_once(slack: Workspace) -> None:
    await slack.press(f"U{MANAGER}", "timeline.board_ask", "partnership_board")
    asked: dict[str, dict[str, Any]] = {"text": {"value": "Approve the date"}, "kind": {}, "owner": {"value": ""}}
    assert await slack.fill_in(f"U{MANAGER}", slack.heard.modals[-1], asked | {"milestone": {}}) == {}
    (row,) = rows(slack, DecisionRow)
    (text,) = await slack.type(f"U{MANAGER}", "/timeline", "board decide 1: approved")
    assert text.startswith("Sorry, this is not open to you.")
    await slack.press(f"U{LEAD}", "timeline.decision_settle", row.id)
    modal = slack.heard.modals[-1]
    bad = {"outcome": {"value": "approved"}, "day": {"selected_date": "2020-05-01"}}
    assert await slack.fill_in(f"U{LEAD}", modal, bad) == {
        "day": "This day is still to come. Choose the day it was done."
    }
    for _ in range(2):
        assert await slack.fill_in(f"U{LEAD}", modal, bad | {"day": {}}) == {}
    told = slack.told(f"U{LEAD}")
    assert "Partnership Board decided on Monday 27 April 2020 about 1, Approve the date: approved." in told
    assert told[-1].startswith("Naomi Yilmaz has recorded what was decided about number 1 already.")


async def test_a_risk_is_raised_reviewed_by_one_of_two_and_closed(slack: Workspace) -> None:
    await slack.press(f"U{MANAGER}", "timeline.risk_add", "")
    form: dict[str, dict[str, Any]] = {
        "kind": {"selected_option": {"value": "warning"}},
        "text": {"value": "Fewer applicants than before"},
        "probability": {"selected_option": {"value": "2"}},
        "impact": {"selected_option": {"value": "4"}},
        "mitigation": {"value": None},
        "owner": {"value": "Nia O'Connor"},
        "review": {"selected_date": "2020-04-20"},
        "milestone": {"selected_option": {"value": "go-live"}},
    }
    modal = slack.heard.modals[-1]
    assert "review" in await slack.fill_in(f"U{MANAGER}", modal, form)
    assert await slack.fill_in(f"U{MANAGER}", modal, form | {"review": {"selected_date": "2020-05-12"}}) == {}
    (row,) = rows(slack, RiskRow)
    for user in (LEAD, NIA):
        await slack.press(f"U{user}", "timeline.risk_review", row.id)
    one, other = slack.heard.modals[-2:]
    heavier = form | {
        "probability": {"selected_option": {"value": "4"}},
        "kind": {"selected_option": {"value": "risk"}},
    }
    assert await slack.fill_in(f"U{LEAD}", one, heavier | {"review": {}}) == {}
    assert await slack.fill_in(f"U{NIA}", other, form | {"review": {}}) == {}
    (text,) = await slack.type(f"U{NIA}", "/timeline", "risk")
    assert text.startswith("Risks, issues and early warnings: 1 open"), "what she owns"
    assert any("Somebody else has changed number 1 since you saw it" in told for told in slack.told(f"U{NIA}"))
    (text,) = await slack.type(f"U{LEAD}", "/timeline", "risk")
    assert "1: Fewer applicants than before (red, score 16, Nia O'Connor)." in text
    told = await asyncio.gather(
        *(slack.type(f"U{u}", "/timeline", "risk close 1 the round is filled") for u in (LEAD, NIA))
    )
    assert sum("has closed number 1 already" in text for (text,) in told) == 1
    (text,) = await slack.type(f"U{LEAD}", "/timeline", "risk 1")
    assert text.startswith("Risk 1: Fewer applicants than before. Closed: the round is filled.")
    assert "rated it 4 x 4, before 2 x 4" in str(slack.heard.answers[-1][1].blocks)
    (text,) = await slack.type(f"U{NIA}", "/timeline", "risk")
    assert text.startswith("Sorry, this is not open to you."), "it is closed"


async def test_reviews_and_papers_remind_those_who_owe_them(slack: Workspace, now: datetime) -> None:
    desk = slack.desk
    await slack.type(f"U{LEAD}", "/timeline", "risk add 3x5 Nia O'Connor 12 May: partners do not fund the posts")
    await slack.type(f"U{MANAGER}", "/timeline", "board ask Partnership Board: approve the new date")
    until = local(date(2020, 5, 13), desk.programme.reminders.send_at, desk.zone)
    found = [
        row
        for row in run_to(desk, now, until)
        if row.kind == "risk_review" or row.subject == "partnership_board/2020-05-20"
    ]
    # Nia O'Connor is away from 6 to 10 May, so her first reminder comes earlier.
    assert {(row.kind, row.staff_id, row.due_at.date().isoformat()) for row in found} == {
        ("board_papers", LEAD, "2020-05-05"),
        ("board_papers", LEAD, "2020-05-12"),
        ("board_papers", MANAGER, "2020-05-05"),
        ("board_papers", MANAGER, "2020-05-12"),
        ("board_papers", NIA, "2020-05-01"),
        ("board_papers", NIA, "2020-05-12"),
        ("risk_review", NIA, "2020-05-12"),
    }
    hers = next(row for row in found if row.staff_id == NIA)
    ready = prepare(desk, make_renderer(desk.programme), hers.id, hers.due_at)
    assert ready is not None
    assert ready.message.text == (
        "Papers for Partnership Board are due on Wednesday 13 May 2020; it meets on Wednesday 20 May 2020 at 14:00. "
        "Yours on its agenda: 1 item."
    )
    await slack.type(f"U{LEAD}", "/timeline", "board cancel Partnership Board 20 May")
    other = next(row for row in found if row.staff_id == MANAGER)
    assert prepare(desk, make_renderer(desk.programme), other.id, other.due_at) is None


async def test_two_people_move_one_meeting_at_once(slack: Workspace) -> None:
    for _ in range(2):
        await slack.press(f"U{LEAD}", "timeline.board_move", "partnership_board/2020-05-20/2020-05-20")
    days = ("2020-05-27", "2020-05-28")
    fillings = (
        slack.fill_in(f"U{LEAD}", modal, {"day": {"selected_date": day}, "start": {"selected_time": "14:00"}})
        for modal, day in zip(slack.heard.modals[-2:], days, strict=True)
    )
    assert await asyncio.gather(*fillings) == [{}, {}]
    told = slack.told(f"U{LEAD}")
    assert sum(text.startswith("The meeting is moved.") for text in told) == 1
    assert sum(text.startswith("Somebody else has changed this meeting since you saw it.") for text in told) == 1
    (row,) = rows(slack, BoardMeetingRow)
    assert row.day.isoformat() in days


async def test_what_follows_re_is_a_name_a_slip_or_words(slack: Workspace) -> None:
    (text,) = await slack.type(f"U{LEAD}", "/timeline", "action add Nia O'Connor 12 May: ring round re risk 2")
    assert text.startswith("Kept as action 1. Action 1: ring round.")
    (text,) = await slack.type(f"U{LEAD}", "/timeline", "action add Nia O'Connor 12 May: ring round re go-liv")
    assert text.startswith('I don\'t know a source called "go-liv". Did you mean go-live')
    assert text.endswith("You wrote: ring round re go-liv")
    (text,) = await slack.type(f"U{LEAD}", "/timeline", "board ask Partnership Board: hear the partners re xylophones")
    assert text.startswith("It is on the agenda.")
    (row,) = rows(slack, DecisionRow)
    assert (row.text, row.milestone_key) == ("hear the partners re xylophones", "")

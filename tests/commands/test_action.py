"""`/timeline action` as people use it: given, done, handed on, refused; on both databases."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from domain.access import SYSTEM
from services import people
from services.desk import Desk
from storage.tables import ActionRow, AuditRow, NoticeRow
from tests.commands.workspace import Workspace

LEAD, NIA, BEN, MINDER = "C1060", "C1062", "C1063", "P1240"
"""A team manager, two of her team, and somebody of a partner in another one."""


BAD_INPUT = (
    ("add Nia O'Connor 12 May: ring Mrs Smith about the plan", "That names somebody who is not on the roster"),
    ("add Nia O'Connor 12 May: born 3 May 2014", "That looks like a date of birth"),
    ("add Nia O'Connor 20 Apr: agree the venue", "Monday 20 April 2020 is over."),
    ("add Nia O'Connor: agree the venue", "I can't read that about an action."),
    ("add Naomi Jenkins 12 May: agree the venue", "Sorry, this is not open to you."),
    ("done 1 3 May", "That day is still to come"),
    ("done 77", 'I don\'t know an action called "77"'),
    ("fly 1", "I can't read that about an action. Write for example /timeline action done 12."),
    ("give 1 Nia O'Connor", "Nia O'Connor has this action already."),
    ("reopen 1", "Action 1 is open already."),
)


@pytest.fixture
async def slack(desk: Desk, now: datetime) -> AsyncIterator[Workspace]:
    for staff_id in (LEAD, NIA, BEN):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    found = Workspace(desk, now)
    yield found
    found.pool.close()


def stored(slack: Workspace) -> list[ActionRow]:
    with slack.desk.database.read() as session:
        return list(session.exec(select(ActionRow).order_by(ActionRow.number)))  # type: ignore[arg-type]  # a column


async def give(slack: Workspace, words: str = "agree the venue re go-live") -> ActionRow:
    await slack.type(f"U{LEAD}", "/timeline", f"action add Nia O'Connor 12 May: {words}")
    return stored(slack)[-1]


async def test_an_action_is_given_seen_and_done_with_its_history(slack: Workspace) -> None:
    row = await give(slack)
    assert (row.owner_id, row.due_on.isoformat(), row.text) == (NIA, "2020-05-12", "agree the venue")
    assert (row.source_kind, row.source_key) == ("milestone", "go-live")
    with slack.desk.database.read() as session:
        assert session.exec(select(NoticeRow.staff_id).where(NoticeRow.kind == "action_given")).all() == [NIA]
    (text,) = await slack.type(f"U{NIA}", "/timeline", "action")
    assert text == "Your actions: 1 open. 1: agree the venue (due Tue 12 May)."
    (text,) = await slack.type(f"U{LEAD}", "/timeline", "action team")
    assert text.startswith("Bicester 1's actions: 1 open. 1: agree the venue (Nia O'Connor, due Tue 12 May)")
    await slack.type(f"U{LEAD}", "/timeline", "action move 1 19 May")
    await slack.type(f"U{LEAD}", "/timeline", "action give 1 Ben Roberts")
    (text,) = await slack.type(f"U{BEN}", "/timeline", "action done 1")
    assert text.startswith("Recorded as done. Action 1: agree the venue. Ben Roberts, done on Monday 27 April 2020.")
    shown = str(slack.heard.answers[-1][1].blocks)
    assert "moved it from Tue 12 May 2020 to Tue 19 May 2020" in shown
    assert "handed it on from Nia O'Connor to Ben Roberts" in shown
    with slack.desk.database.read() as session:
        audited = session.exec(select(AuditRow).where(AuditRow.subject == row.id)).all()
    assert [entry.action for entry in audited] == ["action.add", "action.move", "action.hand_on", "action.done"]
    assert "venue" not in str([entry.facts for entry in audited])


async def test_the_modal_does_the_same_and_says_what_is_wrong_beside_the_field(slack: Workspace) -> None:
    await slack.press(f"U{LEAD}", "timeline.action_add", "")
    modal = slack.heard.modals[-1]
    good: dict[str, dict[str, Any]] = {
        "text": {"value": "Agree the venue"},
        "owner": {"value": "Nia O'Connor"},
        "day": {"selected_date": "2020-05-12"},
        "source": {"selected_option": {"value": "board/partnership_board"}},
    }
    bad: dict[str, dict[str, Any]] = {"text": {"value": "visit, dob 3/4/2012"}, "day": {"selected_date": "2020-04-26"}}
    errors = await slack.fill_in(f"U{LEAD}", modal, good | bad)
    assert errors["text"].startswith("That looks like a date of birth")
    assert errors["day"] == "This day is over. Choose today or a later day."
    assert stored(slack) == []
    assert await slack.fill_in(f"U{LEAD}", modal, good) == {}
    (row,) = stored(slack)
    assert (row.text, row.source_kind, row.source_key) == ("Agree the venue", "board", "partnership_board")


async def test_an_unknown_owner_is_refused_kindly_and_the_words_come_back(slack: Workspace) -> None:
    (text,) = await slack.type(f"U{LEAD}", "/timeline", "action add Nia Conor 12 May: agree the venue")
    assert "I don't know a person called \"Nia Conor\". Did you mean Nia O'Connor" in text
    assert text.endswith("You wrote: agree the venue")
    assert stored(slack) == []


async def test_bad_input_gets_a_clear_answer_and_changes_nothing(slack: Workspace) -> None:
    before = await give(slack)
    for typed, said in BAD_INPUT:
        (text,) = await slack.type(f"U{LEAD}", "/timeline", f"action {typed}")
        assert said in text, typed
    assert [row.model_dump() for row in stored(slack)] == [before.model_dump()]


async def test_two_people_at_once(slack: Workspace) -> None:
    row = await give(slack)
    told = await asyncio.gather(
        slack.press(f"U{LEAD}", "timeline.action_done", row.id), slack.press(f"U{NIA}", "timeline.action_done", row.id)
    )
    assert sum("as done already" in text for (text,) in told) == 1
    await slack.press(f"U{LEAD}", "timeline.action_reopen", row.id)
    for user in (LEAD, NIA):
        await slack.press(f"U{user}", "timeline.action_move", row.id)
    one, other = slack.heard.modals[-2:]
    assert await slack.fill_in(f"U{LEAD}", one, {"day": {"selected_date": "2020-05-20"}}) == {}
    assert await slack.fill_in(f"U{NIA}", other, {"day": {"selected_date": "2020-06-20"}}) == {}
    assert "Somebody else has changed action 1 since you saw it." in slack.told(f"U{NIA}")[-1]
    assert stored(slack)[0].due_on.isoformat() == "2020-05-20"
    await asyncio.gather(*(give(slack) for _ in range(3)))
    assert [found.number for found in stored(slack)] == [1, 2, 3, 4]


async def test_who_may_see_and_change_it(slack: Workspace) -> None:
    await give(slack)
    (text,) = await slack.type(f"U{BEN}", "/timeline", "action 1")
    assert text.startswith("Sorry, this is not open to you.")
    (text,) = await slack.type(f"U{BEN}", "/timeline", "action drop 1 not needed")
    assert text.startswith("Sorry, this is not open to you.")
    slack.now += timedelta(days=20)
    (text,) = await slack.type(f"U{LEAD}", "/timeline", "action overdue")
    assert "Overdue actions: 1 open, 1 late. 1: agree the venue (Nia O'Connor, due Tue 12 May, 5 days late)." in text
    (text,) = await slack.type(f"U{NIA}", "/timeline", "action drop 1 the course moved")
    assert text.startswith("Closed, not done. Action 1: agree the venue. Nia O'Connor, dropped: the course moved.")

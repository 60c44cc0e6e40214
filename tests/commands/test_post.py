"""`/timeline post` as people use it; on both databases."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from domain.access import SYSTEM, Role
from domain.roster import Roster
from reminders.due import due
from reminders.facts import gather
from reminders.kinds import Kind
from services import people
from services.desk import Desk
from services.importing import import_folder
from services.notices import Drop, Subject
from services.posts import reminders
from services.posts.reminders import FundingView
from storage.roster import load_roster
from storage.tables import AuditRow, PostProgressRow
from tests.commands.workspace import Workspace
from tests.conftest import SAMPLE

LEAD, NIA = "C1003", "C1062"


BAD_INPUT = (
    (NIA, "ME04 offered", "Sorry, this is not open to you."),
    (LEAD, "ME04 vacant", "Post ME04 says that already, so nothing was changed."),
    (LEAD, "ME04 recruting", 'I don\'t know a state called "recruting". Did you mean recruiting'),
    (LEAD, "ME44 offered", 'I don\'t know a post called "ME44". Did you mean'),
    (LEAD, "ME04 offered since 3 May", "Sunday 3 May 2020 is still to come."),
    (LEAD, "ME04 sustainable perhaps", "Money after the start-up funding is yes, no or open"),
    (LEAD, "ME04 in post starts 3 Jun", "Somebody who is in post has begun already"),
    (LEAD, "ME04 funded until 1 Mar 2020", "The funding begins on Wednesday 1 April 2020"),
    (LEAD, "ME04 offered starts never", 'I can\'t read "never".'),
    (LEAD, "Mental helth", "Did you mean Mental health"),
)


@pytest.fixture
async def slack(desk: Desk, now: datetime) -> AsyncIterator[Workspace]:
    for staff_id in (LEAD, NIA):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    found = Workspace(desk, now)
    yield found
    found.pool.close()


def said(slack: Workspace) -> list[PostProgressRow]:
    with slack.desk.database.read() as session:
        return list(session.exec(select(PostProgressRow)))


def load(desk: Desk) -> Roster:
    with desk.database.read() as session:
        return load_roster(session)


async def test_everybody_sees_the_vacancy_rate_with_its_rule_and_what_waits(slack: Workspace) -> None:
    (text,) = await slack.type(f"U{NIA}", "/timeline", "post")
    assert text.startswith("Funded posts: 6 of 30 vacant, 20 % (posts that nobody fills, of those whose funding covers")
    assert (
        "Go-live, expected by Tuesday 30 June 2020, waits for 6 posts: DO02, DO05, ME04, ME06, SU05 and SU08 have"
        in text
    )
    shown = str(slack.heard.answers[-1][1].blocks)
    assert "Funding ends on Thursday 30 September 2021 for 30 posts, 0 of them agreed" in shown
    assert "Bicester 1: domestic abuse worker, vacant, since Wed 1 Apr (26 days) (DO02)" in shown
    (text,) = await slack.type(f"U{NIA}", "/timeline", "post Bicester 1")
    assert text.startswith("Posts of Bicester 1: 1 of 3 vacant, 33 %")
    (text,) = await slack.type(f"U{NIA}", "/timeline", "post mental health")
    assert text.startswith("Posts of Mental health: 2 of 10 vacant, 20 %")


async def test_recruitment_is_said_by_word_and_by_modal_and_keeps_its_history(slack: Workspace) -> None:
    (text,) = await slack.type(f"U{LEAD}", "/timeline", "post ME04 offered since 20 Apr starts 13 Jul sustainable yes")
    assert text.startswith(
        "Kept. Post ME04, mental health nurse for Bicester 3 and Oxford North 1: offered, empty since"
    )
    assert "starts Monday 13 July 2020. Money after the start-up funding: agreed." in text
    (text,) = await slack.type(f"U{NIA}", "/timeline", "post")
    assert "ME04 starts after it; DO02, DO05, ME06, SU05 and SU08 have no day to start" in text
    for _ in range(2):
        await slack.press(f"U{LEAD}", "timeline.post_change", "ME04")
    one, other = slack.heard.modals[-2:]
    filled: dict[str, dict[str, Any]] = {
        "state": {"selected_option": {"value": "agency"}},
        "since": {"selected_date": "2020-04-28"},
        "starts": {"selected_date": None},
        "sustainable": {"selected_option": {"value": "yes"}},
        "funded": {"selected_date": "2021-09-30"},
    }
    wrong = await slack.fill_in(f"U{LEAD}", one, filled)
    assert wrong == {"since": "This day is still to come. Choose the day from which it has been so."}
    assert await slack.fill_in(f"U{LEAD}", one, filled | {"since": {"selected_date": "2020-04-27"}}) == {}
    assert await slack.fill_in(f"U{LEAD}", other, filled | {"since": {}}) == {}
    assert slack.told(f"U{LEAD}")[-1].startswith("Somebody else has changed post ME04 since you saw it.")
    (text,) = await slack.type(f"U{NIA}", "/timeline", "post me04")
    assert text.startswith("Post ME04, mental health nurse for Bicester 3 and Oxford North 1: covered by agency.")
    shown = str(slack.heard.answers[-1][1].blocks)
    assert "changed it from vacant to offered" in shown
    assert "changed it from offered to covered by agency" in shown
    with slack.desk.database.read() as session:
        audited = session.exec(select(AuditRow.action).where(AuditRow.subject == "ME04")).all()
    assert audited[-4:] == ["post.state", "post.starts_on", "post.sustainable", "post.state"]


async def test_the_roster_goes_before_once_it_says_something_new(
    slack: Workspace, now: datetime, tmp_path: Path
) -> None:
    await slack.type(f"U{LEAD}", "/timeline", "post ME04 offered starts 13 Jul")
    file = tmp_path / "posts.csv"
    text = (SAMPLE / "posts.csv").read_text()
    desk = slack.desk

    def imported(words: str) -> None:
        file.write_text(words)
        import_folder(desk.database, desk.programme, tmp_path, actor_id="system", now=now)

    imported(text)
    assert said(slack)[0].state == "offered", "the same file again says nothing new"
    imported(text.replace("BICESTER-3;OXFORD-NORTH-1,vacant", "BICESTER-3;OXFORD-NORTH-1,recruiting"))
    (row,) = said(slack)
    assert (row.state, row.roster_state, row.since.isoformat()) == ("recruiting", "recruiting", "2020-04-27")
    (answer,) = await slack.type(f"U{NIA}", "/timeline", "post ME04")
    assert "recruiting, empty since Wednesday 1 April 2020, starts Monday 13 July 2020" in answer


async def test_project_leads_hear_before_funding_ends_until_money_is_agreed(slack: Workspace, now: datetime) -> None:
    desk = slack.desk
    people.grant(desk, SYSTEM, LEAD, Role.PROJECT_LEAD, now)
    with desk.database.read() as session:
        near = replace(gather(desk, session, now, now), sessions=(), meetings=())
    found = [item for item in due(near, now, now + timedelta(days=600)) if item.kind is Kind.POST_FUNDING]
    assert [(item.staff_id, desk.today(item.at).isoformat()) for item in found] == [
        (LEAD, "2021-04-01"),
        (LEAD, "2021-07-02"),
    ]
    about = Subject(found[0].subject, LEAD, None, {}, found[0].at, found[0].key)
    view = reminders.funding(desk, about, found[0].at)
    assert isinstance(view, FundingView)
    assert (len(view.lines), view.all) == (30, 30)
    with desk.database.work("system", now) as uow:
        for post in load(desk).posts.values():
            row = PostProgressRow(
                post_id=post.post_id,
                state=post.state,
                roster_state=post.state,
                since=now.date(),
                sustainable=True,
                changed_at=now,
                changed_by="system",
            )
            uow.session.add(row)
        uow.commit()
    assert reminders.funding(desk, about, found[0].at) == Drop("agreed")


async def test_bad_input_gets_a_clear_answer_and_stores_nothing(slack: Workspace) -> None:
    for user, typed, answer in BAD_INPUT:
        (text,) = await slack.type(f"U{user}", "/timeline", f"post {typed}")
        assert answer in text, typed
    assert said(slack) == []

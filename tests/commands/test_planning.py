"""Planning and single sessions as people type and press them: on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from domain.access import SYSTEM
from domain.supervision.states import SessionState
from services import people
from services.desk import Desk
from storage.tables import PlanRunRow, RunState, SessionRow
from tests.commands.workspace import Workspace

MANAGER, WORKER, DIRECTOR, HEAD = "C1060", "C1062", "C1001", "C1002"


@pytest.fixture
async def slack(desk: Desk, now: datetime) -> AsyncIterator[Workspace]:
    for staff_id in (MANAGER, WORKER, DIRECTOR, HEAD):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    found = Workspace(desk, now)
    yield found
    found.pool.close()


@pytest.fixture
async def booked(slack: Workspace) -> SessionRow:
    """The worker's session in May, planned and approved in Slack."""
    await slack.type(f"U{MANAGER}", "/supervision", "plan May")
    await slack.press(f"U{MANAGER}", "supervision.approve", approve_value(slack))
    return live(slack)


def approve_value(slack: Workspace) -> str:
    message = next(m for _, m in reversed(slack.heard.answers) if "Nobody is told anything" in m.text)
    [block] = [b for b in message.blocks if b["type"] == "actions"]
    return str(next(e["value"] for e in block["elements"] if e["action_id"] == "supervision.approve"))


def live(slack: Workspace) -> SessionRow:
    with slack.desk.database.read() as session:
        rows = select(SessionRow).where(SessionRow.staff_id == WORKER, SessionRow.state == SessionState.PLANNED)
        return session.exec(rows).one()


def runs(slack: Workspace) -> list[PlanRunRow]:
    with slack.desk.database.read() as session:
        return list(session.exec(select(PlanRunRow)))


async def test_two_who_plan_the_same_people_get_one_proposal(slack: Workspace) -> None:
    slack.plan_at_once = False
    first = await slack.type(f"U{DIRECTOR}", "/supervision", "plan May without Nia O'Connor")
    second = await slack.type(f"U{HEAD}", "/supervision", "plan May without Nia O'Connor")
    assert first == ["Planning May 2020. This takes a few seconds."]
    assert second[0].startswith("Somebody is planning May 2020 for the same people")
    await slack.work()
    assert [run.state for run in runs(slack)] == [RunState.DONE]
    for user in (DIRECTOR, HEAD):
        assert slack.told(f"U{user}")[-1].startswith("Supervision in May 2020: ")


async def test_a_run_is_stopped_and_stays_stopped(slack: Workspace) -> None:
    slack.plan_at_once = False
    await slack.type(f"U{MANAGER}", "/supervision", "plan May")
    [run] = runs(slack)
    assert await slack.press(f"U{MANAGER}", "supervision.stop", run.id) == [
        "Stopped. Nothing was planned and nobody was told."
    ]
    await slack.work()
    assert runs(slack)[0].state is RunState.CANCELLED
    assert "session" not in slack.told(f"U{MANAGER}")[-1]


async def test_a_proven_plan_says_so_and_keeps_its_proof(slack: Workspace) -> None:
    await slack.type(f"U{MANAGER}", "/supervision", "plan May")
    message = slack.heard.answers[-1][1]
    assert "No better plan exists" in str(message.blocks)
    [run] = runs(slack)
    assert (run.status, run.gap) == ("optimal", 0.0)
    assert sum(run.cost_by_term.values()) == run.cost
    assert run.measures["placed"] == 6
    assert run.fingerprint
    assert {"ortools", "holidays", "python"} <= run.versions.keys()


async def test_planning_again_without_some_days_and_people(slack: Workspace) -> None:
    await slack.type(f"U{MANAGER}", "/supervision", "plan May without Tuesdays, 13 May and Nia O'Connor")
    rows = next(b for b in slack.heard.answers[-1][1].blocks if b["type"] == "table")["rows"]
    cells = [[cell["text"] for cell in row] for row in rows[1:]]
    assert len(cells) == 5
    assert not [row for row in cells if row[0] == "Nia O'Connor" or row[1].startswith(("Tue", "Wed 13 May"))]
    [told] = await slack.type(f"U{MANAGER}", "/supervision", "plan May without Zebedee")
    assert "Zebedee" in told


async def test_the_modal_for_another_try_names_what_is_missing(slack: Workspace) -> None:
    await slack.press(f"U{MANAGER}", "supervision.without", "2020-05")
    errors = await slack.fill_in(f"U{MANAGER}", slack.heard.modals[-1], {"without": {"value": " "}})
    assert errors["without"].startswith("Say what to leave out")
    assert await slack.fill_in(f"U{MANAGER}", slack.heard.modals[-1], {"without": {"value": "Mondays"}}) == {}
    assert slack.told(f"U{MANAGER}")[-1].startswith("Supervision in May 2020: ")


async def test_whoever_cannot_make_it_presses_another_time(slack: Workspace, booked: SessionRow) -> None:
    await slack.press(f"U{WORKER}", "supervision.decline", booked.id)
    [block] = [b for b in slack.heard.answers[-1][1].blocks if b["type"] == "actions"]
    times = [e for e in block["elements"] if e["action_id"].startswith("supervision.take")]
    assert len(times) == 3
    [told] = await slack.press(f"U{WORKER}", times[1]["action_id"], times[1]["value"])
    assert told.startswith("Moved: Nia O'Connor's supervision with Amara Evans is now on")
    [again] = await slack.press(f"U{WORKER}", times[0]["action_id"], times[0]["value"])
    assert "before" in again or "already" in again


async def test_the_modal_offers_times_for_both_and_checks_ones_own(slack: Workspace, booked: SessionRow) -> None:
    await slack.type(f"U{MANAGER}", "/supervision", "move Nia O'Connor")
    modal = slack.heard.modals[-1]
    [offered] = [b for b in modal["blocks"] if b.get("block_id") == "offered"]
    assert len(offered["element"]["options"]) == 6
    empty: dict[str, dict[str, object]] = {"offered": {}, "day": {}, "start": {}}
    errors = await slack.fill_in(f"U{MANAGER}", modal, empty)
    assert "day" in errors
    errors = await slack.fill_in(f"U{MANAGER}", modal, empty | {"day": {"selected_date": "2020-04-20"}})
    assert errors == {"start": "Please choose a time."}
    choice = {"selected_option": offered["element"]["options"][0]}
    assert await slack.fill_in(f"U{MANAGER}", modal, empty | {"offered": choice}) == {}
    assert slack.told(f"U{MANAGER}")[-1].startswith("Moved:")
    assert live(slack).replaces_id == booked.id


async def test_an_illness_from_the_note_to_the_new_time(slack: Workspace, booked: SessionRow) -> None:
    day = booked.starts_at.date().isoformat()
    [noted] = await slack.type(f"U{MANAGER}", "/supervision", f"away Nia O'Connor {day}")
    assert "1 session can't be held as booked" in noted
    told = await slack.press(f"U{MANAGER}", "supervision.repair", "2020-05")
    assert "1 session proposed" in told[-1]
    await slack.press(f"U{MANAGER}", "supervision.approve", approve_value(slack))
    assert live(slack).replaces_id == booked.id


async def test_why_and_forecast_and_the_record(slack: Workspace, booked: SessionRow) -> None:
    [why] = await slack.type(f"U{WORKER}", "/supervision", "why")
    assert why.startswith("Nia O'Connor has supervision with Amara Evans on")
    [forecast] = await slack.type(f"U{MANAGER}", "/supervision", "forecast")
    assert "eight weeks" in forecast
    slack.now = booked.starts_at + timedelta(days=1)
    [held] = await slack.type(f"U{MANAGER}", "/supervision", "held Nia O'Connor")
    assert held.startswith("Recorded: Nia O'Connor's supervision was held on")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    verb=st.sampled_from(["move", "book", "held", "missed", "cancel", "cover", "why", "away", "repair", "plan"]),
    words=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30),
)
async def test_whatever_is_typed_gets_a_kind_answer(slack: Workspace, verb: str, words: str) -> None:
    slack.plan_at_once = False
    told = await slack.type(f"U{WORKER}", "/supervision", f"{verb} {words}")
    assert len(told) + len(slack.heard.modals) > 0
    assert not [text for text in told if "went wrong" in text]

"""`/supervision window`: on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from datetime import date, datetime, time

import pytest
from sqlmodel import select

from commands.supervision.typed_times import WindowChange, parse_window
from domain.access import SYSTEM
from domain.calendar import Month
from domain.working_pattern import WorkingPattern
from services import findings, people
from services.desk import Desk
from storage.tables import AuditRow, SupervisorWindowRow
from tests.commands.workspace import Workspace
from tests.planning_now import plan_month

MANAGER, WORKER, OUTSIDER, ABOVE = "C1060", "C1062", "C1025", "C1003"


@pytest.fixture
async def slack(desk: Desk, now: datetime) -> AsyncIterator[Workspace]:
    for staff_id in (MANAGER, WORKER, OUTSIDER, ABOVE):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    found = Workspace(desk, now)
    yield found
    found.pool.close()


def chosen(slack: Workspace) -> tuple[str | None, int | None] | None:
    with slack.desk.database.read() as session:
        row = session.get(SupervisorWindowRow, MANAGER)
        return None if row is None else (row.hours, row.sessions_a_day)


async def say(slack: Workspace, typed: str, staff_id: str = MANAGER) -> str:
    (told,) = await slack.type(f"U{staff_id}", "/supervision", typed)
    return told


async def test_a_window_is_shown_chosen_and_given_back(slack: Workspace) -> None:
    assert (await say(slack, "window")).startswith("You give supervision Mon-Thu 09:00-17:00, Fri 09:00-13:00")
    told = await say(slack, "window Tue,Thu 09:00-13:00 max 2")
    assert told.startswith("Set: you give supervision Tue,Thu 09:00-13:00, at most 2 sessions a day.")
    await say(slack, "window max 1")
    assert chosen(slack) == ("Tue,Thu 09:00-13:00", 1)
    await say(slack, "window Wed 9-1pm")
    assert chosen(slack) == ("Wed 09:00-13:00", 1)
    assert "the programme's default" in await say(slack, "window default")
    assert chosen(slack) is None
    with slack.desk.database.read() as session:
        rows = session.exec(select(AuditRow).where(AuditRow.action == "window.set")).all()
    assert len(rows) == 4


async def test_what_is_outside_the_working_hours_is_left_out(slack: Workspace) -> None:
    told = await say(slack, "window Fri 09:00-16:00; Sat 09:00-12:00")
    assert told.startswith(
        "Set: you give supervision Fri 09:00-13:00, at most 3 sessions a day. You chose Fri 09:00-16"
    )


async def test_a_window_without_a_working_hour_is_refused_with_the_reason(slack: Workspace) -> None:
    told = await say(slack, "window Sat 09:00-13:00")
    assert told.startswith("Sat 09:00-13:00 leaves no time for supervision. Amara Evans works Mon-Thu 09:00-17:00;")
    assert chosen(slack) is None


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("window Tue", 'I can\'t read "Tue" as days and hours.'),
        ("window Tue 13:00-09:00", 'I can\'t read "Tue 13:00-09:00" as days and hours.'),
        ("window 9-12", 'I can\'t read "9-12" as days and hours.'),
        ("window max 0", "The most sessions a day must be a number from 1 to 8."),
        ("window max", "The most sessions a day must be a number from 1 to 8."),
        ("window max many", "The most sessions a day must be a number from 1 to 8."),
    ],
)
async def test_what_is_wrong_is_said_kindly(slack: Workspace, typed: str, answer: str) -> None:
    assert (await say(slack, typed)).startswith(answer)
    assert chosen(slack) is None


async def test_whoever_may_book_for_them_sets_it_and_nobody_else(slack: Workspace) -> None:
    told = await say(slack, "window Amara Evans Tue 09:00-13:00", ABOVE)
    assert told.startswith("Set: Amara Evans gives supervision Tue 09:00-13:00")
    assert (await say(slack, "window Amara Evans default", OUTSIDER)).startswith("Sorry, this is not open to you")
    assert (await say(slack, "window Amara Evans", WORKER)).startswith("Sorry, this is not open to you")
    assert chosen(slack) == ("Tue 09:00-13:00", None)


async def test_the_default_comes_back_at_a_press(slack: Workspace) -> None:
    await say(slack, "window max 2")
    (told,) = await slack.press(f"U{MANAGER}", "supervision.window_default", "")
    assert "the programme's default" in told
    assert chosen(slack) is None


async def test_somebody_who_supervises_nobody_hears_so(slack: Workspace) -> None:
    assert "Nobody is named as supervised by you" in await say(slack, "window max 2", WORKER)


async def test_the_plan_keeps_to_it(slack: Workspace) -> None:
    await say(slack, "window Tue,Thu 09:00-13:00 max 1")
    view = plan_month(slack.desk, people.actor_for(slack.desk, MANAGER, slack.now), Month(2020, 5), slack.now)
    mine = [line.starts_at.astimezone(slack.desk.zone) for line in view.new if line.supervisor_id == MANAGER]
    assert mine
    assert all(at.weekday() in (1, 3) and time(9) <= at.time() <= time(11, 30) for at in mine)
    assert len({at.date() for at in mine}) == len(mine)


async def test_hours_too_short_for_a_session_are_a_finding(slack: Workspace, desk: Desk, now: datetime) -> None:
    before = findings.overview(desk, SYSTEM, now).findings
    assert not any(line.kind == "no_room" for line in before)
    assert "long enough for a session of 1 hour 30 minutes" in await say(slack, "window Tue 09:00-10:00")
    (found,) = set(findings.overview(desk, SYSTEM, now).findings) - set(before)
    assert (found.kind, found.name) == ("no_room", "Amara Evans")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", WindowChange("")),
        ("Amara Evans", WindowChange("Amara Evans")),
        ("Amara Evans max 2", WindowChange("Amara Evans", sessions_a_day=2)),
        ("Default", WindowChange("", default=True)),
        ("<@U1> Mon-Wed 9-12", WindowChange("<@U1>", WorkingPattern.parse("Mon-Wed 09:00-12:00"))),
        ("tuesday, thursday 9.30 to 1pm", WindowChange("", WorkingPattern.parse("Tue,Thu 09:30-13:00"))),
    ],
)
def test_how_it_is_written(typed: str, read: WindowChange) -> None:
    assert parse_window(typed, date(2020, 4, 27)) == read

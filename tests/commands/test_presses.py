"""Who may press what, twice, at once, and too late: on SQLite and on PostgreSQL."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from domain.access import SYSTEM, Role
from domain.calendar import Month
from domain.supervision.states import SessionState
from services import people
from services.desk import Desk
from services.ports import SlackProfile
from storage.tables import AuditRow, NoticeRow, SessionRow, SlackLinkRow
from tests.commands.workspace import Workspace
from tests.planning_now import plan_month

MAY = Month(2020, 5)
MANAGER, WORKER, OUTSIDER, ABOVE = "C1060", "C1062", "C1025", "C1003"


@pytest.fixture
async def slack(desk: Desk, now: datetime) -> AsyncIterator[Workspace]:
    for staff_id in (MANAGER, WORKER, OUTSIDER, ABOVE):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    found = Workspace(desk, now)
    yield found
    found.pool.close()


@pytest.fixture
async def booked(slack: Workspace) -> SessionRow:
    """The worker's session in May, approved."""
    await slack.press(f"U{MANAGER}", "supervision.approve", f"2020-05|{version(slack, MANAGER)}")
    return session_of(slack)


def version(slack: Workspace, staff_id: str) -> str:
    actor = people.actor_for(slack.desk, staff_id, slack.now)
    return plan_month(slack.desk, actor, MAY, slack.now).version


def session_of(slack: Workspace) -> SessionRow:
    with slack.desk.database.read() as session:
        return session.exec(select(SessionRow).where(SessionRow.staff_id == WORKER, SessionRow.source == "plan")).one()


@pytest.mark.parametrize("action", ["confirm", "decline", "held", "missed", "other_day"])
async def test_a_third_person_presses_somebody_elses_button(slack: Workspace, booked: SessionRow, action: str) -> None:
    slack.now = booked.starts_at + timedelta(hours=3)
    (told,) = await slack.press(f"U{OUTSIDER}", f"supervision.{action}", booked.id)
    assert told.startswith("Sorry, this is not open to you")
    assert slack.heard.modals == []
    assert session_of(slack).state is SessionState.PLANNED


async def test_nobody_confirms_for_somebody_else(slack: Workspace, booked: SessionRow) -> None:
    (told,) = await slack.press(f"U{MANAGER}", "supervision.confirm", booked.id)
    assert told.startswith("Sorry, this is not open to you")
    (told,) = await slack.press(f"U{WORKER}", "supervision.confirm", booked.id)
    assert told.startswith("Confirmed")


async def test_a_confirmation_after_the_session_was_cancelled(slack: Workspace, booked: SessionRow) -> None:
    await slack.press(f"U{MANAGER}", "supervision.decline", booked.id)
    (told,) = await slack.press(f"U{WORKER}", "supervision.confirm", booked.id)
    assert "cancelled" in told
    assert session_of(slack).state is SessionState.CANCELLED


async def test_both_answer_at_once_whether_it_happened(slack: Workspace, booked: SessionRow) -> None:
    slack.now = booked.starts_at + timedelta(hours=3)
    told = await asyncio.gather(
        slack.press(f"U{MANAGER}", "supervision.held", booked.id),
        slack.press(f"U{WORKER}", "supervision.missed", booked.id),
        slack.press(f"U{MANAGER}", "supervision.held", booked.id),
    )
    assert sum("answered before" in text for (text,) in told) == 2
    assert audited(slack)["session.answer"] == 1


async def test_a_double_press_on_approve_books_and_tells_once(slack: Workspace) -> None:
    seen = f"2020-05|{version(slack, MANAGER)}"
    told = await asyncio.gather(*(slack.press(f"U{MANAGER}", "supervision.approve", seen) for _ in range(3)))
    assert Counter(text.split(":")[0] for (text,) in told) == {
        "Approved": 1,
        "Those sessions are already approved.": 2,
    }
    with slack.desk.database.read() as session:
        rows = session.exec(select(SessionRow).where(SessionRow.source == "plan")).all()
        notices = session.exec(select(NoticeRow).where(NoticeRow.staff_id == WORKER)).all()
    assert len(rows) == len({row.staff_id for row in rows}) == 6
    assert len(notices) == 1
    assert audited(slack)["session.book"] == 6


async def test_what_somebody_else_planned_again_is_not_approved_unseen(slack: Workspace) -> None:
    seen = version(slack, MANAGER)
    people.grant(slack.desk, SYSTEM, OUTSIDER, Role.ADMINISTRATOR, slack.now)
    told = await asyncio.gather(
        slack.type(f"U{OUTSIDER}", "/supervision", "plan May"),
        slack.press(f"U{MANAGER}", "supervision.approve", f"2020-05|{seen}"),
        slack.type(f"U{MANAGER}", "/supervision", "plan May"),
    )
    assert not any("unexpected" in text.casefold() or "reference" in text for texts in told for text in texts)
    with slack.desk.database.read() as session:
        rows = session.exec(select(SessionRow).where(SessionRow.source == "plan")).all()
    assert len(rows) in (0, 6)
    assert len({row.staff_id for row in rows}) == len(rows)


async def test_the_confirmation_of_who_somebody_is_pressed_twice(slack: Workspace) -> None:
    email = "nia.oconnor@oxfordshire.example"
    with slack.desk.database.work("system", slack.now) as uow:
        uow.session.delete(uow.session.get_one(SlackLinkRow, f"U{WORKER}"))
        uow.commit()
    slack.heard.profiles["UNEW"] = SlackProfile("UNEW", email, guest=False, stranger=False, deleted=False)
    told = await asyncio.gather(*(slack.press("UNEW", "people.accept", WORKER) for _ in range(3)))
    assert sum("linked already" in text for (text,) in told) == 2
    assert audited(slack)["person.link", WORKER] == 2


@pytest.mark.parametrize(
    ("guest", "stranger", "deleted"), [(True, False, False), (False, True, False), (False, False, True)]
)
async def test_a_guest_is_never_linked_by_a_press(slack: Workspace, guest: bool, stranger: bool, deleted: bool) -> None:
    email = "nia.oconnor@oxfordshire.example"
    slack.heard.profiles["UG"] = SlackProfile("UG", email, guest=guest, stranger=stranger, deleted=deleted)
    for told in (await slack.type("UG", "/team"), await slack.press("UG", "people.accept", WORKER)):
        assert "not linked automatically" in told[0]


async def test_who_left_last_night_can_press_nothing(slack: Workspace, booked: SessionRow) -> None:
    people.link(slack.desk, SYSTEM, "ULEAVER", "P1017", slack.now)
    slack.now = datetime.fromisoformat("2020-05-29T23:30:00+00:00")
    (told,) = await slack.type("ULEAVER", "/team")
    assert told.startswith("Your time in the programme has ended")


def audited(slack: Workspace) -> Counter[object]:
    """How often each change was noted, and about whom."""
    with slack.desk.database.read() as session:
        rows = session.exec(select(AuditRow)).all()
    return Counter(row.action for row in rows) + Counter((row.action, row.subject) for row in rows)

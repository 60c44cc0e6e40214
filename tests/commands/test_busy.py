"""`/supervision busy` as people type, press and fill it in: on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlmodel import select

from domain.access import SYSTEM
from domain.supervision.states import SessionState
from services import people
from services.desk import Desk
from storage.tables import AuditRow, BusyFeedRow, BusyTimeRow, SessionRow
from tests.commands.workspace import Workspace
from tests.services.test_busy import calendar

MANAGER, WORKER, OUTSIDER = "C1060", "C1062", "C1025"
ADDRESS = "https://calendar.example/private-5e8f/nia.ics"
EVENT = "SUMMARY:Court about the Smith family\r\nDTSTART:20200512T130000Z\r\nDTEND:20200512T150000Z"


@pytest.fixture
async def slack(desk: Desk, now: datetime) -> AsyncIterator[Workspace]:
    for staff_id in (MANAGER, WORKER, OUTSIDER):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    found = Workspace(desk, now)
    yield found
    found.pool.close()


def book(slack: Workspace, starts_at: datetime) -> None:
    with slack.desk.database.work("system", slack.now) as uow:
        uow.session.add(
            SessionRow(
                staff_id=WORKER,
                supervisor_id=MANAGER,
                kind="professional",
                starts_at=starts_at,
                minutes=90,
                state=SessionState.PLANNED,
                source="plan",
                entered_at=slack.now,
                entered_by=MANAGER,
            )
        )
        uow.commit()


def kept(slack: Workspace) -> list[BusyTimeRow]:
    with slack.desk.database.read() as session:
        return list(session.exec(select(BusyTimeRow)))


def buttons(slack: Workspace) -> list[tuple[str, str]]:
    """The buttons of the newest message: action and value."""
    blocks = slack.heard.answers[-1][1].blocks
    found = [e for b in blocks for e in [b.get("accessory"), *b.get("elements", [])] if e and "action_id" in e]
    return [(e["action_id"], e.get("value", "")) for e in found]


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("busy Tue 14:00-16:00", "Tuesday 28 April 2020 from 14:00 to 16:00"),
        ("busy every Tue 14:00-16:00", "every Tuesday from 14:00 to 16:00"),
        ("busy 12 May 9-12", "Tuesday 12 May 2020 from 09:00 to 12:00"),
    ],
)
async def test_what_was_understood_is_repeated(slack: Workspace, typed: str, understood: str) -> None:
    (told,) = await slack.type(f"U{WORKER}", "/supervision", typed)
    assert told.startswith(f"Kept free: {understood}")
    assert "Only the times are kept, never what they are for." in told
    assert len(kept(slack)) == 1


async def test_a_time_is_added_seen_and_removed_once(slack: Workspace) -> None:
    await slack.type(f"U{WORKER}", "/supervision", "busy 12 May 9-12")
    (told,) = await slack.type(f"U{WORKER}", "/supervision", "busy")
    assert told.startswith("Your fixed times: 1.")
    (_, key), *rest = buttons(slack)
    assert rest == [("supervision.busy_add", ""), ("supervision.busy_calendar", "")]
    (told,) = await slack.press(f"U{WORKER}", "supervision.busy_remove", key)
    assert told.startswith("Removed: Tuesday 12 May 2020 from 09:00 to 12:00.")
    assert kept(slack) == []
    (told,) = await slack.press(f"U{WORKER}", "supervision.busy_remove", key)
    assert told == "I can't find that fixed time any more."
    with slack.desk.database.read() as session:
        actions = [row.action for row in session.exec(select(AuditRow)) if row.action.startswith("busy.")]
    assert actions == ["busy.add", "busy.remove"]


async def test_a_clash_names_the_session_and_leaves_it(slack: Workspace) -> None:
    book(slack, datetime(2020, 5, 12, 13, 30, tzinfo=UTC))
    (told,) = await slack.type(f"U{WORKER}", "/supervision", "busy 12 May 14:00-16:00")
    assert "A session is booked at that time: Nia O'Connor's supervision with Amara Evans on Tuesday 12 May" in told
    assert "It stays as booked" in told
    (told,) = await slack.type(f"U{MANAGER}", "/supervision", "busy every Tue 15:30-17:00")
    assert "Nia O'Connor's supervision with Amara Evans" in told
    (told,) = await slack.type(f"U{MANAGER}", "/supervision", "busy 12 May 16:00-17:00")
    assert "booked at that time" not in told
    with slack.desk.database.read() as session:
        assert session.exec(select(SessionRow).where(SessionRow.source == "plan")).one().state is SessionState.PLANNED


async def test_who_may_look_at_whose(slack: Workspace) -> None:
    await slack.type(f"U{WORKER}", "/supervision", "busy 12 May 9-12")
    (told,) = await slack.type(f"U{MANAGER}", "/supervision", "busy Nia O'Connor")
    assert told.startswith("Nia O'Connor's fixed times: 1.")
    assert buttons(slack) == []
    (told,) = await slack.type(f"U{OUTSIDER}", "/supervision", "busy Nia O'Connor")
    assert told.startswith("Sorry, this is not open to you")
    (told,) = await slack.press(f"U{OUTSIDER}", "supervision.busy_remove", kept(slack)[0].id)
    assert told.startswith("Sorry, this is not open to you")


@pytest.mark.parametrize("typed", [f"<{ADDRESS}>", f"<{ADDRESS}|nia.ics>", ADDRESS.replace("https", "webcal")])
async def test_a_calendar_at_an_address(slack: Workspace, typed: str) -> None:
    slack.shelf.calendars[ADDRESS] = calendar(EVENT)
    (told,) = await slack.type(f"U{WORKER}", "/supervision", f"busy {typed}")
    assert told.startswith("Read: the calendar has 1 busy time")
    shown = str(slack.heard.answers)
    assert "private-5e8f" not in shown
    assert "Smith" not in shown
    (row,) = kept(slack)
    assert (row.first_day, row.start, row.end) == (date(2020, 5, 12), time(14), time(16))
    (told,) = await slack.press(f"U{WORKER}", "supervision.busy_remove", buttons(slack)[0][1])
    assert told.startswith("Removed: the calendar and all its times.")
    assert kept(slack) == []


async def test_a_session_in_the_own_calendar_is_not_in_its_own_way(slack: Workspace) -> None:
    book(slack, datetime(2020, 5, 12, 13, 0, tzinfo=UTC))
    same = "DTSTART:20200512T130000Z\r\nDTEND:20200512T143000Z"
    slack.shelf.calendars[ADDRESS] = calendar(same, "DTSTART:20200513T130000Z\r\nDTEND:20200513T143000Z")
    (told,) = await slack.type(f"U{WORKER}", "/supervision", f"busy {ADDRESS}")
    assert told.startswith("Read: the calendar has 1 busy time")
    assert "booked at" not in told


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("busy http://calendar.example/secret-1.ics", "I can't read a calendar from that address"),
        ("busy calendar.example/secret-1.ics", "I can't read a calendar from that address"),
        ("busy file:///secret-1", "I can't read a calendar from that address"),
        ("busy https://calendar.example/secret-1.ics", "I could not read a calendar at that address"),
        ("busy 12 April 9-12", "That day is over"),
        ("busy Tue 16:00-14:00", 'I can\'t read "Tue 16:00-14:00". Write for example Tue 14:00-16:00.'),
        ("busy Nia Oconor", "I don't know a person called \"Nia Oconor\". Did you mean Nia O'Connor"),
    ],
)
async def test_what_is_wrong_is_said_kindly(slack: Workspace, typed: str, answer: str) -> None:
    (told,) = await slack.type(f"U{WORKER}", "/supervision", typed)
    assert told.startswith(answer)
    assert "secret-1" not in told
    with slack.desk.database.read() as session:
        assert session.exec(select(BusyFeedRow)).all() == []
    assert kept(slack) == []


def filled(day: str | None, start: str | None, end: str | None, often: str = "once") -> dict[str, Any]:
    return {
        "day": {"day": {"selected_date": day}},
        "start": {"start": {"selected_time": start}},
        "end": {"end": {"selected_time": end}},
        "often": {"often": {"selected_option": {"value": often}}},
    }


async def test_the_modal_adds_where_the_button_was(slack: Workspace) -> None:
    await slack.press(f"U{WORKER}", "supervision.busy_add", "")
    (modal,) = slack.heard.modals
    place = modal["private_metadata"]
    errors, told = await slack.submit(
        f"U{WORKER}", modal["callback_id"], filled("2020-05-12", "09:00", "12:00", "weekly"), place
    )
    assert errors == {}
    assert told[0].startswith("Kept free: every Tuesday from 09:00 to 12:00, starting Tuesday 12 May 2020.")
    _, told = await slack.submit(f"U{WORKER}", modal["callback_id"], filled("2020-05-12", "14:00", "16:00"))
    assert told[0].startswith("Kept free: Tuesday 12 May 2020 from 14:00 to 16:00."), "without an address, directly"


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        (
            filled(None, None, None),
            {
                "day": "Please choose a day.",
                "start": "Please choose a time.",
                "end": "Please choose a time.",
            },
        ),
        (filled("2020-04-26", "09:00", "12:00"), {"day": "This day is over. Choose today or a later day."}),
        (filled("2020-05-12", "12:00", "12:00"), {"end": "This ends before it starts. Choose a later time."}),
    ],
)
async def test_the_modal_says_what_is_wrong_beside_the_field(
    slack: Workspace, values: dict[str, Any], errors: dict[str, str]
) -> None:
    found, told = await slack.submit(f"U{WORKER}", "supervision.busy_add", values)
    assert (found, told) == (errors, [])
    assert kept(slack) == []


async def test_the_modal_for_a_calendar(slack: Workspace) -> None:
    slack.shelf.calendars[ADDRESS] = calendar(EVENT)
    await slack.press(f"U{WORKER}", "supervision.busy_calendar", "")
    name = slack.heard.modals[0]["callback_id"]
    errors, _ = await slack.submit(f"U{WORKER}", name, {"address": {"address": {"value": "http://x.example"}}})
    assert errors == {"address": "Please paste the whole address. It starts with https:// or webcal://."}
    errors, _ = await slack.submit(f"U{WORKER}", name, {"address": {"address": {"value": None}}})
    assert list(errors) == ["address"]
    _, told = await slack.submit(f"U{WORKER}", name, {"address": {"address": {"value": ADDRESS}}})
    assert told[0].startswith("Read: the calendar has 1 busy time")
    _, told = await slack.submit(f"U{WORKER}", name, {"address": {"address": {"value": "https://other.example/x"}}})
    assert told[0].startswith("I could not read a calendar")

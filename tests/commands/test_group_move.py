"""Which meeting is meant, when it may move to, and what each person is told; on both databases."""

from collections.abc import AsyncIterator
from datetime import date, datetime, time, timedelta

import pytest

from commands.group.change import When, read_cancel, read_when
from domain.access import SYSTEM
from domain.errors import BadValue
from domain.supervision.causes import Cause
from domain.when import Moment
from services import people
from services.desk import Desk
from services.group.expected import expected
from services.group.meetings import find
from storage.roster import load_roster
from storage.tables import GroupOccurrenceRow, OccurrenceState, TeamMeetingRow
from tests.commands.test_group_agenda import said_to
from tests.commands.test_group_change import buttons
from tests.commands.workspace import Workspace
from tests.meetings import meetings_of

CHAIR, NIA, BEN, SHARED = "C1060", "C1062", "C1063", "P1242"
TODAY = date(2020, 4, 27)


@pytest.fixture
async def slack(desk: Desk, now: datetime) -> AsyncIterator[Workspace]:
    for staff_id in (CHAIR, NIA, BEN, SHARED):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    found = Workspace(desk, now)
    yield found
    found.pool.close()


@pytest.fixture
def rows(desk: Desk) -> list[GroupOccurrenceRow]:
    return meetings_of(desk, "BICESTER-1")


def stored(slack: Workspace, row: GroupOccurrenceRow) -> GroupOccurrenceRow:
    with slack.desk.database.read() as session:
        return session.get_one(GroupOccurrenceRow, row.id)


def causes(slack: Workspace, row: GroupOccurrenceRow) -> dict[str | None, Cause | None]:
    with slack.desk.database.read() as session:
        roster = load_roster(session)
        _, meeting = find(slack.desk, session, roster, row.id)
        return {seat.staff_id: seat.cause for seat in expected(slack.desk, session, roster, meeting).seats}


async def test_a_meeting_is_named_by_its_day(slack: Workspace, rows: list[GroupOccurrenceRow]) -> None:
    await slack.type(f"U{CHAIR}", "/group", "move Bicester 1 19 May to 20 May 10:00")
    (value,) = buttons(slack, "group.move_wished")
    await slack.press(f"U{CHAIR}", "group.move_wished", value)
    assert stored(slack, rows[1]).planned_at == rows[1].starts_at
    assert stored(slack, rows[0]).planned_at is None
    (text,) = await slack.type(f"U{CHAIR}", "/group", "cancel 20 Jun")
    assert text.startswith(
        "Bicester 1 has no group supervision on Saturday 20 June 2020. The next are on Tue 5 May, Wed"
    )
    await slack.type(f"U{CHAIR}", "/group", "cancel 2 Jun")
    await slack.press(f"U{CHAIR}", "group.cancel_it", buttons(slack, "group.cancel_it")[0])
    assert stored(slack, rows[2]).state is OccurrenceState.CANCELLED
    (text,) = await slack.type(f"U{CHAIR}", "/group", "cancel 2 Jun")
    assert text == "That meeting is cancelled, so there is nothing to change."


async def test_a_moved_meeting_takes_nobody_from_one_that_stands(
    slack: Workspace, rows: list[GroupOccurrenceRow]
) -> None:
    other = meetings_of(slack.desk, "BICESTER-2", first=datetime(2020, 5, 6, 9))[0]  # noqa: DTZ001  local time
    await slack.type(f"U{CHAIR}", "/group", "move 6 May 09:30")
    assert "Callum Morris" in slack.heard.answers[-1][1].text
    (text,) = await slack.press(f"U{CHAIR}", "group.move_wished", buttons(slack, "group.move_wished")[0])
    assert "Not on Slack, so please tell them yourself: Callum Morris" in text
    # By the codes of the teams it would be the other way round.
    assert causes(slack, rows[0])[SHARED] is Cause.GROUP_SUPERVISION
    assert causes(slack, other)[SHARED] is None
    await slack.press(f"U{CHAIR}", "group.move_other", rows[0].id)
    back = {"day": {"selected_date": "2020-05-05"}, "start": {"selected_time": "09:00"}}
    assert await slack.fill_in(f"U{CHAIR}", slack.heard.modals[-1], back) == {}
    await slack.press(f"U{CHAIR}", "group.move_wished", buttons(slack, "group.move_wished")[0])
    assert stored(slack, rows[0]).planned_at is None, "where it was planned is not a move"


async def test_who_could_not_come_on_the_old_day_is_asked_again(
    slack: Workspace, rows: list[GroupOccurrenceRow]
) -> None:
    await slack.type(f"U{NIA}", "/group", "slot 2")
    await slack.type(f"U{NIA}", "/group", "cannot")
    await slack.type(f"U{CHAIR}", "/group", "move 5 May 13:00")
    await slack.press(f"U{CHAIR}", "group.move_wished", buttons(slack, "group.move_wished")[0])
    assert "Please say so again" not in said_to(slack, NIA, "group_changed"), "the day is the same"
    await slack.type(f"U{CHAIR}", "/group", "move 12 May 09:00")
    await slack.press(f"U{CHAIR}", "group.move_wished", buttons(slack, "group.move_wished")[0])
    text = said_to(slack, NIA, "group_changed")
    assert "has moved from Tuesday 5 May at 13:00 to Tuesday 12 May at 09:00." in text
    assert "Please say so again if you can't come on this one." in text
    assert "The slot you had (2) is still yours." in text
    assert "Please say so again" not in said_to(slack, BEN, "group_changed")


async def test_one_more_meeting_is_as_long_as_the_team_chose(
    slack: Workspace, rows: list[GroupOccurrenceRow], now: datetime
) -> None:
    with slack.desk.database.work("system", now) as uow:
        uow.session.add(TeamMeetingRow(team_code="BICESTER-1", minutes=90, changed_at=now, changed_by="system"))
        uow.commit()
    await slack.press(f"U{CHAIR}", "group.extra_open", rows[0].id)
    when = {"day": {"selected_date": "2020-05-12"}, "start": {"selected_time": "10:00"}}
    assert await slack.fill_in(f"U{CHAIR}", slack.heard.modals[-1], when) == {}
    assert "1 hour 30 minutes long" in slack.told(f"U{CHAIR}")[-1]
    (text,) = await slack.press(f"U{NIA}", "group.cancel_open", rows[0].id)
    assert text.startswith("Sorry, this is not open to you")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", When("", None)),
        ("North 1", When("North 1", None)),
        ("North 1 19 May", When("North 1", None, day=date(2020, 5, 19))),
        ("19 May to 21 May 10:00", When("", Moment(date(2020, 5, 21), time(10)), day=date(2020, 5, 19))),
        (
            "North 1 Tue to Thu at 2pm",
            When("North 1", Moment(TODAY + timedelta(3), time(14)), day=TODAY + timedelta(1)),
        ),
        ("North 1 Tue 10:00", When("North 1", Moment(TODAY + timedelta(1), time(10)))),
    ],
)
def test_how_it_is_written(typed: str, read: When) -> None:
    assert read_when(typed, TODAY) == read


def test_a_time_needs_its_day() -> None:
    with pytest.raises(BadValue):
        read_when("North 1 10:00", TODAY)
    assert read_cancel("North 1 next Tue", TODAY) == When("North 1", None, day=date(2020, 5, 5))

"""A team's settings and another rhythm for it, through the real Bolt app on both databases."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from domain.access import SYSTEM
from domain.calendar import to_local
from domain.supervision.states import SessionState
from services import people
from services.desk import Desk
from services.group.history import history
from storage import meetings as stored_meetings
from storage.roster import next_version
from storage.tables import (
    AgendaSlotRow,
    AuditRow,
    GroupOccurrenceRow,
    GroupSeriesRow,
    NoticeRow,
    PersonRow,
    SeriesState,
    SessionRow,
    TeamMeetingRow,
)
from tests.commands.test_group_agenda import said_to
from tests.commands.workspace import Workspace
from tests.meetings import meetings_of

CHAIR, NIA, SHARED, OTHER_MANAGER = "C1060", "C1062", "P1242", "C1070"
TEAM = "BICESTER-1"


@pytest.fixture
async def slack(desk: Desk, now: datetime) -> AsyncIterator[Workspace]:
    for staff_id in (CHAIR, NIA, SHARED):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    found = Workspace(desk, now)
    yield found
    found.pool.close()


@pytest.fixture
def meeting(desk: Desk) -> GroupOccurrenceRow:
    return meetings_of(desk, TEAM)[0]


def option(value: str) -> dict[str, Any]:
    return {"selected_option": {"value": value}}


def rhythm(**chosen: str) -> dict[str, dict[str, Any]]:
    fields = {"cadence": "default", "weekday": "default", "chair": "default", "deputy": "default"} | chosen
    given = {name: option(value) for name, value in fields.items() if name != "minutes"}
    return given | {"minutes": {"value": chosen.get("minutes", "")}}


async def choose(slack: Workspace, **chosen: str) -> dict[str, str]:
    await slack.press(f"U{CHAIR}", "group.rhythm_open", TEAM)
    return await slack.fill_in(f"U{CHAIR}", slack.heard.modals[-1], rhythm(**chosen))


def last(slack: Workspace) -> str:
    return slack.told(f"U{CHAIR}")[-1]


def approval(slack: Workspace) -> str:
    elements = [e for block in slack.heard.answers[-1][1].blocks for e in block.get("elements", [])]
    return next(str(e["value"]) for e in elements if e.get("action_id") == "group.rhythm_approve")


def series(slack: Workspace, state: SeriesState) -> list[GroupSeriesRow]:
    with slack.desk.database.read() as session:
        rows = session.exec(
            select(GroupSeriesRow).where(GroupSeriesRow.team_code == TEAM, GroupSeriesRow.state == state)
        )
        return list(rows)


def coming(slack: Workspace) -> list[GroupOccurrenceRow]:
    with slack.desk.database.read() as session:
        return list(stored_meetings.of_team(session, TEAM, slack.now, slack.now + timedelta(days=400)))


def days(slack: Workspace) -> list[str]:
    return [f"{to_local(row.starts_at, slack.desk.zone):%d %b %H:%M}" for row in coming(slack)]


async def test_settings_are_shown_changed_and_refused_beside_the_field(
    slack: Workspace, meeting: GroupOccurrenceRow
) -> None:
    (text,) = await slack.type(f"U{CHAIR}", "/group", "settings")
    assert text.startswith(
        "Bicester 1's group supervision is every other Tuesday, 09:00 to 11:30. By its settings: every other week for 2"
    )
    await slack.press(f"U{CHAIR}", "group.place_open", TEAM)
    modal = slack.heard.modals[-1]
    wrong = {"office": option("Banbury"), "link": {"value": "http://meet.example"}, "slots": {"value": "13"}}
    assert list(await slack.fill_in(f"U{CHAIR}", modal, wrong)) == ["slots", "link"]
    right = {"office": option("Banbury"), "link": {"value": "https://meet.example/b1"}, "slots": {"value": "4"}}
    assert await slack.fill_in(f"U{CHAIR}", modal, right) == {}
    assert "Banbury, with a link to join online; 4 agenda slots." in last(slack)
    await slack.fill_in(f"U{CHAIR}", modal, right | {"office": option("Atlantis")})
    assert last(slack).startswith("I don't know that office.")
    assert list(await choose(slack, minutes="20", chair=NIA, deputy=NIA)) == ["minutes", "deputy"]
    (text,) = await slack.press(f"U{NIA}", "group.rhythm_open", TEAM)
    assert text.startswith("Sorry, this is not open to you")
    with slack.desk.database.read() as session:
        row = session.get_one(TeamMeetingRow, TEAM)
        assert (row.office, row.link, row.slots, row.minutes) == ("Banbury", "https://meet.example/b1", 4, None)
        facts = session.exec(select(AuditRow.facts).where(AuditRow.action == "group.settings")).all()
    assert "meet.example" not in str(facts)


async def test_a_chair_who_left_is_refused_and_a_deputy_runs_the_meeting(
    slack: Workspace, meeting: GroupOccurrenceRow
) -> None:
    await choose(slack, deputy=NIA)
    assert last(slack).startswith("Saved. Bicester 1's group supervision is every other Tuesday")
    (text,) = await slack.type(f"U{NIA}", "/group", "settings")
    assert "the deputy is Nia O'Connor" in text
    with slack.desk.database.work("system", slack.now) as uow:
        uow.session.get_one(PersonRow, NIA).leaves_on = slack.now.date() - timedelta(days=1)
        next_version(uow.session)
        uow.commit()
    await choose(slack, chair=NIA)
    assert last(slack).startswith("Nia O'Connor can't chair: it must be a member of the team or a manager")


async def test_another_rhythm_is_proposed_approved_once_and_told(slack: Workspace, meeting: GroupOccurrenceRow) -> None:
    meetings_of(slack.desk, "BICESTER-2", first=datetime(2020, 5, 12, 9))  # noqa: DTZ001  local time
    await slack.type(f"U{NIA}", "/group", "slot 2")
    await choose(slack, cadence="1", minutes="120")
    assert last(slack).startswith(
        "Bicester 1's group supervision would be every Tuesday, 11:30 to 13:30, instead of every other Tuesday, 09:00"
    ), last(slack)
    value = approval(slack)
    assert series(slack, SeriesState.ENDED) == []
    told = await asyncio.gather(*(slack.press(f"U{CHAIR}", "group.rhythm_approve", value) for _ in range(2)))
    texts = sorted(text for (text,) in told)
    assert texts[0].startswith(
        "Bicester 1's group supervision is now every Tuesday, 11:30 to 13:30, from Tue 5 May on."
    )
    assert texts[1].startswith("People, times or meetings have changed since you saw this proposal")
    assert days(slack)[:3] == ["05 May 11:30", "12 May 11:30", "19 May 11:30"]
    (new,) = series(slack, SeriesState.LIVE)
    (old,) = series(slack, SeriesState.ENDED)
    assert new.last_day == meeting.starts_at.date() + timedelta(days=56)
    assert old.last_day == meeting.starts_at.date() - timedelta(days=1)
    with slack.desk.database.read() as session:
        slots = [(s.occurrence_id, s.number, s.presenter_id) for s in session.exec(select(AgendaSlotRow))]
        to = session.exec(select(NoticeRow.staff_id).where(NoticeRow.kind == "group_slot")).all()
    assert slots == [(coming(slack)[0].id, 2, NIA)]
    assert len(to) == len(set(to))
    assert CHAIR not in to
    text = said_to(slack, NIA, "group_slot")
    assert "is now every Tuesday, 11:30 to 13:30, no longer every other Tuesday, 09:00 to 11:30" in text
    assert "Your slot 2 is now in the meeting on Tue 5 May." in text


async def test_what_has_been_stays_and_what_was_replaced_is_no_cancelled_meeting(
    slack: Workspace, meeting: GroupOccurrenceRow
) -> None:
    slack.now = meeting.starts_at + timedelta(hours=4)
    await slack.type(f"U{NIA}", "/group", "slot 1")
    await choose(slack, weekday="0")
    await slack.press(f"U{CHAIR}", "group.rhythm_approve", approval(slack))
    # The next of the old meetings was on 19 May, in a week b.
    assert days(slack) == ["18 May 09:00", "01 Jun 09:00", "15 Jun 09:00", "29 Jun 09:00"]
    later = slack.now + timedelta(days=90)
    past = history(slack.desk, people.actor_for(slack.desk, CHAIR, later), TEAM, later)
    assert [line.outcome for line in past.lines] == ["unrecorded"] * 5
    assert "Your slot 1 is now in the meeting on Mon 18 May." in said_to(slack, NIA, "group_slot")


async def test_supervision_in_the_way_is_counted_and_whoever_gives_it_is_told(
    slack: Workspace, meeting: GroupOccurrenceRow, now: datetime
) -> None:
    with slack.desk.database.work("system", now) as uow:
        uow.session.add(
            SessionRow(
                staff_id=NIA,
                supervisor_id=CHAIR,
                kind="professional",
                starts_at=meeting.starts_at + timedelta(days=7, hours=1),
                minutes=90,
                state=SessionState.PLANNED,
                source="manual",
                entered_at=now,
                entered_by=CHAIR,
            )
        )
        uow.commit()
    await choose(slack, cadence="1")
    assert "Supervision in the way:* 1 session; whoever gives it is told" in str(slack.heard.answers[-1][1].blocks)
    value = approval(slack)
    await slack.type(f"U{NIA}", "/group", "slot 1")
    (text,) = await slack.press(f"U{CHAIR}", "group.rhythm_approve", value)
    assert text.startswith("People, times or meetings have changed"), "an agenda has begun that was not counted"
    await choose(slack, cadence="1")
    await slack.press(f"U{CHAIR}", "group.rhythm_approve", approval(slack))
    with slack.desk.database.read() as session:
        broken = session.exec(select(NoticeRow).where(col(NoticeRow.kind) == "sessions_broken")).all()
    assert [notice.staff_id for notice in broken] == [CHAIR]


async def test_a_chair_who_never_has_the_time_changes_nothing(slack: Workspace, meeting: GroupOccurrenceRow) -> None:
    with slack.desk.database.work("system", slack.now) as uow:
        uow.session.get_one(PersonRow, CHAIR).working_pattern = "Mon-Fri 09:00-12:00"
        next_version(uow.session)
        uow.commit()
    await choose(slack, minutes="240")
    assert last(slack).startswith(
        "Saved for the next template. There is no time of that length at which Amara Evans can chair, so the meetings"
    )
    assert series(slack, SeriesState.ENDED) == []

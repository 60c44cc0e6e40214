"""The check of what is booked, on the sample county after a plan and after somebody meddled with it."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlmodel import select

from domain.access import SYSTEM
from domain.calendar import Month, local, to_local
from domain.errors import NotAllowed
from domain.supervision.states import SessionState
from services import people
from services.desk import Desk
from services.planning import proposals
from services.planning.group import approve_group, plan_group
from services.planning.live_check import check_live
from storage import planning
from storage.roster import load_roster
from storage.tables import GroupOccurrenceRow, SessionRow
from tests.planning_now import Inline, plan_month

MAY = Month(2020, 5)
FIRST, LAST = date(2020, 5, 1), date(2020, 7, 31)


@pytest.fixture
def booked(desk: Desk, now: datetime) -> Desk:
    approve_group(desk, SYSTEM, plan_group(desk, SYSTEM, Inline(), FIRST, LAST, now).run_id, now)
    proposals.approve(desk, SYSTEM, MAY, plan_month(desk, SYSTEM, MAY, now).version, now)
    return desk


def book(desk: Desk, staff_id: str, supervisor_id: str | None, day: date, start: time) -> None:
    now = datetime(2020, 4, 27, 9, tzinfo=desk.zone)
    row = SessionRow(
        staff_id=staff_id,
        supervisor_id=supervisor_id,
        kind="professional",
        starts_at=local(day, start, desk.zone),
        minutes=60,
        state=SessionState.PLANNED,
        source="typed",
        entered_at=now,
        entered_by="system",
    )
    with desk.database.work("system", now) as uow:
        uow.session.add(row)
        uow.commit()


def dated(desk: Desk, team: str) -> list[date]:
    with desk.database.read() as session:
        rows = session.exec(select(GroupOccurrenceRow).where(GroupOccurrenceRow.team_code == team))
        return [to_local(row.starts_at, desk.zone).date() for row in rows]


def found(desk: Desk) -> set[tuple[str, str | None, date | None]]:
    return {(line.rule, line.staff_id, line.day) for line in check_live(desk, SYSTEM, FIRST, LAST).wrong}


def test_what_was_planned_and_approved_is_in_order_until_somebody_meddles(booked: Desk) -> None:
    view = check_live(booked, SYSTEM, None, None)
    assert view.wrong == ()
    assert view.sessions > 250
    assert view.meetings > 22 * 6
    assert {line.rule for line in view.notes} == {"unavailable"}, "chairs who are away for a day"
    friday, sunday = date(2020, 5, 8), date(2020, 6, 14)
    book(booked, "C1062", "C1060", friday, time(10))
    book(booked, "C1062", "C1060", sunday, time(10))
    book(booked, "C1062", None, date(2020, 6, 16), time(10))
    book(booked, "C1062", "C1020", date(2020, 6, 23), time(12))
    book(booked, "C1062", "P1240", date(2020, 6, 26), time(12))
    assert {
        ("bank_holiday", None, friday),
        ("working_pattern", "C1062", sunday),
        ("working_pattern", "C1060", sunday),
        ("no_supervisor", "C1062", date(2020, 6, 16)),
        ("other_supervisor", "C1062", date(2020, 6, 23)),
        ("other_discipline", "P1240", date(2020, 6, 26)),
    } <= found(booked)
    assert check_live(booked, SYSTEM, date(2020, 8, 1), None).wrong == ()
    [meeting] = [m for m in dated(booked, "BICESTER-1") if date(2020, 6, 1) <= m <= date(2020, 6, 14)]
    book(booked, "C1062", "C1060", meeting, time(13, 30))
    assert {("twice", "C1062", meeting), ("twice", "C1060", meeting)} <= found(booked)


def test_no_session_is_planned_over_group_supervision(booked: Desk, now: datetime) -> None:
    """Counted here without the check."""
    with booked.database.read() as session:
        roster, absent = load_roster(session), planning.group_absent(session)
        meetings = planning.occurrences_between(session, now, now + timedelta(days=60))
        rows = session.exec(select(SessionRow).where(SessionRow.source == "plan")).all()
    taken: dict[str, list[tuple[datetime, datetime]]] = {}
    for meeting in meetings:
        for person in roster.members(meeting.team_code):
            if (meeting.series_id, person.staff_id) not in absent:
                ends = meeting.starts_at + timedelta(minutes=meeting.minutes)
                taken.setdefault(person.staff_id, []).append((meeting.starts_at, ends))
    assert len(rows) > 250
    for row in rows:
        ends = row.starts_at + timedelta(minutes=row.minutes)
        for staff_id in (row.staff_id, row.supervisor_id or ""):
            assert not [m for m in taken.get(staff_id, []) if m[0] < ends and row.starts_at < m[1]], staff_id


def test_only_who_oversees_the_county_may_look(desk: Desk, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        check_live(desk, people.actor_for(desk, "C1060", now), None, None)

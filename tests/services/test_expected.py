"""Who is expected at one meeting: vacant, unavailable, excused and elsewhere are kept apart."""

from datetime import date, datetime

import pytest

from domain.supervision.causes import Cause
from services.desk import Desk
from services.group.expected import Coming, Expected, expected
from services.group.meetings import describe
from storage.roster import load_roster, next_version
from storage.tables import AbsenceRow, GroupOccurrenceRow, MeetingReply, MeetingReplyRow, PersonRow, TeamMeetingRow
from tests.meetings import meetings_of

NURSE, WORKER, MANAGER = "P1242", "C1062", "C1060"


@pytest.fixture
def meeting(desk: Desk) -> GroupOccurrenceRow:
    return meetings_of(desk, "BICESTER-1")[0]


def look(desk: Desk, row: GroupOccurrenceRow) -> tuple[Expected, str | None]:
    with desk.database.read() as session:
        roster = load_roster(session)
        found = describe(desk, session, roster, row)
        return expected(desk, session, roster, found), found.chair_id


def coming(found: Expected) -> dict[str | None, Coming]:
    return {seat.staff_id: seat.coming for seat in found.seats}


def test_a_vacant_seat_is_nobody_and_its_profession_is_missing(desk: Desk, meeting: GroupOccurrenceRow) -> None:
    found, _ = look(desk, meeting)
    vacant = [seat for seat in found.seats if seat.coming is Coming.VACANT]
    assert [seat.discipline for seat in vacant] == ["domestic_abuse"]
    # The business support worker is away that week: another fact, with the same effect on the room.
    assert found.missing == ("business_support", "domestic_abuse")
    assert {seat.coming for seat in found.of("business_support")} == {Coming.UNAVAILABLE}
    assert not found.represented
    assert coming(found)[NURSE] is Coming.EXPECTED


def test_away_excused_and_said_no_are_told_apart(desk: Desk, meeting: GroupOccurrenceRow, now: datetime) -> None:
    with desk.database.work("system", now) as uow:
        uow.session.add(AbsenceRow(staff_id=NURSE, first_day=date(2020, 5, 4), last_day=date(2020, 5, 8)))
        for staff_id, reply in ((WORKER, MeetingReply.CANNOT), ("C1063", MeetingReply.EXCUSED)):
            key = {"occurrence_id": meeting.id, "staff_id": staff_id}
            uow.session.add(MeetingReplyRow(**key, reply=reply, replied_at=now, replied_by=staff_id))
        next_version(uow.session)
        uow.commit()
    found, _ = look(desk, meeting)
    seats = {seat.staff_id: seat for seat in found.seats}
    assert (seats[NURSE].coming, seats[NURSE].cause, seats[NURSE].said) == (
        Coming.UNAVAILABLE,
        Cause.UNAVAILABLE,
        False,
    )
    assert (seats[WORKER].coming, seats[WORKER].said) == (Coming.UNAVAILABLE, True)
    assert seats["C1063"].coming is Coming.EXCUSED
    assert "mental_health" in found.missing


def test_a_shared_specialist_in_two_teams_at_once_is_elsewhere_in_one(desk: Desk, meeting: GroupOccurrenceRow) -> None:
    other = meetings_of(desk, "BICESTER-2")[0]
    here, there = coming(look(desk, meeting)[0]), coming(look(desk, other)[0])
    assert sorted([here[NURSE], there[NURSE]]) == [Coming.ELSEWHERE, Coming.EXPECTED]


def test_a_chair_who_left_gives_way_to_the_deputy(desk: Desk, meeting: GroupOccurrenceRow, now: datetime) -> None:
    with desk.database.work("system", now) as uow:
        uow.session.add(TeamMeetingRow(team_code="BICESTER-1", deputy_id=WORKER, changed_at=now, changed_by="system"))
        uow.session.get_one(PersonRow, MANAGER).leaves_on = date(2020, 5, 1)
        next_version(uow.session)
        uow.commit()
    assert look(desk, meeting)[1] == WORKER

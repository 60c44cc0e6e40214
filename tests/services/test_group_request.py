"""What the template is made from: the practice county's teams, and what a programme sets for single ones."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from sqlmodel import Session

from benchmarks.sample import sample_desk
from domain.programme.group import TeamRhythm
from domain.roster import Roster
from planning.group.model import Fixed, GroupSlot, TeamNeed, Weeks
from services.desk import Desk
from services.planning.group_request import group_request
from storage.tables import TeamMeetingRow

FIRST, LAST = date(2020, 5, 1), date(2020, 7, 31)
Sample = tuple[Desk, Session, Roster]


@pytest.fixture(scope="module")
def sample() -> Iterator[Sample]:
    with sample_desk() as found:
        yield found


def needs(sample: Sample, **facts: object) -> dict[str, TeamNeed]:
    desk, session, roster = sample
    found = group_request(desk, session, roster, FIRST, LAST, **facts)  # type: ignore[arg-type]  # as the tests name them
    return {need.code: need for need in found.teams}


def test_the_programme_says_how_often_how_long_and_who_chairs(sample: Sample) -> None:
    desk, session, roster = sample
    plain = needs(sample)["BANBURY-1"]
    assert (plain.cadence_weeks, plain.minutes, plain.office) == (2, 150, "Banbury")
    assert plain.chair_id == roster.teams["BANBURY-1"].manager_id
    own = TeamRhythm(cadence_weeks=1, minutes=120, chair="social_worker")
    rules = desk.programme.group_supervision.model_copy(update={"teams": {"BANBURY-1": own}})
    other = replace(desk, programme=desk.programme.model_copy(update={"group_supervision": rules}))
    changed = needs((other, session, roster))["BANBURY-1"]
    assert (changed.cadence_weeks, changed.minutes) == (1, 120)
    assert changed.chair_id == min(p.staff_id for p in roster.members("BANBURY-1") if p.role == "social_worker")
    assert needs((other, session, roster))["BANBURY-2"].cadence_weeks == 2


def test_who_is_in_the_team_on_no_day_of_the_term_is_no_member(sample: Sample) -> None:
    desk, session, roster = sample
    manager_id = roster.teams["BANBURY-1"].manager_id
    gone = replace(roster.people[manager_id], leaves_on=date(2020, 4, 30))
    [later] = [p for p in roster.members("BANBURY-1") if p.role == "business_support_worker"]
    people = {manager_id: gone, later.staff_id: replace(later, starts_on=date(2020, 8, 1))}
    changed = replace(roster, people={**roster.people, **people})
    need = needs((desk, session, changed))["BANBURY-1"]
    assert need.chair_id is None
    assert not {manager_id, later.staff_id} & set(need.members)
    last_day = replace(gone, leaves_on=FIRST)
    changed = replace(roster, people={**roster.people, manager_id: last_day})
    assert needs((desk, session, changed))["BANBURY-1"].chair_id == manager_id


def test_the_template_before_fixed_slots_and_commitments_are_handed_on(sample: Sample) -> None:
    desk, session, roster = sample
    before, fixed = GroupSlot(Weeks.A, 1, time(9), 150), GroupSlot(Weeks.B, 2, time(9), 150)
    found = needs(sample, before={"BANBURY-1": before}, staying={"BANBURY-2": fixed})
    assert (found["BANBURY-1"].last, found["BANBURY-1"].fixed) == (before, None)
    assert (found["BANBURY-2"].last, found["BANBURY-2"].fixed) == (None, fixed)
    court = Fixed("C1020", Weeks.EVERY, 0, time(9), time(17))
    request = group_request(desk, session, roster, FIRST, LAST, commitments=(court,))
    assert request.fixed == (court,)
    assert request.travel["Banbury", "Bicester"] == 30
    assert request.anchor_monday == date(2020, 1, 6)


def test_what_a_team_chose_for_itself_goes_before_the_programme(sample: Sample) -> None:
    desk, session, roster = sample
    outside = roster.teams["BANBURY-2"].manager_id
    own = TeamMeetingRow(
        team_code="BANBURY-1",
        cadence_weeks=1,
        minutes=90,
        weekday=3,
        office="Bicester",
        chair_id=outside,
        changed_at=datetime(2020, 4, 27, tzinfo=UTC),
        changed_by="system",
    )
    session.add(own)
    try:
        request = group_request(desk, session, roster, FIRST, LAST)
        (need,) = [need for need in request.teams if need.code == "BANBURY-1"]
        assert (need.cadence_weeks, need.minutes, need.preferred, need.office) == (1, 90, (3,), "Bicester")
        assert (need.chair_id, outside in need.members) == (outside, False)
        gone = replace(roster.people[outside], leaves_on=date(2020, 4, 30))
        changed = replace(roster, people={**roster.people, outside: gone})
        assert needs((desk, session, changed))["BANBURY-1"].chair_id == roster.teams["BANBURY-1"].manager_id
    finally:
        session.rollback()

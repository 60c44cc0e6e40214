"""A term's template from the proposal to what people are told, on the sample county."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlmodel import select

from domain.access import SYSTEM
from domain.calendar import local, to_local
from domain.errors import AlreadySettled, NotAllowed, NotFound, NothingToDo, Stale
from domain.programme.group import TeamRhythm
from domain.supervision.causes import Cause
from services import people
from services.desk import Desk
from services.notices import Drop, Subject
from services.planning.group import approve_group, plan_group, proposed
from services.planning.group_notice import GroupSlotView, group_slot
from services.planning.group_views import GroupView
from services.planning.taken import fixed_times
from storage import audit, planning
from storage.roster import load_roster, next_version
from storage.tables import (
    AbsenceRow,
    AgendaSlotRow,
    BusyTimeRow,
    GroupOccurrenceRow,
    GroupSeriesRow,
    NoticeRow,
    OccurrenceState,
    PersonRow,
    PlanRunRow,
    RunState,
    SeriesState,
)
from tests.planning_now import Inline

FIRST, LAST = date(2020, 5, 1), date(2020, 7, 31)
HEAD, MANAGER, CHAIR = "C1002", "C1060", "C1020"


class Wrong(Inline):
    """A planner that breaks a rule."""

    def run(self, function: str, *args: Any, **_: Any) -> Any:
        made = super().run(function, *args)
        return replace(made, wrong=("BANBURY-1: the wrong length",))


class Meddled(Inline):
    """The roster changes while it plans, as often as `times` says."""

    def __init__(self, desk: Desk, times: int) -> None:
        self.desk, self.times = desk, times

    def run(self, function: str, *args: Any, **_: Any) -> Any:
        if self.times:
            self.times -= 1
            add_absence(self.desk, CHAIR, date(2020, 6, 1) + timedelta(days=self.times))
        return super().run(function, *args)


def plan(desk: Desk, now: datetime, first: date = FIRST, last: date = LAST) -> GroupView:
    return plan_group(desk, SYSTEM, Inline(), first, last, now)


def add_absence(desk: Desk, staff_id: str, first: date, last: date | None = None) -> None:
    with desk.database.work("system", datetime(2020, 4, 27, tzinfo=desk.zone)) as uow:
        uow.session.add(AbsenceRow(staff_id=staff_id, first_day=first, last_day=last or first))
        next_version(uow.session)
        uow.commit()


def rows(desk: Desk, table: Any) -> list[Any]:
    with desk.database.read() as session:
        return list(session.exec(select(table)))


def test_a_proposal_has_a_slot_for_every_team_its_proof_and_its_dates(desk: Desk, now: datetime) -> None:
    view = plan(desk, now)
    assert (len(view.slots), view.unplaced, view.status, view.gap, view.cost) == (22, (), "optimal", 0.0, 200)
    assert {line.day for line in view.held} & {date(2020, 5, 8), date(2020, 5, 25)} == set()
    assert len(view.held) == view.measures["meetings"] >= 22 * 6
    [run] = rows(desk, PlanRunRow)
    assert (run.kind, run.state, run.fingerprint is not None) == ("group", RunState.DONE, True)
    assert set(run.versions) == {"ortools", "holidays", "python"}
    assert run.measures["cannot_come"] == 2 <= run.measures["greedy_cannot_come"]
    assert rows(desk, NoticeRow) == [], "nobody is told before it is approved"
    with desk.database.read() as session:
        assert planning.occurrences_between(session, now, now + timedelta(days=100)) == []


def test_vacant_seats_are_told_apart_from_absent_people(desk: Desk, now: datetime) -> None:
    slots = {line.team: line for line in plan(desk, now).slots}
    north = slots["OXFORD-NORTH-3"]
    assert [(a.staff_id, a.cause) for a in north.absent] == [("P1243", "working_pattern")]
    assert {(seat.discipline, seat.state) for seat in north.vacant} == {
        ("domestic_abuse", "vacant"),
        ("substance_misuse", "vacant"),
    }
    assert (slots["BANBURY-1"].vacant, slots["BANBURY-1"].absent) == ((), ())


def test_only_who_oversees_the_county_plans_and_approves(desk: Desk, now: datetime) -> None:
    manager, head = (people.actor_for(desk, staff_id, now) for staff_id in (MANAGER, HEAD))
    with pytest.raises(NotAllowed):
        plan_group(desk, manager, Inline(), FIRST, LAST, now)
    view = plan_group(desk, head, Inline(), FIRST, LAST, now)
    with pytest.raises(NotAllowed):
        approve_group(desk, manager, view.run_id, now)
    assert approve_group(desk, head, view.run_id, now).teams == 22


def test_a_template_that_breaks_a_rule_is_never_kept(desk: Desk, now: datetime) -> None:
    with pytest.raises(AssertionError, match="hard rules"):
        plan_group(desk, SYSTEM, Wrong(), FIRST, LAST, now)
    assert rows(desk, GroupSeriesRow) == []
    assert [(run.state, run.problem) for run in rows(desk, PlanRunRow)] == [(RunState.FAILED, "unexpected")]


def test_facts_that_change_meanwhile_are_planned_again_but_not_for_ever(desk: Desk, now: datetime) -> None:
    assert plan_group(desk, SYSTEM, Meddled(desk, 1), FIRST, LAST, now).status == "optimal"
    with pytest.raises(Stale):
        plan_group(desk, SYSTEM, Meddled(desk, 9), FIRST, LAST, now)


def test_a_new_proposal_takes_the_place_of_the_open_one(desk: Desk, now: datetime) -> None:
    old = plan(desk, now)
    new = plan(desk, now)
    assert len(rows(desk, GroupSeriesRow)) == 22
    with pytest.raises(Stale):
        approve_group(desk, SYSTEM, old.run_id, now)
    found = proposed(desk, SYSTEM)
    assert found is not None
    assert found.run_id == new.run_id
    assert approve_group(desk, SYSTEM, None, now).run_id == new.run_id
    with pytest.raises(AlreadySettled):
        approve_group(desk, SYSTEM, new.run_id, now)
    with pytest.raises(NotFound):
        approve_group(desk, SYSTEM, None, now)


def test_an_approval_of_what_no_longer_holds_is_refused(desk: Desk, now: datetime) -> None:
    view = plan(desk, now)
    add_absence(desk, CHAIR, FIRST, LAST)
    with pytest.raises(Stale):
        approve_group(desk, SYSTEM, view.run_id, now)
    assert {row.state for row in rows(desk, GroupSeriesRow)} == {SeriesState.PROPOSED}
    assert rows(desk, NoticeRow) == []


def test_approval_writes_one_notice_a_person_however_many_teams_they_serve(desk: Desk, now: datetime) -> None:
    done = approve_group(desk, SYSTEM, plan(desk, now).run_id, now)
    with desk.database.read() as session:
        roster = load_roster(session)
    notices = {row.staff_id: row for row in rows(desk, NoticeRow)}
    assert len(notices) == len(rows(desk, NoticeRow)) == done.told
    assert {row.kind for row in notices.values()} == {"group_slot"}
    assert len(notices["P1240"].facts["series"]) == len(roster.people["P1240"].teams) == 2
    assert done.off_slack
    assert not {p.name for p in map(roster.people.__getitem__, notices)} & set(done.off_slack)
    with desk.database.read() as session:
        assert audit.facts_of(session, "group.approve", done.run_id) == [{"teams": 22, "stopped": 0}]
        assert audit.first_broken(session) is None


def told(desk: Desk, staff_id: str, now: datetime) -> GroupSlotView | Drop:
    [notice] = [row for row in rows(desk, NoticeRow) if row.staff_id == staff_id][-1:]
    return group_slot(desk, Subject(notice.subject, staff_id, None, notice.facts, now, ""), now)


def test_the_notice_says_when_who_chairs_and_who_is_not_expected(desk: Desk, now: datetime) -> None:
    approve_group(desk, SYSTEM, plan(desk, now).run_id, now)
    chair, absentee = told(desk, CHAIR, now), told(desk, "P1241", now)
    assert isinstance(chair, GroupSlotView)
    assert isinstance(absentee, GroupSlotView)
    assert [(team.team, team.chairs, team.chair, team.cause) for team in chair.teams] == [
        ("Banbury 1", True, None, None)
    ]
    assert {team.team: team.cause for team in absentee.teams} == {"Banbury 3": None, "Banbury 4": "working_pattern"}
    assert all(len(team.dates) == 3 for team in absentee.teams)
    assert isinstance(told(desk, CHAIR, now + timedelta(days=200)), Drop), "it is over"


def test_a_term_that_is_over_is_kept_and_nobody_is_told(desk: Desk, now: datetime) -> None:
    later = now + timedelta(days=200)
    done = approve_group(desk, SYSTEM, plan(desk, later).run_id, later)
    assert (done.teams, done.told, rows(desk, NoticeRow)) == (22, 0, [])


def test_the_next_term_keeps_the_slots_and_what_overlaps_ends_from_its_first_day(desk: Desk, now: datetime) -> None:
    old = plan(desk, now)
    approve_group(desk, SYSTEM, old.run_id, now)
    new = plan(desk, now, date(2020, 7, 1), date(2020, 9, 30))
    assert (new.measures["changed"], new.cost_by_term["change"]) == (0, 0)
    assert all(line.before is None for line in new.slots)
    approve_group(desk, SYSTEM, new.run_id, now)
    series = {row.id: row for row in rows(desk, GroupSeriesRow)}
    ended = [row for row in series.values() if row.run_id == old.run_id]
    assert {(row.state, row.last_day) for row in ended} == {(SeriesState.ENDED, date(2020, 6, 30))}
    begins = local(date(2020, 7, 1), time(), desk.zone)
    for meeting in rows(desk, GroupOccurrenceRow):
        if series[meeting.series_id].run_id == old.run_id:
            assert (meeting.state is OccurrenceState.CANCELLED) == (meeting.starts_at >= begins)
    with desk.database.read() as session:
        dated = planning.occurrences_between(session, now, now + timedelta(days=200))
    assert len(dated) == len({(row.team_code, row.starts_at) for row in dated})
    june = [row for row in dated if to_local(row.starts_at, desk.zone).month == 6]
    assert {row.team_code for row in june} == {line.team for line in old.slots}, "June goes on as it was"


def test_an_agenda_goes_along_into_the_next_template(desk: Desk, now: datetime) -> None:
    approve_group(desk, SYSTEM, plan(desk, now).run_id, now)
    old = next(
        row for row in rows(desk, GroupOccurrenceRow) if row.team_code == "BICESTER-1" and row.starts_at.month == 7
    )
    with desk.database.work("system", now) as uow:
        slot = AgendaSlotRow(occurrence_id=old.id, number=2, presenter_id="C1062", claimed_at=now, claimed_by="C1062")
        uow.session.add(slot)
        uow.commit()
    approve_group(desk, SYSTEM, plan(desk, now, date(2020, 7, 1), date(2020, 9, 30)).run_id, now)
    (slot,) = rows(desk, AgendaSlotRow)
    meeting = next(row for row in rows(desk, GroupOccurrenceRow) if row.id == slot.occurrence_id)
    assert meeting.state is OccurrenceState.PLANNED
    assert abs(meeting.starts_at - old.starts_at) <= timedelta(days=7)
    said = told(desk, "C1062", now)
    assert isinstance(said, GroupSlotView)
    assert said.teams[0].kept == ((2, meeting.starts_at),)


def test_what_has_been_is_not_rewritten(desk: Desk, now: datetime) -> None:
    old = plan(desk, now)
    approve_group(desk, SYSTEM, old.run_id, now)
    middle = datetime(2020, 6, 10, 12, tzinfo=desk.zone)
    before = {row.id for row in rows(desk, GroupOccurrenceRow) if row.starts_at < middle}
    approve_group(desk, SYSTEM, plan(desk, middle).run_id, middle)
    after = [row for row in rows(desk, GroupOccurrenceRow) if row.starts_at < middle]
    assert {row.id for row in after} == before
    assert {row.state for row in after} == {OccurrenceState.PLANNED}


def test_a_fixed_time_every_week_is_planned_around(desk: Desk, now: datetime) -> None:
    was = {line.team: line for line in plan(desk, now).slots}["BANBURY-1"]
    court = BusyTimeRow(
        staff_id=CHAIR,
        first_day=FIRST,
        weekday=was.weekday,
        start=time(9),
        end=time(17),
        entered_at=now,
        entered_by=CHAIR,
    )
    with desk.database.work("system", now) as uow:
        uow.session.add(court)
        uow.commit()
    assert {line.team: line for line in plan(desk, now).slots}["BANBURY-1"].weekday != was.weekday


def test_one_team_may_have_its_own_rhythm(desk: Desk, now: datetime) -> None:
    own = TeamRhythm(cadence_weeks=1, minutes=120)
    rules = desk.programme.group_supervision.model_copy(update={"teams": {"BANBURY-1": own}})
    other = replace(desk, programme=desk.programme.model_copy(update={"group_supervision": rules}))
    view = plan(other, now)
    slots = {line.team: line for line in view.slots}
    assert (slots["BANBURY-1"].weeks, slots["BANBURY-1"].minutes) == ("every", 120)
    assert sum(line.team == "BANBURY-1" for line in view.held) >= 12
    with pytest.raises(Stale):
        approve_group(desk, SYSTEM, view.run_id, now)


def works(desk: Desk, staff_id: str, pattern: str) -> None:
    with desk.database.work("system", datetime(2020, 4, 27, tzinfo=desk.zone)) as uow:
        person = uow.session.get_one(PersonRow, staff_id)
        person.working_pattern = pattern
        uow.session.add(person)
        next_version(uow.session)
        uow.commit()


def test_bank_holidays_move_a_meeting_or_let_it_fall_out(desk: Desk, now: datetime) -> None:
    own = {code: TeamRhythm(cadence_weeks=1) for code in ("BANBURY-1", "BANBURY-2")}
    rules = desk.programme.group_supervision.model_copy(update={"teams": own})
    desk = replace(desk, programme=desk.programme.model_copy(update={"group_supervision": rules}))
    works(desk, CHAIR, "Thu-Fri 09:00-11:30")
    works(desk, "C1030", "Mon 09:00-17:00")
    for member in ("C1021", "C1022", "C1023"):
        works(desk, member, "Fri 09:00-17:00")
    view = plan(desk, now)
    approve_group(desk, SYSTEM, view.run_id, now)
    fell_out = [line for line in view.fell_out if line.team == "BANBURY-2"]
    assert [(line.moved_from, line.day) for line in fell_out] == [(date(2020, 5, 25), None)]
    moved = {line.moved_from: line.day for line in view.held if line.team == "BANBURY-1" and line.moved_from}
    assert moved == {date(2020, 5, 8): date(2020, 5, 7)}
    with desk.database.read() as session:
        dated = planning.occurrences_between(session, now, now + timedelta(days=100))
    days = {to_local(row.starts_at, desk.zone).date() for row in dated if row.team_code == "BANBURY-2"}
    assert date(2020, 5, 25) not in days
    assert len(days) == 12
    notice = told(desk, "C1030", now)
    assert isinstance(notice, GroupSlotView)
    assert [team.dropped for team in notice.teams] == [(date(2020, 5, 25),)]


def test_a_team_nobody_can_chair_is_a_finding_and_its_old_meetings_stop(desk: Desk, now: datetime) -> None:
    approve_group(desk, SYSTEM, plan(desk, now).run_id, now)
    with desk.database.work("system", now) as uow:
        chair = uow.session.get_one(PersonRow, CHAIR)
        chair.leaves_on = date(2020, 4, 30)
        uow.session.add(chair)
        next_version(uow.session)
        uow.commit()
    view = plan(desk, now)
    assert [(none.team, none.cause) for none in view.unplaced] == [("BANBURY-1", Cause.NO_SUPERVISOR)]
    assert len(view.slots) == 21
    done = approve_group(desk, SYSTEM, view.run_id, now)
    assert done.ended == ("BANBURY-1",)
    with desk.database.read() as session:
        assert "BANBURY-1" not in {r.team_code for r in planning.occurrences_between(session, now, now + timedelta(99))}
        member = min(p.staff_id for p in load_roster(session).members("BANBURY-1") if p.on_slack and not p.leaves_on)
    notices = [row for row in rows(desk, NoticeRow) if row.staff_id == member]
    assert notices[-1].facts["stopped"] == ["BANBURY-1"] or notices[0].facts["stopped"] == ["BANBURY-1"]


def test_a_county_without_teams_has_nothing_to_plan(desk: Desk, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(session: Any) -> Any:
        return replace(load_roster(session), teams={})

    monkeypatch.setattr("services.planning.group.load_roster", nobody)
    with pytest.raises(NothingToDo):
        plan(desk, now)


def test_whoever_comes_back_within_the_term_is_kept_free_for_their_team(desk: Desk, now: datetime) -> None:
    approve_group(desk, SYSTEM, plan(desk, now).run_id, now)
    with desk.database.read() as session:
        busy = list(fixed_times(desk, session, load_roster(session), FIRST, LAST))
    assert "C1185" in {b.staff_id for b in busy}, "unavailable for most of the term"
    assert {b.day for b in busy if b.staff_id == "P1241"}, "one of their teams only"

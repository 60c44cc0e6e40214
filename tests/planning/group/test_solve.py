"""The template: what the solver finds in small counties, and that nothing in the input makes it fail."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.supervision.causes import Cause
from planning.group.board import Board
from planning.group.check import violations
from planning.group.greedy import best_cost
from planning.group.model import Absent, Fixed, GroupPlan, GroupRequest, NoSlot, TeamNeed, Weeks
from planning.group.slots import clash
from planning.group.solve import _best_found, solve
from tests.planning.counties import diary
from tests.planning.group.teams import slot, team, term, terms

TUESDAY = "Tue 09:00-11:30"


def absent(plan: GroupPlan) -> set[tuple[str, str, Cause]]:
    return {(placed.team, a.staff_id, a.cause) for placed in plan.slots for a in placed.absent}


@settings(max_examples=40, deadline=None)
@given(terms())
def test_every_plan_keeps_the_rules_and_none_costs_more_than_the_greedy_one(request: GroupRequest) -> None:
    plan, plain = solve(request), best_cost(request)
    assert plan.status == "optimal"
    assert violations(request, plan) == []
    assert violations(request, plain) == []
    assert plan.cost <= plain.cost


@settings(max_examples=12, deadline=None)
@given(terms(), st.randoms(use_true_random=False), st.sampled_from([2, 8]))
def test_a_proven_plan_is_the_same_for_any_order_of_rows_and_any_number_of_workers(request, random, workers) -> None:  # type: ignore[no-untyped-def]  # hypothesis names a private class for `randoms`
    teams = [replace(need, members=tuple(random.sample(need.members, len(need.members)))) for need in request.teams]
    shuffled = replace(
        request,
        teams=tuple(random.sample(teams, len(teams))),
        diaries=dict(random.sample(sorted(request.diaries.items(), key=str), len(request.diaries))),
        fixed=tuple(random.sample(request.fixed, len(request.fixed))),
    )
    assert solve(shuffled, workers=workers) == solve(request)


def test_weeks_a_and_b_let_somebody_serve_two_teams_at_one_time_of_the_week() -> None:
    plan = solve(term(team("T1", "M1", "P1"), team("T2", "M2", "P1"), P1=diary(TUESDAY)))
    assert absent(plan) == set()
    assert {placed.slot.weeks for placed in plan.slots} == {Weeks.A, Weeks.B}
    assert {(placed.slot.weekday, placed.slot.start) for placed in plan.slots} == {(1, time(9))}


def test_a_weekly_meeting_takes_both_weeks() -> None:
    plan = solve(term(team("T1", "M1", "P1", cadence_weeks=1), team("T2", "M2", "P1"), P1=diary(TUESDAY)))
    assert [cause for _, staff_id, cause in absent(plan) if staff_id == "P1"] in (
        [Cause.GROUP_SUPERVISION],
        [Cause.WORKING_PATTERN],
    )


@pytest.mark.parametrize(("hours", "misses"), [("Tue 09:00-14:45", 0), ("Tue 09:00-14:30", 1)])
def test_the_way_between_two_offices_is_kept_free(hours: str, misses: int) -> None:
    first = team("T1", "M1", "P1", cadence_weeks=1)
    second = team("T2", "M2", "P1", cadence_weeks=1, office="West")
    request = replace(term(first, second, P1=diary(hours)), grid_minutes=15)
    plan = solve(request)
    assert len(absent(plan)) == misses
    assert plan.cost_by_term["travel_day"] == (0 if misses else 3)
    same_office = replace(request, teams=(first, replace(second, office="East")))
    assert solve(same_office).cost_by_term["travel_day"] == 0


def test_offices_that_no_table_knows_are_far_apart() -> None:
    assert clash(slot("a", 1, 9), slot("a", 1, 12, 29), 60)
    request = term(team("T1", "M1", "P1", fixed=slot("a", 1, 9)), team("T2", "M2", "P1", fixed=slot("a", 1, 12)))
    apart = replace(request, teams=(request.teams[0], replace(request.teams[1], office="Nowhere")))
    assert absent(solve(request)) == set()
    assert [cause for *_, cause in absent(solve(apart))] == [Cause.GROUP_SUPERVISION]


def test_nobody_who_could_come_is_left_out_for_a_wish() -> None:
    request = term(team("T1", "M1", "S1", preferred=(1,)), S1=diary("Mon 11:00-14:00"))
    plan = solve(request)
    assert absent(plan) == set()
    assert plan.cost_by_term == {
        "unplaced": 0,
        "absent": 0,
        "change": 0,
        "preferred": 10,
        "lunch": 5,
        "friday_afternoon": 0,
        "travel_day": 0,
        "monday": 2,
    }


def test_the_last_template_is_kept_where_it_still_works() -> None:
    last = slot("b", 0, 11)
    assert solve(term(team("T1", "M1", last=last))).slots[0].slot == last
    moved = solve(term(team("T1", "M1", "P1", last=last), P1=diary("Mon 13:00-17:00")))
    assert moved.slots[0].slot == slot("b", 0, 13, 30)
    weekly = solve(term(team("T1", "M1", last=last, cadence_weeks=1)))
    assert weekly.cost_by_term["change"] == 0


def test_a_fixed_slot_stays_whatever_it_costs() -> None:
    fixed = slot("a", 4, 11, 45)
    plan = solve(term(team("T1", "M1", "S1", fixed=fixed, last=slot("b", 1, 9)), S1=diary(TUESDAY)))
    assert plan.slots[0].slot == fixed
    assert absent(plan) == {("T1", "S1", Cause.WORKING_PATTERN)}


def test_court_in_one_week_of_two_leaves_the_other() -> None:
    court = Fixed("S1", Weeks.A, 1, time(11), time(12))
    plan = solve(term(team("T1", "M1", "S1"), fixed=(court,), M1=diary(TUESDAY)))
    assert (plan.slots[0].slot.weeks, absent(plan)) == (Weeks.B, set())
    weekly = solve(term(team("T1", "M1", "S1", cadence_weeks=1), fixed=(court,), M1=diary(TUESDAY)))
    assert absent(weekly) == {("T1", "S1", Cause.OTHER_COMMITMENT)}


def test_who_is_away_for_most_of_the_term_is_expected_nowhere() -> None:
    away = diary("Tue 09:00-17:00", (date(2020, 5, 11), date(2020, 7, 20)))
    left = diary("Tue 09:00-17:00", leaves_on=date(2020, 5, 29))
    stays = diary("Tue 09:00-17:00", leaves_on=date(2020, 6, 26))
    request = term(team("T1", "M1", "S1", "S2", "S3"), S1=away, S2=left, S3=stays, M1=diary("Tue-Wed 09:00-17:00"))
    plan = solve(request)
    assert plan.cost == 0
    assert plan.slots[0].slot.weekday == 1
    assert plan.slots[0].absent == (Absent("S1", Cause.UNAVAILABLE), Absent("S2", Cause.NOT_IN_SERVICE))
    unknown = replace(request, diaries={"M1": request.diaries["M1"]})
    assert {cause for *_, cause in absent(solve(unknown))} == {Cause.NOT_IN_SERVICE}


@pytest.mark.parametrize(
    ("need", "cause"),
    [
        (team("T1", "M1", chair_id=None), Cause.NO_SUPERVISOR),
        (team("T1"), Cause.NO_SUPERVISOR),
        (team("T1", "M1", chair_id="X9"), Cause.NO_SUPERVISOR),
        (team("T1", "NEVER"), Cause.WORKING_PATTERN),
        (team("T1", "SATURDAYS"), Cause.WORKING_PATTERN),
        (team("T1", "M1", minutes=600), Cause.WORKING_PATTERN),
        (team("T1", "M1", minutes=0), Cause.WORKING_PATTERN),
        (team("T1", "M1", fixed=slot("a", 9, 9)), Cause.WORKING_PATTERN),
        (team("T1", "M1", fixed=slot("a", 1, 16)), Cause.WORKING_PATTERN),
        (team("T1", "COURT"), Cause.OTHER_COMMITMENT),
        (team("T1", "ILL"), Cause.UNAVAILABLE),
        (team("T1", "ILL", minutes=600), Cause.UNAVAILABLE),
        (team("T1", "GONE"), Cause.NOT_IN_SERVICE),
    ],
)
def test_a_team_without_a_usable_chair_is_a_finding_and_the_others_are_planned(need: TeamNeed, cause: Cause) -> None:
    never = replace(diary(), pattern=replace(diary().pattern, days=((),) * 7))
    request = term(
        need,
        team("T2", "M2"),
        fixed=tuple(Fixed("COURT", Weeks.EVERY, weekday, time(9), time(17)) for weekday in range(5)),
        NEVER=never,
        SATURDAYS=diary("Sat,Sun 09:00-17:00"),
        ILL=diary("Mon-Fri 09:00-17:00", (date(2020, 1, 1), date(2020, 12, 31))),
        GONE=diary(leaves_on=date(2020, 5, 5)),
    )
    for plan in (solve(request), best_cost(request)):
        assert plan.unplaced == (NoSlot("T1", cause),)
        assert [placed.team for placed in plan.slots] == ["T2"]
        assert violations(request, plan) == []


def test_one_chair_of_two_teams_fixed_at_one_time_leaves_one_out() -> None:
    fixed = slot("a", 1, 9)
    request = term(team("T1", "M1", fixed=fixed), team("T2", "M1", "S1", fixed=replace(fixed, weeks=Weeks.EVERY)))
    for plan in (solve(request), best_cost(request)):
        assert [none.cause for none in plan.unplaced] == [Cause.GROUP_SUPERVISION]
        assert violations(request, plan) == []


def test_somebody_in_ten_teams_is_excused_where_there_is_no_time() -> None:
    teams = [team(f"T{n}", f"M{n}", "P1", cadence_weeks=1) for n in range(10)]
    plan = solve(term(*teams, P1=diary("Tue-Thu 09:00-14:00")))
    assert len(absent(plan)) == 4
    assert plan.status == "optimal"


def test_somebody_who_chairs_goes_there_rather_than_to_another_team() -> None:
    fixed = slot("a", 1, 9)
    request = term(team("T1", "M1", "M2", "S1", fixed=fixed), team("T2", "M2", fixed=fixed))
    for plan in (solve(request), best_cost(request)):
        assert absent(plan) == {("T1", "M2", Cause.GROUP_SUPERVISION)}


def test_no_teams_and_no_days_are_no_trouble() -> None:
    assert solve(term()).slots == ()
    backwards = replace(term(team("T1", "M1")), last_day=date(2020, 4, 1))
    assert len(solve(backwards).slots) == 1


def test_without_time_the_greedy_plan_answers() -> None:
    request = term(team("T1", "M1", "P1"), team("T2", "M2", "P1"))
    plan = solve(request, seconds=0.0)
    assert plan.status == "best_found"
    assert violations(request, plan) == []


def test_a_search_that_stops_early_says_how_far_it_may_be_from_the_best() -> None:
    board = Board(term(team("T1", "M1")))
    nobody: set[tuple[str, str]] = set()
    monday, tuesday = ({"T1": slot("a", 0, 11)}, nobody), ({"T1": slot("a", 1, 11)}, nobody)
    for choices in ((monday, tuesday), (tuesday, monday)):
        plan = _best_found(board, choices, bound=4.0)
        assert (plan.status, plan.cost, plan.gap) == ("best_found", 5, 0.2)
        assert plan.slots[0].slot == tuesday[0]["T1"]

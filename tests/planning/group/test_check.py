"""The independent check finds each kind of fault when one is put into a good template."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest

from domain.supervision.causes import Cause
from planning.group.check import violations
from planning.group.model import Absent, Fixed, GroupPlan, GroupSlot, NoSlot, TeamSlot, Weeks
from planning.group.solve import solve
from tests.planning.counties import diary
from tests.planning.group.teams import slot, team, term

REQUEST = term(
    team("T1", "M1", "S1", "S2", "P1", "P2"),
    team("T2", "M2", "P1", "P2", office="West"),
    team("T3", "M3", "P1", cadence_weeks=1, fixed=slot("every", 2, 13)),
    team("T4", "M1", chair_id=None),
    fixed=(Fixed("S1", Weeks.B, 1, time(9), time(12)),),
    M1=diary("Tue-Fri 09:00-17:00"),
    S2=diary("Tue-Fri 09:00-17:00", (date(2020, 5, 4), date(2020, 7, 24))),
    P2=diary("Tue 09:00-17:00", leaves_on=date(2020, 5, 12)),
)
GONE = Absent("P2", Cause.NOT_IN_SERVICE)
AWAY = Absent("S2", Cause.UNAVAILABLE)
GOOD = (
    TeamSlot("T1", slot("a", 1, 9), "M1", (GONE, AWAY)),
    TeamSlot("T2", slot("a", 1, 14), "M2", (GONE,)),
    TeamSlot("T3", slot("every", 2, 13), "M3", ()),
)
LEFT = (NoSlot("T4", Cause.NO_SUPERVISOR),)
COST = {"travel_day": 3, "lunch": 5}

Spoil = Callable[[GroupPlan], GroupPlan]


def plan(*slots: TeamSlot, unplaced: tuple[NoSlot, ...] = LEFT) -> GroupPlan:
    return GroupPlan(slots or GOOD, unplaced, "best_found", None, sum(COST.values()), COST)


def first(**facts: object) -> GroupPlan:
    return plan(replace(GOOD[0], **facts), *GOOD[1:])  # type: ignore[arg-type]  # each test names real fields


def at(one: GroupSlot) -> GroupPlan:
    return first(slot=one)


def test_a_good_template_has_no_violations() -> None:
    assert violations(REQUEST, plan()) == []
    assert violations(REQUEST, solve(REQUEST)) == []


@pytest.mark.parametrize(
    ("spoilt", "problem"),
    [
        (at(slot("every", 1, 9)), "T1: the wrong cadence"),
        (at(slot("a", 1, 9, minutes=120)), "T1: the wrong length"),
        (at(slot("a", 5, 9)), "T1: not on a working day"),
        (at(slot("a", 1, 8)), "T1: too early or too late"),
        (at(slot("a", 1, 15)), "T1: too early or too late"),
        (at(slot("a", 1, 9, 10)), "T1: off the grid"),
        (at(slot("a", 0, 9)), "T1: M1 chairs and cannot come: working_pattern"),
        (at(slot("b", 1, 9)), "T1: S1 cannot come and is not named so: other_commitment"),
        (at(slot("a", 1, 11)), "P1: needed in T1 and T2 at once"),
        (at(slot("a", 2, 14)), "P1: needed in T1 and T3 at once"),
        (first(chair_id="S1"), "T1: not its own chair"),
        (first(chair_id=None), "T1: not its own chair"),
        (first(absent=(GONE,)), "T1: S2 cannot come and is not named so: unavailable"),
        (first(absent=(AWAY,)), "T1: P2 cannot come and is not named so: not_in_service"),
        (first(absent=(GONE, AWAY, AWAY)), "T1: S2 is named absent twice"),
        (
            first(absent=(GONE, replace(AWAY, cause=Cause.WORKING_PATTERN))),
            "T1: S2 cannot come and is not named so: unavailable",
        ),
        (first(absent=(GONE, AWAY, Absent("X9", Cause.UNAVAILABLE))), "T1: X9 is no member"),
        (first(absent=(GONE, AWAY, Absent("S1", Cause.UNAVAILABLE))), "T1: S1 can come and is named absent"),
        (first(absent=(GONE, AWAY, Absent("M1", Cause.GROUP_SUPERVISION))), "T1: M1 chairs and is named absent"),
        (
            first(absent=(GONE, AWAY, Absent("P1", Cause.GROUP_SUPERVISION))),
            "P1: excused from T1 without being needed elsewhere",
        ),
        (plan(*GOOD[:2], replace(GOOD[2], slot=slot("every", 3, 9))), "T3: its fixed slot was not kept"),
        (plan(*GOOD[1:]), "T1: accounted for 0 times"),
        (plan(*GOOD, GOOD[0]), "T1: accounted for 2 times"),
        (plan(*GOOD, replace(GOOD[0], team="T9")), "T9: nobody asked for this team"),
        (
            plan(*GOOD[1:], unplaced=(NoSlot("T1", Cause.WORKING_PATTERN), *LEFT)),
            "T1: left out although a slot was free",
        ),
        (plan(unplaced=(*LEFT, NoSlot("T8", Cause.WORKING_PATTERN))), "T8: nobody asked for this team"),
    ],
)
def test_a_spoilt_template_is_found(spoilt: GroupPlan, problem: str) -> None:
    assert problem in violations(REQUEST, spoilt)


@pytest.mark.parametrize("cause", [Cause.WORKING_PATTERN, Cause.UNAVAILABLE])
def test_the_cause_of_a_team_that_is_left_out_is_checked(cause: Cause) -> None:
    assert violations(REQUEST, plan(unplaced=(NoSlot("T4", cause),))) == [
        f"T4: left out because of no_supervisor, not {cause}"
    ]


@pytest.mark.parametrize(
    ("costs", "cost", "problem"),
    [
        ({"travel_day": 0, "lunch": 5}, 8, "the plan says 0 for travel_day, it is 3"),
        ({"travel_day": 3, "lunch": 5, "absent": 100}, 108, "the plan says 100 for absent, it is 0"),
        ({"travel_day": 3, "lunch": 5, "charm": 1}, 8, "the plan says 1 for charm, it is 0"),
        (COST, 7, "the plan says it costs 7, it is 8"),
    ],
)
def test_a_wrong_cost_is_found(costs: dict[str, int], cost: int, problem: str) -> None:
    assert problem in violations(REQUEST, replace(plan(), cost_by_term=costs, cost=cost))


def test_every_term_of_the_cost_is_counted() -> None:
    request = term(
        team("T1", "M1", "S1", preferred=(1,), last=slot("b", 2, 12), fixed=slot("b", 0, 11)),
        team("T2", "M2", "P1", last=slot("a", 4, 10), fixed=slot("a", 4, 12, 30)),
        team("T3", "M2", "P1", "P2", fixed=slot("a", 4, 13)),
        team("T4", "M4", "P1", "P2", office="North", fixed=slot("a", 4, 9)),
        S1=diary("Tue 09:00-17:00"),
    )
    plan = solve(request)
    assert violations(request, plan) == []
    assert plan.cost_by_term == {
        "unplaced": 20_000,
        "absent": 100,
        "change": 30,
        "preferred": 10,
        "lunch": 10,
        "friday_afternoon": 4,
        "travel_day": 6,
        "monday": 2,
    }

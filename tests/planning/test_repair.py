"""A repair finds places for whoever lost theirs, keeps what is confirmed, drops nothing and moves almost nobody."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.roster import Absence
from domain.supervision.causes import Cause
from planning.month.check import violations
from planning.month.greedy import best_cost
from planning.month.matching import matched
from planning.month.model import Booking, Busy, MonthRequest, Standing
from planning.month.obstacles import Bar
from planning.month.repair import broken, faults, holding, repair
from planning.month.replan import LOCKED, NEIGHBOURHOOD, SCOPE
from tests.planning.counties import counties, county, diary, need

DAY = date(2020, 5, 13)
TUESDAY = date(2020, 5, 12)


def at(staff_id: str, day: date, hour: int, supervisor_id: str = "M1", *, fixed: bool = False) -> Standing:
    start = time(hour)
    return Standing(Booking(staff_id, supervisor_id, "professional", day, start, time(hour + 1, 30)), fixed)


def standing(request: MonthRequest, *them: Standing) -> MonthRequest:
    return replace(request, standing=them)


def away(request: MonthRequest, staff_id: str, first: date, last: date) -> MonthRequest:
    own = request.diaries[staff_id]
    longer = replace(own, absences=(*own.absences, Absence(first, last)))
    return replace(request, diaries={**request.diaries, staff_id: longer})


BOOKED = standing(county(need("S1"), need("S2")), at("S1", DAY, 10), at("S2", TUESDAY, 9, fixed=True))


@pytest.mark.parametrize(
    ("changed", "cause", "whose"),
    [
        (away(BOOKED, "M1", DAY, DAY), Cause.UNAVAILABLE, "M1"),
        (away(BOOKED, "S1", DAY, DAY), Cause.UNAVAILABLE, "S1"),
        (replace(BOOKED, holidays=BOOKED.holidays | {DAY}), Cause.BANK_HOLIDAY, None),
        (
            replace(BOOKED, diaries={**BOOKED.diaries, "S1": diary(leaves_on=DAY - timedelta(days=1))}),
            Cause.NOT_IN_SERVICE,
            "S1",
        ),
        (replace(BOOKED, diaries={**BOOKED.diaries, "S1": diary("Mon 09:00-17:00")}), Cause.WORKING_PATTERN, "S1"),
        (replace(BOOKED, needs=(need("S1", "M2"), need("S2"))), Bar.OTHER_SUPERVISOR, "M2"),
        (replace(BOOKED, needs=(need("S1", None), need("S2"))), Cause.NO_SUPERVISOR, "M1"),
        (
            replace(BOOKED, needs=(need("S1", blocked=Cause.NOT_IN_SERVICE), need("S2"))),
            Cause.NOT_IN_SERVICE,
            "M1",
        ),
        (
            replace(BOOKED, busy=(Busy("S1", DAY, time(11), time(12), Cause.GROUP_SUPERVISION),)),
            Cause.GROUP_SUPERVISION,
            "S1",
        ),
    ],
)
def test_what_no_longer_holds_and_why(changed: MonthRequest, cause: Cause | Bar, whose: str | None) -> None:
    [fault] = faults(changed)
    assert broken(changed) == [BOOKED.standing[0]]
    assert (fault.obstacle.cause, fault.obstacle.staff_id) == (cause, whose)


def test_nothing_is_broken_where_nothing_changed() -> None:
    assert broken(BOOKED) == []
    unchanged = repair(BOOKED)
    assert unchanged.plan.bookings == (BOOKED.standing[1].booking, BOOKED.standing[0].booking)
    assert (unchanged.moved, unchanged.placed, unchanged.stage) == ((), (), LOCKED)


def test_of_two_at_once_the_one_that_may_move_lapses() -> None:
    twice = standing(county(need("S1"), need("S2")), at("S1", DAY, 10), at("S2", DAY, 11, fixed=True))
    assert broken(twice) == [twice.standing[0]]


def test_cover_that_was_agreed_holds() -> None:
    stand_in = at("S1", DAY, 10, "M2")
    request = county(need("S1"), need("S2", "M2"))
    assert broken(standing(request, replace(stand_in, cover=True))) == []
    assert broken(standing(request, stand_in)) == [stand_in]
    named = replace(request, needs=(need("S1", cover=("M2",)), need("S2", "M2")))
    assert broken(standing(named, stand_in)) == []


def test_hours_and_a_day_that_people_agreed_on_hold() -> None:
    """Window, grid and the daily cap are for finding places: they are no reason to call off a session."""
    early = Standing(Booking("S1", "M1", "professional", DAY, time(8, 10), time(9, 10)), fixed=False)
    others = [at(f"S{n}", DAY, hour) for n, hour in ((2, 10), (3, 12), (4, 14))]
    people = [need("S1", minutes=60), *(need(f"S{n}") for n in (2, 3, 4))]
    request = county(*people, M1=diary("Mon-Fri 08:00-18:00"), S1=diary("Mon-Fri 08:00-18:00"))
    booked = standing(request, early, *others)
    assert broken(booked) == []
    assert violations(holding(booked), repair(booked).plan) == [], "four that day, as agreed"
    one_more = replace(booked, needs=(*booked.needs, need("S5", first_day=DAY, last_day=DAY)))
    one_more = replace(one_more, diaries={**booked.diaries, "S5": diary()})
    assert [(u.staff_id, u.cause) for u in repair(one_more).unplaced] == [("S5", Cause.SUPERVISOR_FULL)]


def test_the_others_are_locked_first() -> None:
    ill = away(BOOKED, "S1", DAY, DAY)
    found = repair(ill)
    [placed] = found.placed
    assert placed.instead_of == BOOKED.standing[0].booking
    assert (found.stage, found.moved, found.unplaced) == (LOCKED, (), ())
    assert BOOKED.standing[1].booking in found.plan.bookings
    assert violations(holding(ill), found.plan) == []


SHORT_WEEK = (date(2020, 5, 11), date(2020, 5, 15))


def crowded(*, fixed: bool) -> MonthRequest:
    """S1 can come on Tuesday morning alone, where S2 is, who could as well come on any other day of the week."""
    week: Mapping[str, Any] = {"first_day": SHORT_WEEK[0], "last_day": SHORT_WEEK[1]}
    request = county(need("S1", **week), need("S2", **week), S1=diary("Tue 09:00-10:30"))
    return standing(request, at("S2", TUESDAY, 9, fixed=fixed))


def test_the_neighbourhood_moves_only_where_that_gives_a_place() -> None:
    found = repair(crowded(fixed=False))
    assert found.stage == NEIGHBOURHOOD
    [(old, new)] = found.moved
    assert (old.staff_id, old.day) == ("S2", TUESDAY)
    assert new.staff_id == "S2"
    assert [p.booking.staff_id for p in found.placed] == ["S1"]
    assert violations(holding(crowded(fixed=False)), found.plan) == []


def test_confirmed_stays_though_somebody_has_no_place() -> None:
    found = repair(crowded(fixed=True))
    assert (found.moved, found.placed) == ((), ())
    assert [(u.staff_id, u.cause) for u in found.unplaced] == [("S1", Cause.SUPERVISOR_FULL)]
    assert found.plan.bookings == (crowded(fixed=True).standing[0].booking,)


def test_the_scope_is_asked_where_the_neighbours_have_neighbours() -> None:
    """S1 needs the hour of S2, who gives sessions and could only come when S3 is there: two move."""
    tuesday: Mapping[str, Any] = {"first_day": TUESDAY, "last_day": TUESDAY}
    request = county(
        need("S1", **tuesday),
        need("S2", **tuesday),
        need("S3", "S2", **tuesday),
        S1=diary("Tue 09:00-10:30"),
        S2=diary("Tue 09:00-12:00; Tue 14:00-16:00"),
        M1=diary("Tue 09:00-12:00"),
    )
    full = standing(request, at("S2", TUESDAY, 9), Standing(at("S3", TUESDAY, 10, "S2").booking, fixed=False))
    full = standing(request, full.standing[0], _half_past_ten("S3", "S2"))
    found = repair(full)
    assert (found.stage, len(found.moved)) == (SCOPE, 2)
    assert found.unplaced == ()
    assert violations(holding(full), found.plan) == []
    assert repair(replace(full, most_moved=1)).moved == (), "one move alone helps nobody"


def _half_past_ten(staff_id: str, supervisor_id: str) -> Standing:
    booking = Booking(staff_id, supervisor_id, "professional", TUESDAY, time(10, 30), time(12))
    return Standing(booking, fixed=False)


def test_a_leavers_session_is_released_and_its_time_is_free() -> None:
    left = standing(
        county(need("S2"), S1=diary(leaves_on=DAY - timedelta(days=1))), at("S1", DAY, 10), at("S2", TUESDAY, 9)
    )
    left = replace(left, diaries={**left.diaries, "S1": diary(leaves_on=DAY - timedelta(days=1))})
    found = repair(left)
    assert found.released == (left.standing[0].booking,)
    assert found.plan.bookings == (left.standing[1].booking,)


def test_a_session_that_nobody_asks_for_keeps_its_time() -> None:
    request = county(need("S1", first_day=TUESDAY, last_day=TUESDAY), need("S2"), S1=diary("Tue 09:00-10:30"))
    extra = at("M2", TUESDAY, 9)
    with_extra = replace(request, standing=(extra,), diaries={**request.diaries, "M2": diary()})
    found = repair(with_extra)
    assert [u.staff_id for u in found.unplaced] == ["S1"]
    assert [p.booking.staff_id for p in found.placed] == ["S2"]


def test_a_lost_supervisor_is_covered_by_whoever_is_named() -> None:
    lost = standing(county(need("S1", None, cover=("M2",)), need("S2", "M2")), at("S1", DAY, 10))
    found = repair(lost)
    placed = next(p for p in found.placed if p.booking.staff_id == "S1")
    assert (placed.booking.supervisor_id, placed.instead_of) == ("M2", lost.standing[0].booking)


def test_that_the_others_are_locked_is_no_reason_for_cover() -> None:
    """S1 could be placed with M2 at once; with the own supervisor one booking has to move."""
    request = crowded(fixed=False)
    [own, other] = request.needs
    named = replace(request, needs=(replace(own, cover=("M2",)), other), diaries={**request.diaries, "M2": diary()})
    found = repair(named)
    assert [(p.booking.staff_id, p.booking.supervisor_id) for p in found.placed] == [("S1", "M1")]
    assert len(found.moved) == 1


@st.composite
def planned(draw: st.DrawFn) -> MonthRequest:
    """A county as it was planned, some of it confirmed; then one person falls ill, or a bank holiday is declared."""
    request = draw(counties())
    plan = best_cost(request)
    them = tuple(Standing(b, fixed=draw(st.booleans())) for b in plan.bookings)
    days = st.integers(1, 31).map(lambda day: date(2020, 5, day))
    day = draw(days)
    booked = replace(request, standing=them)
    if draw(st.booleans()):
        return replace(booked, holidays=booked.holidays | {day})
    ill = draw(st.sampled_from(sorted(request.diaries)))
    return away(booked, ill, day, day + timedelta(days=draw(st.integers(0, 14))))


@settings(max_examples=60, deadline=None)
@given(planned())
def test_a_repair_keeps_the_rules_drops_nothing_and_moves_at_most_two(request_: MonthRequest) -> None:
    found = repair(request_)
    assert violations(holding(request_), found.plan) == []
    lapsed = {s.booking for s in broken(request_)}
    kept = [s for s in request_.standing if s.booking not in lapsed]
    moved = dict(found.moved)
    assert len(moved) <= 2
    for one in kept:
        assert moved.get(one.booking, one.booking) in found.plan.bookings
        assert not one.fixed or one.booking in found.plan.bookings
    assert len(found.plan.bookings) == len(kept) + len(found.placed)
    assert len(found.plan.bookings) + len(found.unplaced) == len(request_.needs)
    assert not (found.moved and found.stage == LOCKED)
    assert matched(holding(request_).needs, found.plan.bookings)[1] == [] or found.unplaced


@settings(max_examples=20, deadline=None)
@given(planned(), st.randoms(use_true_random=False))
def test_the_same_input_gives_the_same_repair_in_any_order(request_: MonthRequest, random: Random) -> None:
    needs, them = list(request_.needs), list(request_.standing)
    random.shuffle(needs)
    random.shuffle(them)
    assert repair(replace(request_, needs=tuple(needs), standing=tuple(them))) == repair(request_)

"""The planner with proof, on counties drawn at random and on small ones made by hand."""

from dataclasses import replace
from datetime import date, time, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.counties import QUARTER, TIGHT
from benchmarks.counties import county as generated
from domain.supervision.causes import Cause
from planning.month.check import violations
from planning.month.greedy import best_cost, earliest_free
from planning.month.measures import measure
from planning.month.model import Booking, Busy, Diary, MonthPlan, MonthRequest, Standing
from planning.month.optimal import solve
from planning.month.weights import WEIGHTS, Term
from tests.planning.counties import FIRST, LAST, counties, county, diary, need, wishes
from tests.planning.standing import disturbed

slow = settings(max_examples=30, deadline=None)

wishful = counties().flatmap(wishes)
JUNE = LAST + timedelta(days=1)


@slow
@given(wishful)
def test_a_proven_plan_keeps_every_rule_and_is_never_dearer_than_best_cost(request_: MonthRequest) -> None:
    plan = solve(request_)
    assert violations(request_, plan) == []
    assert (plan.status, plan.gap) == ("optimal", 0.0)
    assert plan.cost == sum(plan.cost_by_term.values()) <= best_cost(request_).cost
    assert measure(request_, plan).needlessly == 0


@slow
@given(wishful)
def test_the_greedies_keep_every_rule_too(request_: MonthRequest) -> None:
    for plan in (best_cost(request_), earliest_free(request_)):
        assert violations(request_, plan) == []


@slow
@given(disturbed())
def test_what_stands_is_kept(request_: MonthRequest) -> None:
    for plan in (solve(request_), best_cost(request_)):
        assert violations(request_, plan) == []


@slow
@given(wishful, st.integers(0, 2**32))
def test_a_proven_plan_is_the_same_whatever_the_order_of_rows_and_the_workers(
    request_: MonthRequest, seed: int
) -> None:
    assert solve(shuffled(request_, seed), workers=2) == solve(request_)


@slow
@given(wishful)
def test_without_time_there_is_still_a_plan(request_: MonthRequest) -> None:
    plan = solve(request_, seconds=0)
    assert violations(request_, plan) == []
    assert plan.cost <= best_cost(request_).cost


def shuffled(request: MonthRequest, seed: int) -> MonthRequest:
    needs, busy, diaries = list(request.needs), list(request.busy), list(request.diaries.items())
    for rows in (needs, busy, diaries):
        Random(seed).shuffle(rows)
    return replace(request, needs=tuple(needs), busy=tuple(busy), diaries=dict(diaries))


def only(plan: MonthPlan) -> Booking:
    assert plan.status == "optimal"
    [booking] = plan.bookings
    return booking


def test_cover_gives_the_session_only_where_the_own_supervisor_cannot_at_all() -> None:
    mine = need(cover=("M2", "M3"))
    assert only(solve(with_diaries(county(mine), M2=diary(), M3=diary()))).supervisor_id == "M1"
    away = diary("Mon-Fri 09:00-17:00", (FIRST, LAST))
    for plan in (solve(covered := with_diaries(county(mine, M1=away), M2=diary(), M3=diary())), best_cost(covered)):
        assert plan.bookings[0].supervisor_id == "M2"
        assert plan.cost_by_term[Term.COVER] == WEIGHTS[Term.COVER]
    second = with_diaries(county(mine, M1=away), M2=away, M3=diary())
    assert only(solve(second)).supervisor_id == "M3"
    nobody = with_diaries(county(need(supervisor_id=None, blocked=Cause.NO_SUPERVISOR, cover=("M2",))), M2=diary())
    assert only(solve(nobody)).supervisor_id == "M2"


def with_diaries(request: MonthRequest, **more: Diary) -> MonthRequest:
    return replace(request, diaries={**request.diaries, **more})


def test_a_supervisor_gives_in_their_own_hours_and_no_more_than_they_wish() -> None:
    own = replace(diary(), gives=diary("Tue 13:30-16:30").pattern, sessions_a_day=1)
    plan = solve(county(need("S1"), need("S2"), M1=own))
    assert {booking.day.weekday() for booking in plan.bookings} == {1}
    assert len({booking.day for booking in plan.bookings}) == 2
    assert min(booking.start for booking in plan.bookings) >= time(13, 30)


def test_somebody_whose_next_month_begins_late_is_seen_late() -> None:
    """Last on 14 April: without a look ahead the rhythm would say Tuesday 12 May, and 23 June is 42 days on."""
    mine = need(last_on=date(2020, 4, 14), last_start=time(10))
    assert only(solve(county(mine))).day == date(2020, 5, 12)
    late = replace(mine, next_possible=date(2020, 6, 29))
    assert only(solve(county(late))).day >= date(2020, 5, 18)


def test_no_more_people_are_seen_early_than_can_be_seen_again_in_time() -> None:
    """The supervisor has one place in June until the 24th and is then away: one of two must wait until 18 May."""
    two = [need(one, last_on=date(2020, 4, 14), last_start=time(10)) for one in ("S1", "S2")]
    away = replace(county(*two), ahead={"M1": ((date(2020, 6, 2), 1), (date(2020, 6, 29), 3))})
    plan = solve(away)
    assert plan.cost_by_term[Term.LOOKAHEAD] == 0
    assert sorted(booking.day >= date(2020, 5, 18) for booking in plan.bookings) == [False, True]


def test_a_booking_moves_only_where_that_places_somebody_and_never_more_than_may() -> None:
    stands = Booking("S1", "M1", "professional", date(2020, 5, 12), time(9), time(10, 30))
    plain = county(need("S1"), need("S2"), S2=diary("Tue 09:00-10:30"), M1=diary("Tue 09:00-12:00"))
    only_then = [Busy("M1", day, time(9), time(12), Cause.OTHER_COMMITMENT) for day in tuesdays(but=12)]
    request = replace(plain, standing=(Standing(stands, fixed=False),), busy=tuple(only_then))
    moved = solve(request)
    assert len(moved.bookings) == 2
    assert moved.cost_by_term[Term.MOVED] == WEIGHTS[Term.MOVED]
    for held in (replace(request, most_moved=0), replace(request, standing=(Standing(stands, fixed=True),))):
        assert solve(held).bookings == (stands,)


def tuesdays(*, but: int) -> list[date]:
    return [date(2020, 5, day) for day in (5, 12, 19, 26) if day != but]


def test_somebody_years_without_supervision_is_placed_and_comes_first() -> None:
    mine = need(last_on=date(2015, 4, 1))
    assert only(solve(county(mine))).day == FIRST


def test_a_generated_county_is_proven_whatever_the_order_of_rows_and_the_workers() -> None:
    """Three teams in a tight month: parts clash and are joined, some people have cover, some are seen every week."""
    one = generated(3, 4, TIGHT)
    request = one.request(QUARTER[0], one.last, {})
    plan = solve(request)
    assert plan.status == "optimal"
    assert violations(request, plan) == []
    assert solve(shuffled(request, 1), workers=2).bookings == plan.bookings

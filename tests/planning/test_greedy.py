"""Both greedies on counties drawn at random, and the wishes on small ones."""

from dataclasses import replace
from datetime import date, time
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from planning.month.check import violations
from planning.month.cost import WEIGHTS, Term
from planning.month.greedy import best_cost, earliest_free
from planning.month.measures import measure
from planning.month.model import MonthRequest
from tests.planning.counties import counties, county, diary, need


@given(counties())
def test_no_plan_breaks_a_hard_rule_or_forgets_anybody(request_: MonthRequest) -> None:
    for plan in (best_cost(request_), earliest_free(request_)):
        assert violations(request_, plan) == []
        assert plan.cost == sum(plan.cost_by_term.values())


@given(counties())
def test_nobody_is_unplaced_who_has_a_start_left(request_: MonthRequest) -> None:
    for plan in (best_cost(request_), earliest_free(request_)):
        assert measure(request_, plan).needlessly == 0


@given(counties(), st.integers(0, 2**32))
def test_the_order_of_the_rows_does_not_matter(request_: MonthRequest, seed: int) -> None:
    needs, busy, diaries = list(request_.needs), list(request_.busy), list(request_.diaries.items())
    for rows in (needs, busy, diaries):
        Random(seed).shuffle(rows)
    shuffled = replace(request_, needs=tuple(needs), busy=tuple(busy), diaries=dict(diaries))
    assert best_cost(shuffled) == best_cost(request_)
    assert earliest_free(shuffled) == earliest_free(request_)


def test_the_rhythm_is_kept() -> None:
    """Last on Wednesday 15 April at 11:00: four weeks later is Wednesday 13 May."""
    [booking] = best_cost(county(need(last_on=date(2020, 4, 15), last_start=time(10)))).bookings
    assert (booking.day, booking.start, booking.end) == (date(2020, 5, 13), time(10), time(11, 30))


def test_somebody_long_without_supervision_comes_before_the_limit() -> None:
    [booking] = best_cost(county(need(last_on=date(2020, 4, 1), last_start=time(10)))).bookings
    assert (booking.day - date(2020, 4, 1)).days <= 42
    late = best_cost(county(need(last_on=date(2020, 3, 2), last_start=time(10))))
    assert late.bookings[0].day == date(2020, 5, 1)
    assert late.cost_by_term[Term.OVER_LIMIT] == WEIGHTS[Term.OVER_LIMIT]


def test_sessions_stand_side_by_side_away_from_lunch() -> None:
    plan = best_cost(county(need("S1"), need("S2")))
    first, second = plan.bookings
    assert first.day == second.day
    assert first.end == second.start
    assert plan.cost_by_term[Term.DAYS_USED] == WEIGHTS[Term.DAYS_USED]
    assert plan.cost_by_term[Term.APART] == plan.cost_by_term[Term.LUNCH] == 0


def test_whoever_has_fewest_starts_is_asked_first() -> None:
    """The part-timer's one morning is not given to somebody whose rhythm would like it too."""
    week = need("S2", first_day=date(2020, 5, 11), last_day=date(2020, 5, 17))
    request = county(need("S1", last_on=date(2020, 4, 14), last_start=time(9)), week, S2=diary("Tue 09:00-10:30"))
    plan = best_cost(replace(request, window=replace(request.window, sessions_a_day=1)))
    assert {b.staff_id for b in plan.bookings} == {"S1", "S2"}


def test_a_newly_qualified_person_is_seen_in_each_of_their_weeks() -> None:
    weeks = [(date(2020, 5, 4), date(2020, 5, 10)), (date(2020, 5, 11), date(2020, 5, 17))]
    request = county(*[need(first_day=first, last_day=last, monthly=False) for first, last in weeks])
    days = [booking.day for booking in best_cost(request).bookings]
    assert [first <= day <= last for day, (first, last) in zip(days, weeks, strict=True)] == [True, True]


def test_the_baseline_takes_the_first_start_in_staff_id_order() -> None:
    plan = earliest_free(county(need("S2"), need("S1")))
    assert [(b.staff_id, b.day, b.start) for b in plan.bookings] == [
        ("S1", date(2020, 5, 1), time(9)),
        ("S2", date(2020, 5, 1), time(10, 30)),
    ]


def test_a_weekend_is_planned_only_for_people_who_both_work_then() -> None:
    both = county(need(), S1=diary("Sat 09:00-13:00"), M1=diary("Mon-Sat 09:00-17:00"))
    assert best_cost(both).bookings[0].day.weekday() == 5
    one = county(need(), S1=diary("Sat 09:00-13:00"))
    assert best_cost(one).bookings == ()

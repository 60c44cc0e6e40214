"""How a plan is judged, counted by hand."""

from dataclasses import replace
from datetime import date, time, timedelta

from domain.supervision.causes import Cause
from planning.month.cost import WEIGHTS, Term
from planning.month.greedy import best_cost
from planning.month.measures import Measures, measure
from planning.month.model import Booking
from tests.planning.counties import county, diary, need

AWAY_ALL_MONTH = diary("Mon-Fri 09:00-17:00", (date(2020, 4, 1), date(2020, 6, 30)))


def test_counts() -> None:
    day = date(2020, 5, 13)
    gaps = {"S1": 28, "S2": 29, "S3": 43, "S4": 24}
    request = county(
        *(need(staff_id, last_on=day - timedelta(days=gap)) for staff_id, gap in gaps.items()),
        need("S5"),
        need("S6", blocked=Cause.OTHER_DISCIPLINE),
        need("S7", first_day=day, last_day=day, monthly=False),
        need("S8"),
        S8=AWAY_ALL_MONTH,
    )
    starts = {"S1": time(9), "S2": time(10, 30), "S3": time(13), "S4": time(13, 30), "S7": time(15)}
    bookings = tuple(
        Booking(staff_id, "M1", "professional", day, start, start.replace(hour=start.hour + 1))
        for staff_id, start in starts.items()
    )
    roomy = replace(request, window=replace(request.window, sessions_a_day=8))
    assert measure(roomy, replace(best_cost(roomy), bookings=bookings)) == Measures(
        people=8,
        due=8,
        placed=5,
        unplaced=3,
        needlessly=1,
        monthly=7,
        in_month=4,
        after_last=4,
        in_28_days=2,
        in_rhythm=2,
        over_limit=1,
        same_weekday=1,
        over_lunch=1,
        days_used=1,
        supervisors=1,
        covered=0,
        moved=0,
    )


def test_only_somebody_who_had_a_start_costs_something_when_unplaced() -> None:
    """One supervisor and one day for two people: the plan could have placed either, but not the third, on leave."""
    day = date(2020, 5, 6)
    people = (need(staff_id, first_day=day, last_day=day) for staff_id in ("S1", "S2", "S3"))
    request = county(*people, S3=AWAY_ALL_MONTH)
    plan = best_cost(replace(request, window=replace(request.window, sessions_a_day=1)))
    assert [unplaced.staff_id for unplaced in plan.unplaced] == ["S2", "S3"]
    assert plan.cost_by_term[Term.UNPLACED] == WEIGHTS[Term.UNPLACED]

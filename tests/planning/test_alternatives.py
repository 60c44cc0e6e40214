"""Other times: free for both, cheapest first, on different days while there are enough."""

from dataclasses import replace
from datetime import date, time

from hypothesis import given

from planning.month.alternatives import alternatives
from planning.month.check import broken_rules
from planning.month.greedy import best_cost
from planning.month.model import Booking, MonthPlan, MonthRequest, Standing
from tests.planning.counties import counties, county, diary, need

USUAL = need(last_on=date(2020, 4, 15), last_start=time(10))
OWN = Booking("S1", "M1", "professional", date(2020, 5, 13), time(10), time(11, 30))


def test_three_days_the_cheapest_first() -> None:
    request = replace(county(USUAL), standing=(Standing(OWN, fixed=True),))
    found = alternatives(request, request.standing[0])
    assert len({a.booking.day for a in found}) == 3
    assert [a.cost for a in found] == sorted(a.cost for a in found)
    assert all(a.cost == sum(a.terms.values()) for a in found)
    own = alternatives(county(USUAL), USUAL, count=1)
    assert own[0].booking == OWN, "the usual time is the cheapest, and only the standing one leaves it out"


def test_the_own_time_and_those_refused_are_not_offered() -> None:
    request = replace(county(USUAL), standing=(Standing(OWN, fixed=False),))
    refused = {(a.booking.day, a.booking.start) for a in alternatives(request, request.standing[0])}
    again = alternatives(request, request.standing[0], avoid=refused)
    times = {(a.booking.day, a.booking.start) for a in again}
    assert len(again) == 3
    assert not times & (refused | {(OWN.day, OWN.start)})


def test_the_same_day_where_there_is_no_other() -> None:
    request = county(need(last_day=date(2020, 5, 5)), S1=diary("Tue 09:00-12:00"))
    assert [a.booking.start for a in alternatives(request, request.needs[0])] == [time(9), time(9, 30), time(10)]


def test_somebody_elses_time_is_not_free() -> None:
    other = Standing(replace(OWN, staff_id="S2"), fixed=False)
    request = replace(county(USUAL, need("S2")), standing=(other,))
    assert (OWN.day, OWN.start) not in {(a.booking.day, a.booking.start) for a in alternatives(request, USUAL, 200)}


def test_cover_is_moved_with_whoever_gives_it() -> None:
    cover = Standing(replace(OWN, supervisor_id="M2"), fixed=False)
    request = replace(county(need(), need("S2", "M2")), standing=(cover,))
    assert {a.booking.supervisor_id for a in alternatives(request, cover)} == {"M2"}


@given(counties())
def test_every_time_offered_keeps_the_hard_rules(request_: MonthRequest) -> None:
    plan = best_cost(request_)
    for own in plan.bookings:
        standing = tuple(Standing(b, fixed=False) for b in plan.bookings)
        for other in alternatives(replace(request_, standing=standing), Standing(own, fixed=False)):
            assert other.booking != own
            assert broken_rules(request_, _instead(plan, own, other.booking)) == []


def _instead(plan: MonthPlan, own: Booking, other: Booking) -> MonthPlan:
    return replace(plan, bookings=(*(b for b in plan.bookings if b != own), other))

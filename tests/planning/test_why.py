"""Why a session is where it is: the facts of its rhythm, its price, and what else there was."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from hypothesis import given

from domain.supervision.causes import Cause
from planning.month.check import broken_rules
from planning.month.greedy import best_cost
from planning.month.model import Booking, Busy, MonthPlan, MonthRequest
from planning.month.obstacles import Bar, Obstacle
from planning.month.why import Usual, Why, why, why_not
from tests.planning.counties import counties, county, diary, need

LAST: Mapping[str, Any] = {"last_on": date(2020, 4, 15), "last_start": time(10)}
USUAL_DAY = date(2020, 5, 13)


def asked(request: MonthRequest, staff_id: str = "S1") -> Why:
    plan = best_cost(request)
    [booking] = [b for b in plan.bookings if b.staff_id == staff_id]
    found = why(request, plan, booking)
    assert found is not None
    return found


def test_the_usual_time() -> None:
    found = asked(county(need(**LAST)))
    assert (found.days_since, found.in_rhythm, found.over_limit) == (28, True, False)
    assert (found.same_weekday, found.same_start, found.cover) == (True, True, False)
    assert found.usual == Usual(USUAL_DAY, time(10), None, found.cost)
    assert found.terms == {"days_used": 8}
    assert len(found.alternatives) == 3
    assert all(a.cost >= found.cost for a in found.alternatives)


def test_what_was_in_the_way_of_the_usual_time() -> None:
    meeting = Busy("M1", USUAL_DAY, time(9), time(17), Cause.OTHER_COMMITMENT)
    found = asked(county(need(**LAST), busy=(meeting,)))
    assert found.booking.day != USUAL_DAY
    assert found.usual == Usual(USUAL_DAY, time(10), Obstacle(Cause.OTHER_COMMITMENT, "M1"))
    away = county(need(**LAST), S1=diary("Mon-Fri 09:00-17:00", (USUAL_DAY, USUAL_DAY)))
    assert asked(away).usual == Usual(USUAL_DAY, time(10), Obstacle(Cause.UNAVAILABLE, "S1"))
    later = county(need(**LAST))
    later = replace(later, not_before=date(2020, 5, 14), needs=(need(last_day=date(2020, 5, 15), **LAST),))
    assert asked(later).usual == Usual(USUAL_DAY, time(10), Obstacle(Bar.PAST))


def test_another_session_at_the_usual_time() -> None:
    request = county(need(**LAST), need("S2"))
    own = Booking("S1", "M1", "professional", date(2020, 5, 14), time(10), time(11, 30))
    other = replace(own, staff_id="S2", day=USUAL_DAY)
    found = why(request, replace(best_cost(request), bookings=(own, other)), own)
    assert found is not None
    assert found.usual == Usual(USUAL_DAY, time(10), Obstacle(Cause.SUPERVISOR_FULL, "M1"))
    assert found.same_weekday is False


def test_a_free_usual_time_that_would_have_cost_more() -> None:
    """Half past twelve on a Friday is how it always was."""
    found = asked(county(need(last_on=date(2020, 4, 17), last_start=time(12, 30))))
    assert found.usual is not None
    assert found.usual.obstacle is None
    assert found.usual.cost is not None
    assert found.usual.cost > found.cost


def test_newly_qualified_people_have_no_usual_time() -> None:
    found = asked(county(need(last_day=date(2020, 5, 7), monthly=False, **LAST)))
    assert (found.usual, found.in_rhythm, found.same_weekday) == (None, None, None)
    assert found.days_since is not None


def test_cover_says_for_whom() -> None:
    request = county(need(**LAST), need("S2", "M2"))
    booking = Booking("S1", "M2", "professional", USUAL_DAY, time(10), time(11, 30))
    found = why(request, _with(best_cost(request), booking), booking)
    assert found is not None
    assert (found.cover, found.cover_for) == (True, "M1")
    assert {a.booking.supervisor_id for a in found.alternatives} == {"M2"}


def test_a_booking_that_answers_no_need() -> None:
    request = county(need())
    assert why(request, best_cost(request), Booking("S9", "M1", "x", USUAL_DAY, time(10), time(11))) is None


def test_why_somebody_has_no_place() -> None:
    away = (date(2020, 5, 1), date(2020, 5, 31))
    request = county(need(**LAST), S1=diary("Mon-Fri 09:00-17:00", away))
    plan = best_cost(request)
    found = why_not(request, plan, plan.unplaced[0])
    assert found is not None
    assert found.over_limit_on == date(2020, 5, 28), "43 days after the last session"
    assert found.usual == Usual(USUAL_DAY, time(10), Obstacle(Cause.UNAVAILABLE, "S1"))
    assert why_not(request, plan, replace(plan.unplaced[0], staff_id="S9")) is None


def _with(plan: MonthPlan, booking: Booking) -> MonthPlan:
    return replace(plan, bookings=(*(b for b in plan.bookings if b.staff_id != booking.staff_id), booking))


@given(counties())
def test_alternatives_are_free_and_a_usual_time_said_to_be_free_is(request_: MonthRequest) -> None:
    plan = best_cost(request_)
    for booking in plan.bookings:
        found = why(request_, plan, booking)
        assert found is not None
        times = [a.booking for a in found.alternatives]
        if found.usual is not None and found.usual.obstacle is None:
            times.append(_at(booking, found.usual))
        for other in times:
            there = tuple(other if b == booking else b for b in plan.bookings)
            assert broken_rules(request_, replace(plan, bookings=there)) == []


def _at(booking: Booking, usual: Usual) -> Booking:
    length = (booking.end.hour - booking.start.hour) * 60 + booking.end.minute - booking.start.minute
    end = usual.start.hour * 60 + usual.start.minute + length
    return replace(booking, day=usual.day, start=usual.start, end=time(end // 60, end % 60))

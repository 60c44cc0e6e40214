"""Why not on any of the days: each date with what takes it, and the first that is free."""

from datetime import date, time

from hypothesis import given

from domain.supervision.causes import Cause
from planning.month.day_facts import Dates
from planning.month.feasible import Board
from planning.month.greedy import best_cost
from planning.month.locked import locked
from planning.month.model import Busy, MonthRequest
from tests.planning.counties import FIRST, counties, county, diary, need

TUESDAYS = [date(2020, 5, day) for day in (5, 12, 19, 26)]


def full(day: date) -> Busy:
    return Busy("M1", day, time(9), time(17), Cause.SUPERVISOR_FULL, supervises=True)


def test_tuesday_is_the_only_day_both_work_and_it_is_full_until_the_26th() -> None:
    until = need(last_day=date(2020, 5, 24))
    busy = (*(full(day) for day in TUESDAYS[:3]),)
    request = county(until, need("S2"), busy=busy, S1=diary("Tue 09:00-17:00"))
    [found] = [u for u in best_cost(request).unplaced if u.staff_id == "S1"]
    assert found.facts["days"] == ["Tue"]
    assert [fact["day"] for fact in found.facts["dates"]] == ["2020-05-05", "2020-05-12", "2020-05-19"]
    assert {(fact["cause"], fact["staff_id"]) for fact in found.facts["dates"]} == {("supervisor_full", "M1")}
    assert found.facts["free_on"] == "2020-05-26"


def test_each_date_has_its_own_cause() -> None:
    away = (TUESDAYS[0], TUESDAYS[0])
    meeting = Busy("M1", TUESDAYS[1], time(9), time(17), Cause.OTHER_COMMITMENT)
    busy = (meeting, full(TUESDAYS[2]), full(TUESDAYS[3]))
    [found] = best_cost(county(need(), busy=busy, S1=diary("Tue 09:00-17:00", away))).unplaced
    assert [(fact["cause"], fact["staff_id"]) for fact in found.facts["dates"]] == [
        ("unavailable", "S1"),
        ("other_commitment", "M1"),
        ("supervisor_full", "M1"),
        ("supervisor_full", "M1"),
    ]
    assert "free_on" not in found.facts, "nothing is known of the time after the month"


def test_the_next_possible_day_of_a_later_month_is_named() -> None:
    beyond = need(next_possible=date(2020, 6, 2))
    busy = tuple(full(day) for day in TUESDAYS)
    [found] = best_cost(county(beyond, busy=busy, S1=diary("Tue 09:00-17:00"))).unplaced
    assert found.facts["free_on"] == "2020-06-02"


@given(counties())
def test_a_date_named_has_no_start_left(request_: MonthRequest) -> None:
    plan = best_cost(request_)
    board = Board(locked(request_, plan.bookings, ()))
    dates = Dates(request_, plan.bookings)
    for one in request_.needs:
        for fact in dates.facts(one).get("dates", ()):
            assert board.starts_on(one, date.fromisoformat(fact["day"])) == 0
            assert date.fromisoformat(fact["day"]) >= FIRST

"""Each cause, on the smallest county in which it is the true one."""

from dataclasses import replace
from datetime import date, time

from hypothesis import given

from domain.supervision.causes import Cause
from planning.month.explain import PASSING
from planning.month.greedy import best_cost
from planning.month.model import Busy, MonthRequest, Unplaced
from tests.planning.counties import counties, county, diary, need

TUESDAYS = [date(2020, 5, 5), date(2020, 5, 12), date(2020, 5, 19), date(2020, 5, 26)]
ALL_DAY = time(9), time(17)


def only(request: MonthRequest) -> Unplaced:
    [unplaced] = best_cost(request).unplaced
    return unplaced


def busy(staff_id: str, days: list[date], cause: Cause, *, supervises: bool = False) -> tuple[Busy, ...]:
    return tuple(Busy(staff_id, day, *ALL_DAY, cause, supervises) for day in days)


def test_nobody_to_be_supervised_by() -> None:
    assert only(county(need(supervisor_id=None))).cause is Cause.NO_SUPERVISOR
    assert only(county(need(blocked=Cause.NO_SUPERVISOR))).cause is Cause.NO_SUPERVISOR


def test_a_supervisor_of_another_discipline() -> None:
    assert only(county(need(blocked=Cause.OTHER_DISCIPLINE))).cause is Cause.OTHER_DISCIPLINE


def test_a_supervisor_who_leaves() -> None:
    found = only(county(need(), M1=diary(leaves_on=date(2020, 4, 30))))
    assert found.cause is Cause.NOT_IN_SERVICE
    assert found.facts["leaves"] == {"M1": "2020-04-30"}


def test_two_who_never_work_at_the_same_time() -> None:
    found = only(county(need(), S1=diary("Mon-Wed 09:00-17:00"), M1=diary("Thu-Fri 09:00-17:00")))
    assert found.cause is Cause.WORKING_PATTERN
    assert found.facts["days"] == []


def test_a_shared_hour_is_too_short() -> None:
    found = only(county(need(), S1=diary("Tue 09:00-10:00")))
    assert (found.cause, found.facts["days"]) == (Cause.WORKING_PATTERN, ["Tue"])


def test_long_leave_names_whose_and_until_when() -> None:
    found = only(county(need(), M1=diary("Mon-Fri 09:00-17:00", (date(2020, 4, 20), date(2020, 6, 14)))))
    assert found.cause is Cause.UNAVAILABLE
    assert found.facts["away"] == [{"staff_id": "M1", "first_day": "2020-04-20", "last_day": "2020-06-14"}]


def test_a_bank_holiday_on_the_only_day() -> None:
    week = need(first_day=date(2020, 5, 4), last_day=date(2020, 5, 10), monthly=False)
    assert only(county(week, S1=diary("Fri 09:00-17:00"))).cause is Cause.BANK_HOLIDAY


def test_group_supervision_and_other_commitments_on_every_shared_day() -> None:
    part_time = diary("Tue 09:00-17:00")
    for cause in (Cause.GROUP_SUPERVISION, Cause.OTHER_COMMITMENT):
        found = only(county(need(), busy=busy("S1", TUESDAYS, cause), S1=part_time))
        assert (found.cause, found.facts["days"]) == (cause, ["Tue"])


def test_a_supervisor_whose_days_are_full() -> None:
    """Three short sessions a day leave time, but no more sessions."""
    short = [
        Busy("M1", day, time(hour), time(hour + 1), Cause.SUPERVISOR_FULL, supervises=True)
        for day in TUESDAYS
        for hour in (9, 10, 11)
    ]
    found = only(county(need(), busy=tuple(short), S1=diary("Tue 09:00-17:00")))
    assert found.cause is Cause.SUPERVISOR_FULL
    assert found.facts["full_on"] == [day.isoformat() for day in TUESDAYS]


def test_this_plans_own_sessions_fill_a_supervisors_days() -> None:
    crowd = [need(f"S{n:02}", last_day=date(2020, 5, 7)) for n in range(20)]
    plan = best_cost(county(*crowd))
    assert len(plan.bookings) == 15, "five working days before VE Day, three sessions each"
    assert {unplaced.cause for unplaced in plan.unplaced} == {Cause.SUPERVISOR_FULL}


def test_what_frees_most_when_lifted_is_named() -> None:
    """Away for three Tuesdays; the fourth, and half of the others, is filled by meetings."""
    away = (TUESDAYS[0], TUESDAYS[2])
    meetings = busy("S1", TUESDAYS[3:], Cause.OTHER_COMMITMENT)
    assert only(county(need(), busy=meetings, S1=diary("Tue 09:00-17:00", away))).cause is Cause.UNAVAILABLE
    away = (TUESDAYS[0], TUESDAYS[0])
    meetings = busy("S1", TUESDAYS[1:], Cause.OTHER_COMMITMENT)
    assert only(county(need(), busy=meetings, S1=diary("Tue 09:00-17:00", away))).cause is Cause.OTHER_COMMITMENT


def lifted(alone: MonthRequest, cause: Cause) -> MonthRequest:
    """The county of one need without what one cause stands for. Sessions that a supervisee gives are commitments."""
    [one] = alone.needs
    if cause is Cause.BANK_HOLIDAY:
        return replace(alone, holidays=frozenset())
    if cause is Cause.UNAVAILABLE:
        return replace(alone, diaries={staff_id: replace(d, absences=()) for staff_id, d in alone.diaries.items()})
    own = Cause.SUPERVISOR_FULL if cause is Cause.OTHER_COMMITMENT else cause
    gone = {(one.staff_id, own), (one.staff_id, cause), (one.supervisor_id, cause)}
    if cause is Cause.SUPERVISOR_FULL:
        gone = {(one.supervisor_id, cause)}
    return replace(alone, busy=tuple(b for b in alone.busy if (b.staff_id, b.cause) not in gone))


@given(counties())
def test_where_lifting_one_cause_helps_such_a_cause_is_named(request_: MonthRequest) -> None:
    for one in request_.needs:
        alone = replace(request_, needs=(one,))
        for found in best_cost(alone).unplaced:
            helping = {cause for cause in PASSING if best_cost(lifted(alone, cause)).bookings}
            assert found.cause in (helping or set(Cause))
            assert not helping or one.open

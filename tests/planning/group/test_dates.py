"""Dated meetings: fortnights over any year's end, bank holidays skipped, and who cannot come to one of them."""

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import BankHolidays
from domain.supervision.causes import Cause
from planning.group.attendance import who_misses
from planning.group.check_people import minutes_between
from planning.group.dates import occurrences
from planning.group.model import Absent, Fixed, GroupRequest, Occurrence, TeamNeed, TeamSlot, Weeks
from planning.group.solve import solve
from tests.planning.counties import diary
from tests.planning.group.teams import slot, team, term, terms

MAY = (date(2020, 5, 1), date(2020, 5, 31))
VE_DAY = date(2020, 5, 8)  # a Friday, in a week b
ENGLAND = BankHolidays("ENG")


def placed(need: TeamNeed, weeks: str, weekday: int, hour: int, *absent: Absent) -> TeamSlot:
    return TeamSlot(need.code, slot(weeks, weekday, hour), need.chair_id, absent)


def days(found: list[Occurrence]) -> list[date | None]:
    return [one.day for one in found]


def holidays(first: date, last: date) -> frozenset[date]:
    span = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return frozenset(day for day in span if ENGLAND.is_holiday(day))


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        ("a", [date(2020, 12, 21), date(2021, 1, 4), date(2021, 1, 18)]),
        ("b", [date(2020, 12, 14), date(2020, 12, 28), date(2021, 1, 11), date(2021, 1, 25)]),
    ],
)
def test_fortnights_go_on_over_iso_week_53(weeks: str, expected: list[date]) -> None:
    need = team("T1", "M1")
    found = occurrences(term(need), [placed(need, weeks, 0, 9)], date(2020, 12, 14), date(2021, 1, 31), frozenset())
    assert days(found) == expected


def test_weeks_are_counted_from_the_anchor_before_it_too() -> None:
    need = team("T1", "M1")
    found = occurrences(term(need), [placed(need, "a", 0, 9)], date(2019, 12, 1), date(2020, 1, 6), frozenset())
    assert days(found) == [date(2019, 12, 9), date(2019, 12, 23), date(2020, 1, 6)]
    later = replace(term(need), anchor_monday=date(2020, 1, 13))
    assert days(occurrences(later, [placed(need, "a", 0, 9)], date(2020, 1, 1), date(2020, 1, 20), frozenset())) == [
        date(2020, 1, 13)
    ]


def test_a_bank_holiday_moves_to_the_nearest_day_at_the_same_time_and_says_from_where() -> None:
    need = team("T1", "M1")
    found = occurrences(term(need), [placed(need, "b", 4, 9)], *MAY, frozenset({VE_DAY}))
    assert found == [
        Occurrence("T1", date(2020, 5, 7), time(9), 150, moved_from=VE_DAY),
        Occurrence("T1", date(2020, 5, 22), time(9), 150),
    ]


@pytest.mark.parametrize(
    ("hours", "moved"),
    [
        ("Mon-Fri 09:00-17:00", (7, 9)),
        ("Mon-Wed,Fri 09:00-17:00", (6, 9)),
        ("Thu 11:00-17:00; Tue,Fri 09:00-17:00", (5, 9)),
        ("Thu 11:00-17:00; Fri 09:00-17:00", (7, 11)),
        ("Fri 09:00-17:00", None),
    ],
)
def test_the_chair_must_be_free_and_the_same_time_comes_first(hours: str, moved: tuple[int, int] | None) -> None:
    need = team("T1", "M1")
    [one, _] = occurrences(term(need, M1=diary(hours)), [placed(need, "b", 4, 9)], *MAY, frozenset({VE_DAY}))
    if moved is None:
        assert one == Occurrence("T1", None, time(9), 150, moved_from=VE_DAY, cause=Cause.BANK_HOLIDAY)
    else:
        assert one == Occurrence("T1", date(2020, 5, moved[0]), time(moved[1]), 150, moved_from=VE_DAY)


def test_fewest_absent_comes_before_nearest() -> None:
    need = team("T1", "M1", "S1", "S2")
    request = term(need, S1=diary("Mon,Wed,Fri 09:00-17:00"), S2=diary("Mon-Wed,Fri 09:00-17:00"))
    [one, _] = occurrences(request, [placed(need, "b", 4, 9)], *MAY, frozenset({VE_DAY}))
    assert one.day == date(2020, 5, 6)


def test_it_moves_around_the_specialists_other_meetings_and_the_way_there() -> None:
    first, second = team("T1", "M1", "P1"), team("T2", "M2", "P1", office="West")
    slots = [placed(first, "b", 4, 9), placed(second, "b", 3, 12)]
    found = occurrences(term(first, second), slots, *MAY, frozenset({VE_DAY}))
    assert found[0] == Occurrence("T1", date(2020, 5, 6), time(9), 150, moved_from=VE_DAY), "45 minutes, not 30"
    excused = replace(slots[1], absent=(Absent("P1", Cause.GROUP_SUPERVISION),))
    assert occurrences(term(first, second), [slots[0], excused], *MAY, frozenset({VE_DAY}))[1].day == date(2020, 5, 7)


def test_leave_and_court_of_the_chair_count_on_the_day() -> None:
    need = team("T1", "M1")
    court = Fixed("M1", Weeks.B, 2, time(9), time(10))
    request = term(need, fixed=(court,), M1=diary("Mon-Fri 09:00-17:00", (date(2020, 5, 7), date(2020, 5, 7))))
    [one, _] = occurrences(request, [placed(need, "b", 4, 9)], *MAY, frozenset({VE_DAY}))
    assert one.day == date(2020, 5, 5)


def test_a_move_belongs_to_the_month_of_its_own_day_and_is_the_same_for_any_stretch() -> None:
    need = team("T1", "M1")
    slots, closed = [placed(need, "every", 4, 9)], frozenset({date(2020, 5, 1)})
    assert occurrences(term(need), slots, date(2020, 4, 1), date(2020, 4, 30), closed)[-1].day == date(2020, 4, 24)
    moved = occurrences(term(need), slots, *MAY, closed)[0]
    assert (moved.day, moved.moved_from) == (date(2020, 4, 30), date(2020, 5, 1))


def test_who_misses_one_meeting_and_why() -> None:
    first = team("T1", "M1", "S1", "S2", "S3", "S4", "P1", "P2")
    second = team("T2", "M2", "P1", "P2")
    request = term(
        first,
        second,
        fixed=(Fixed("S4", Weeks.B, 3, time(10), time(11)), Fixed("M1", Weeks.A, 3, time(9), time(17))),
        S1=diary("Mon-Wed,Fri 09:00-17:00"),
        S2=diary("Mon-Fri 09:00-17:00", (date(2020, 5, 7), date(2020, 5, 7))),
        S3=diary(leaves_on=date(2020, 5, 6)),
    )
    slots = [
        placed(first, "b", 3, 9, Absent("P1", Cause.GROUP_SUPERVISION)),
        placed(second, "b", 3, 9, Absent("P2", Cause.GROUP_SUPERVISION)),
    ]
    dated = occurrences(request, slots, *MAY, frozenset())
    one, other = dated[:2]
    assert {one.day, other.day} == {date(2020, 5, 7)}
    assert who_misses(request, slots, dated, one) == (
        Absent("P1", Cause.GROUP_SUPERVISION),
        Absent("S1", Cause.WORKING_PATTERN),
        Absent("S2", Cause.UNAVAILABLE),
        Absent("S3", Cause.NOT_IN_SERVICE),
        Absent("S4", Cause.OTHER_COMMITMENT),
    )
    assert who_misses(request, slots, dated, other) == (Absent("P2", Cause.GROUP_SUPERVISION),)
    gone = Occurrence("T1", None, time(9), 150, moved_from=VE_DAY, cause=Cause.BANK_HOLIDAY)
    assert who_misses(request, slots, dated, gone) == ()


starts = st.sampled_from([date(2020, 4, 6), date(2020, 12, 14), date(2015, 12, 21), date(2026, 12, 21)])


@settings(max_examples=25, deadline=None)
@given(terms(), starts, st.integers(20, 60), st.data())
def test_dates_keep_the_rules(request: GroupRequest, first: date, length: int, data: st.DataObject) -> None:
    last = first + timedelta(days=length)
    closed = holidays(first - timedelta(7), last + timedelta(7)) | data.draw(
        st.frozensets(st.integers(0, length).map(lambda n: first + timedelta(days=n)), max_size=4)
    )
    plan = solve(replace(request, diaries={who: replace(d, leaves_on=None) for who, d in request.diaries.items()}))
    dated = occurrences(request, plan.slots, first, last, closed)
    slots = {placed.team: placed.slot for placed in plan.slots}
    needs = {need.code: need for need in request.teams}
    for one in dated:
        assert one.day not in closed
        own = one.moved_from or one.day
        assert own is not None
        assert own.weekday() == slots[one.team].weekday
        assert (own - timedelta(days=own.weekday()) - request.anchor_monday).days % 14 in {
            Weeks.EVERY: (0, 7),
            Weeks.A: (0,),
            Weeks.B: (7,),
        }[slots[one.team].weeks]
        if one.moved_from is not None and one.day is not None:
            assert one.moved_from in closed
            assert one.day.isocalendar()[:2] == one.moved_from.isocalendar()[:2]
            assert needs[one.team].chair_id not in {a.staff_id for a in who_misses(request, plan.slots, dated, one)}
    _nobody_twice(request, plan.slots, dated)


def _nobody_twice(request: GroupRequest, slots: tuple[TeamSlot, ...], dated: list[Occurrence]) -> None:
    needs = {need.code: need for need in request.teams}
    stays: dict[tuple[str, date], list[Occurrence]] = {}
    for one in dated:
        missing = {a.staff_id for a in who_misses(request, slots, dated, one)}
        for staff_id in set(needs[one.team].members) - missing:
            if one.day is not None:
                stays.setdefault((staff_id, one.day), []).append(one)
    for (staff_id, _), own in stays.items():
        own.sort(key=lambda one: one.start)
        for one, after in pairwise(own):
            end = one.start.hour * 60 + one.start.minute + one.minutes
            way = minutes_between(request, needs[one.team].office, needs[after.team].office)
            assert end + way <= after.start.hour * 60 + after.start.minute, staff_id

"""The calendar: bank holidays with their one-offs, working days, months, and both clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import (
    BankHolidays,
    Month,
    add_working_days,
    is_working_day,
    local,
    next_working_day,
    previous_working_day,
    to_local,
    week_start,
    working_days_between,
)

ENGLAND = BankHolidays("ENG")
LONDON = ZoneInfo("Europe/London")

days = st.dates(date(2019, 1, 1), date(2030, 12, 31))
months = days.map(Month.of)


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2020, 5, 4), False),  # moved
        (date(2020, 5, 8), True),  # to the anniversary of VE Day
        (date(2020, 5, 25), True),
        (date(2020, 4, 10), True),
        (date(2020, 4, 13), True),
        (date(2020, 12, 28), True),  # for Boxing Day, a Saturday
        (date(2022, 6, 2), True),
        (date(2022, 5, 30), False),
        (date(2022, 9, 19), True),
        (date(2023, 5, 8), True),
        (date(2020, 5, 7), False),
    ],
)
def test_englands_bank_holidays(day: date, holiday: bool) -> None:
    assert ENGLAND.is_holiday(day) == holiday
    assert (ENGLAND.name(day) is not None) == holiday


def test_each_part_of_the_kingdom_has_its_own() -> None:
    st_andrews = date(2020, 11, 30)
    assert BankHolidays("SCT").is_holiday(st_andrews)
    assert not ENGLAND.is_holiday(st_andrews)


def test_working_days_step_over_weekends_and_bank_holidays() -> None:
    assert next_working_day(date(2020, 5, 7), ENGLAND) == date(2020, 5, 11)
    assert previous_working_day(date(2020, 5, 11), ENGLAND) == date(2020, 5, 7)
    assert add_working_days(date(2020, 4, 9), 2, ENGLAND) == date(2020, 4, 15)
    assert add_working_days(date(2020, 4, 11), 0, ENGLAND) == date(2020, 4, 11)
    assert working_days_between(date(2020, 5, 7), date(2020, 5, 12), ENGLAND) == 2
    assert working_days_between(date(2020, 5, 12), date(2020, 5, 7), ENGLAND) == 0


@given(days, st.integers(1, 40))
def test_counting_working_days_is_the_inverse_of_adding_them(day: date, count: int) -> None:
    later = add_working_days(day, count, ENGLAND)
    assert is_working_day(later, ENGLAND)
    assert working_days_between(day, later, ENGLAND) == count
    assert working_days_between(day, later - timedelta(days=1), ENGLAND) == count - 1


@given(days)
def test_the_working_days_around_a_day(day: date) -> None:
    before, after = previous_working_day(day, ENGLAND), next_working_day(day, ENGLAND)
    between = [before + timedelta(days=n) for n in range(1, (after - before).days)]
    assert before < day < after
    assert [d for d in between if is_working_day(d, ENGLAND)] == ([day] if is_working_day(day, ENGLAND) else [])


@given(days)
def test_a_week_starts_on_its_monday(day: date) -> None:
    monday = week_start(day)
    assert monday.weekday() == 0
    assert timedelta(0) <= day - monday < timedelta(days=7)


@given(months)
def test_months_follow_one_another_without_a_gap(month: Month) -> None:
    assert month.next().first == month.last + timedelta(days=1)
    assert month < month.next()
    assert Month.parse(str(month)) == month
    assert {Month.of(day) for day in month.days()} == {month}
    assert (month.days()[0], month.days()[-1]) == (month.first, month.last)


@pytest.mark.parametrize("typed", ["2020-13", "2020-00", "May", "2020", "2020-5", "2020-05-01", ""])
def test_what_is_no_month(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Month.parse(typed)


def test_local_time_over_both_clock_changes() -> None:
    assert local(date(2020, 3, 27), time(9), LONDON) == datetime(2020, 3, 27, 9, tzinfo=UTC)
    assert local(date(2020, 3, 30), time(9), LONDON) == datetime(2020, 3, 30, 8, tzinfo=UTC)
    assert local(date(2020, 10, 23), time(9), LONDON) == datetime(2020, 10, 23, 8, tzinfo=UTC)
    assert local(date(2020, 10, 26), time(9), LONDON) == datetime(2020, 10, 26, 9, tzinfo=UTC)


def test_the_hour_that_happens_twice_and_the_one_that_never_does() -> None:
    assert local(date(2020, 10, 25), time(1, 30), LONDON) == datetime(2020, 10, 25, 0, 30, tzinfo=UTC), "the first"
    assert to_local(datetime(2020, 10, 25, 1, 30, tzinfo=UTC), LONDON).time() == time(1, 30), "the second"
    skipped = local(date(2020, 3, 29), time(1, 30), LONDON)
    assert to_local(skipped, LONDON).time() == time(2, 30), "an hour that was skipped comes an hour later"


@given(days, st.times().filter(lambda at: not time(1) <= at < time(2)))
def test_local_times_come_back_as_they_were(day: date, at: time) -> None:
    instant = local(day, at, LONDON)
    assert instant.tzinfo is UTC
    here = to_local(instant, LONDON)
    assert (here.date(), here.time()) == (day, at)

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadValue
from domain.when import FixedTime, Moment, read_day, read_days, read_fixed_time, read_moment, read_time

TODAY = date(2020, 4, 27)  # a Monday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", date(2020, 4, 27)),
        ("Tomorrow", date(2020, 4, 28)),
        ("Tue", date(2020, 4, 28)),
        ("mon", date(2020, 5, 4)),
        ("next Tue", date(2020, 5, 5)),
        ("3 Jun", date(2020, 6, 3)),
        ("3rd June", date(2020, 6, 3)),
        ("June 3", date(2020, 6, 3)),
        ("Wed 3 June 2020", date(2020, 6, 3)),
        ("03/06/2020", date(2020, 6, 3)),
        ("2020-06-03", date(2020, 6, 3)),
        ("3 Jan", date(2020, 1, 3)),
        ("3 Sep", date(2020, 9, 3)),
        ("20 April", date(2020, 4, 20)),
    ],
)
def test_days_as_people_write_them(typed: str, day: date) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["", "soon", "31 Jun", "32 May", "2020-13-01", "Ju 3", "12"])
def test_what_is_no_day_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(BadValue) as error:
        read_day(typed, TODAY)
    assert error.value.facts["example"] == "Mon 4 May"


@pytest.mark.parametrize(
    ("typed", "at"),
    [("10:00", time(10)), ("9.30", time(9, 30)), ("2pm", time(14)), ("12 am", time(0)), ("14", time(14))],
)
def test_times(typed: str, at: time) -> None:
    assert read_time(typed) == at


def test_moments_and_fixed_times() -> None:
    assert read_moment("next Tue 10:00", TODAY) == Moment(date(2020, 5, 5), time(10))
    assert read_moment("3 Jun at 2 pm", TODAY) == Moment(date(2020, 6, 3), time(14))
    assert read_fixed_time("Tue 14:00-16:00", TODAY) == FixedTime(date(2020, 4, 28), time(14), time(16))
    assert read_fixed_time("12 May 9-12", TODAY) == FixedTime(date(2020, 5, 12), time(9), time(12))
    assert read_fixed_time("every Tuesday 2pm to 4pm", TODAY) == FixedTime(TODAY, time(14), time(16), weekday=1)
    for wrong in ("Tue", "Tue 16:00-14:00", "every 12 May 9-12", "14:00-16:00"):
        with pytest.raises(BadValue):
            read_fixed_time(wrong, TODAY)


def test_spans_of_days() -> None:
    assert read_days("12 May - 20 May", TODAY) == (date(2020, 5, 12), date(2020, 5, 20))
    assert read_days("12-20 May", TODAY) == (date(2020, 5, 12), date(2020, 5, 20))
    assert read_days("2020-05-12 - 2020-05-20", TODAY) == (date(2020, 5, 12), date(2020, 5, 20))
    assert read_days("Tue", TODAY) == (date(2020, 4, 28), date(2020, 4, 28))
    with pytest.raises(BadValue):
        read_days("20 May - 12 May", TODAY)


@given(st.dates(date(2019, 1, 1), date(2030, 12, 31)), st.integers(-180, 180))
def test_a_day_written_out_reads_back(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    assert read_day(f"{day.day} {day:%B %Y}", today) == day
    assert read_day(day.isoformat(), today) == day
    assert read_day(f"{day:%a} {day.day} {day:%b} {day.year}", today) == day

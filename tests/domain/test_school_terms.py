"""Schools are open on working days of a known term; what nobody knows is said to be unknown."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import BankHolidays
from domain.school_terms import LONGEST_HOLIDAY, SchoolDays, Term, written_report

HOLIDAYS = BankHolidays()
SUMMER = (
    Term(date(2020, 4, 20), date(2020, 5, 22)),
    Term(date(2020, 6, 1), date(2020, 7, 21)),
    Term(date(2020, 9, 2), date(2020, 10, 23)),
)
SCHOOLS = SchoolDays(SUMMER, HOLIDAYS)
DAYS = st.dates(date(2020, 4, 1), date(2020, 11, 10))


def test_weekends_bank_holidays_and_half_term_are_closed_and_the_rest_of_a_term_is_open() -> None:
    assert SCHOOLS.open_on(date(2020, 5, 7)) is True
    assert SCHOOLS.open_on(date(2020, 5, 8)) is False, "a bank holiday in term"
    assert SCHOOLS.open_on(date(2020, 5, 9)) is False, "a Saturday in term"
    assert SCHOOLS.open_on(date(2020, 5, 27)) is False, "half term"
    assert SCHOOLS.open_on(date(2020, 8, 12)) is False, "the summer holidays"


def test_before_the_first_and_after_the_last_term_nobody_knows() -> None:
    assert SCHOOLS.open_on(date(2020, 4, 17)) is None
    assert SCHOOLS.open_on(date(2020, 10, 26)) is None
    assert SchoolDays((), HOLIDAYS).open_on(date(2020, 5, 7)) is None


def test_a_gap_too_long_for_a_holiday_is_a_term_that_nobody_imported() -> None:
    gap = SchoolDays((SUMMER[0], Term(date(2020, 9, 2), date(2020, 10, 23))), HOLIDAYS)
    assert gap.open_on(date(2020, 6, 10)) is None


def test_a_report_is_due_on_a_school_day_some_days_before_and_never_when_schools_are_open() -> None:
    called = date(2020, 4, 27)
    assert written_report(SCHOOLS, date(2020, 5, 20), called, 5) is None
    report = written_report(SCHOOLS, date(2020, 5, 28), called, 5)
    assert report is not None
    assert (report.by, report.opens) == (date(2020, 5, 22), date(2020, 6, 1))
    summer = written_report(SCHOOLS, date(2020, 8, 12), called, 5)
    assert summer is not None
    assert summer.by == date(2020, 7, 21)


def test_called_in_the_holidays_it_is_too_late_for_a_report() -> None:
    report = written_report(SCHOOLS, date(2020, 5, 28), date(2020, 5, 25), 5)
    assert report is not None
    assert report.by is None
    assert report.opens == date(2020, 6, 1)


def test_called_after_the_usual_day_the_last_school_day_must_do() -> None:
    report = written_report(SCHOOLS, date(2020, 5, 26), date(2020, 5, 22), 5)
    assert report is not None
    assert report.by == date(2020, 5, 22)


@given(DAYS, st.integers(0, 60), st.integers(0, 30))
def test_whatever_is_asked_a_report_can_be_written_then(review: date, before: int, days: int) -> None:
    called = review - timedelta(days=before)
    report = written_report(SCHOOLS, review, called, days)
    assert (report is None) is (SCHOOLS.open_on(review) is not False)
    if report is not None and report.by is not None:
        assert SCHOOLS.open_on(report.by) is True
        assert called <= report.by < review


@given(DAYS)
def test_a_closed_day_lies_within_a_holiday_or_is_no_working_day(day: date) -> None:
    if SCHOOLS.open_on(day) is False and not any(t.first_day <= day <= t.last_day for t in SUMMER):
        before = max(t.last_day for t in SUMMER if t.last_day < day)
        after = min(t.first_day for t in SUMMER if t.first_day > day)
        assert after - before <= LONGEST_HOLIDAY

"""Which sessions are due, and within which days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Month
from domain.programme import Programme
from domain.roster import Person
from domain.supervision.due import add_months, career_stage, due_kinds, due_windows
from tests.domain.people import manager, person, professional, roster

MAY = Month(2020, 5)


def spans(found: Person, month: Month, programme: Programme) -> list[tuple[str, str]]:
    """The windows of a month as short texts: `("05-01", "05-31")`."""
    return [
        (f"{w.first_day:%m-%d}", f"{w.last_day:%m-%d}") for w in due_windows(found, "professional", month, programme)
    ]


def test_experienced_staff_are_due_once_in_the_calendar_month(programme: Programme) -> None:
    [window] = due_windows(person("S1"), "professional", MAY, programme)
    assert (window.first_day, window.last_day) == (MAY.first, MAY.last)
    assert (window.minutes, window.monthly) == (90, True)


def test_a_window_ends_with_service(programme: Programme) -> None:
    assert spans(person("S1", leaves_on=date(2020, 5, 20)), MAY, programme) == [("05-01", "05-20")]
    assert spans(person("S1", starts_on=date(2020, 5, 20)), MAY, programme) == [("05-20", "05-31")]
    assert spans(person("S1", starts_on=date(2020, 6, 1)), MAY, programme) == []
    assert spans(person("S1", leaves_on=date(2020, 4, 30)), MAY, programme) == []


@pytest.mark.parametrize(
    ("qualified_on", "starts_on", "stage"),
    [
        (date(2019, 4, 27), date(2020, 4, 27), "newly_qualified"),
        (date(2019, 4, 26), date(2020, 4, 27), "experienced"),
        (date(2020, 2, 29), date(2021, 2, 28), "newly_qualified"),
        (date(2020, 2, 29), date(2021, 3, 1), "experienced"),
        (date(2020, 6, 1), date(2020, 4, 27), "newly_qualified"),
        (None, date(2020, 4, 27), "experienced"),
    ],
)
def test_newly_qualified_is_at_most_twelve_months_before_starting(
    programme: Programme, qualified_on: date | None, starts_on: date, stage: str
) -> None:
    assert career_stage(person("S1", qualified_on=qualified_on, starts_on=starts_on), programme) == stage


def test_only_social_workers_are_newly_qualified(programme: Programme) -> None:
    nurse = person(
        "P1",
        role="mental_health_nurse",
        discipline="mental_health",
        qualified_on=date(2020, 1, 1),
        starts_on=date(2020, 3, 1),
    )
    assert career_stage(nurse, programme) == "experienced"


def test_newly_qualified_people_weekly_then_fortnightly_then_monthly(programme: Programme) -> None:
    new = person("S1", qualified_on=date(2020, 3, 2), starts_on=date(2020, 4, 6))
    assert spans(new, Month(2020, 4), programme) == [
        ("04-06", "04-12"),
        ("04-13", "04-19"),
        ("04-20", "04-26"),
        ("04-27", "04-30"),
    ]
    # Six weeks end on 17 May; a week or fortnight belongs to the month of its middle day.
    assert spans(new, MAY, programme) == [("05-04", "05-10"), ("05-11", "05-17"), ("05-18", "05-31")]
    assert spans(new, Month(2020, 6), programme) == [("06-01", "06-14"), ("06-15", "06-28")]
    assert spans(new, Month(2020, 7), programme) == [("07-01", "07-12"), ("07-13", "07-26")]
    # Six months end on 5 October; the piece of a fortnight before that is too short to be one.
    assert spans(new, Month(2020, 9), programme) == [("09-07", "09-20"), ("09-21", "09-30")]
    assert spans(new, Month(2020, 10), programme) == [("10-01", "10-31")]


def test_the_days_count_from_the_later_of_qualifying_and_starting(programme: Programme) -> None:
    qualifies_later = person("S1", starts_on=date(2020, 3, 2), qualified_on=date(2020, 5, 11))
    assert spans(qualifies_later, Month(2020, 4), programme) == [("04-01", "04-30")], "monthly until then"
    assert spans(qualifies_later, MAY, programme) == [("05-11", "05-17"), ("05-18", "05-24"), ("05-25", "05-31")]


def test_a_person_who_leaves_loses_the_weeks_after(programme: Programme) -> None:
    new = person("S1", qualified_on=date(2020, 3, 2), starts_on=date(2020, 4, 6), leaves_on=date(2020, 5, 12))
    assert spans(new, MAY, programme) == [("05-04", "05-10"), ("05-11", "05-12")]


def test_due_are_team_members_and_whoever_has_a_row(programme: Programme) -> None:
    county = roster(
        person("S1"),
        manager("M1"),
        manager("M2"),
        person("P1", role="clinical_lead", discipline="mental_health", teams=()),
        supervisors=professional(M1="M2") | {("P1", "clinical"): "X1"},
    )
    everyday = frozenset({"professional"})
    assert due_kinds(county, programme) == {"S1": everyday, "M1": everyday}, "clinical supervision is the employer's"


service = st.dates(date(2019, 1, 1), date(2021, 12, 31))
months = st.dates(date(2019, 6, 1), date(2021, 6, 30)).map(Month.of)


@st.composite
def careers(draw: st.DrawFn) -> Person:
    starts_on = draw(service)
    leaves_on = draw(st.none() | st.integers(0, 900).map(lambda n: starts_on + timedelta(days=n)))
    qualified_on = draw(st.none() | st.integers(-800, 200).map(lambda n: starts_on + timedelta(days=n)))
    return person("S1", starts_on=starts_on, leaves_on=leaves_on, qualified_on=qualified_on)


@given(careers(), months)
def test_windows_lie_in_the_month_and_in_service_and_never_overlap(
    programme: Programme, found: Person, month: Month
) -> None:
    days: list[date] = []
    windows = due_windows(found, "professional", month, programme)
    for window in windows:
        days += [window.first_day + timedelta(days=n) for n in range((window.last_day - window.first_day).days + 1)]
        assert window.first_day <= window.last_day
    assert len(days) == len(set(days))
    assert all(month.first <= day <= month.last and found.in_service(day) for day in days)
    assert len(windows) == 1 or not any(window.monthly for window in windows)


@given(careers(), months)
def test_nobody_in_service_all_month_is_forgotten(programme: Programme, found: Person, month: Month) -> None:
    if found.in_service(month.first) and found.in_service(month.last):
        assert due_windows(found, "professional", month, programme)


@given(service, st.integers(0, 364), st.integers(0, 7))
def test_every_week_of_the_first_six_is_due_once(
    programme: Programme, starts_on: date, qualified_before: int, later: int
) -> None:
    new = person("S1", starts_on=starts_on, qualified_on=starts_on - timedelta(days=qualified_before))
    month = Month.of(starts_on)
    windows = []
    for _ in range(10):
        windows += due_windows(new, "professional", month, programme)
        month = month.next()
    weeks = [starts_on + timedelta(weeks=n) for n in range(6)]
    within = [sum(w.first_day <= first + timedelta(days=3) <= w.last_day for w in windows) for first in weeks]
    assert within == [1] * 6
    fortnights = [w for w in windows[6:] if not w.monthly]
    assert len(fortnights) in (10, 11), "the rest of six months"
    assert [w.monthly for w in windows] == sorted(w.monthly for w in windows)


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 60))
def test_months_later_is_the_same_day_or_the_months_last(day: date, count: int) -> None:
    later = add_months(day, count)
    assert (later.year - day.year) * 12 + later.month - day.month == count
    assert later.day == day.day or (later.day < day.day and later == Month.of(later).last)

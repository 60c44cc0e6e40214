"""In timescale by both readings, and the states a session passes through."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Month
from domain.supervision.states import COUNTS, LIVE, NEXT, SessionState
from domain.supervision.timescale import MOST_DAYS, Timescale, by_28_days, by_calendar_month

MARCH = Month(2020, 3)
LONG_AGO = date(2019, 7, 1)


def test_the_calendar_month_permits_what_28_days_do_not() -> None:
    held = {"S1": [date(2020, 2, 1), date(2020, 3, 31)], "S2": [date(2020, 2, 20), date(2020, 3, 12)]}
    assert by_calendar_month({"S1": True, "S2": True}, held, MARCH) == Timescale(within=2, due=2, excluded=0)
    since = {"S1": LONG_AGO, "S2": LONG_AGO}
    assert by_28_days(since, held, MARCH.first, MARCH.last) == Timescale(within=1, due=2, excluded=0)


def test_who_was_not_due_is_excluded_and_said() -> None:
    held = {"S2": [date(2020, 3, 12)]}
    assert by_calendar_month({"S1": False, "S2": True, "S3": True}, held, MARCH) == Timescale(1, 2, 1)
    since = {"S1": date(2020, 4, 1), "S2": date(2020, 3, 2), "S3": LONG_AGO}
    assert by_28_days(since, held, MARCH.first, MARCH.last) == Timescale(1, 2, 1)


def test_exactly_28_days_is_in_timescale_and_29_is_not() -> None:
    for days, within in ((28, 1), (29, 0)):
        before = date(2020, 2, 20)
        held = {"S1": [before, before + timedelta(days=days)]}
        assert by_28_days({"S1": LONG_AGO}, held, MARCH.first, MARCH.last).within == within


def test_somebody_new_has_28_days_from_their_start() -> None:
    assert by_28_days({"S1": date(2020, 3, 3)}, {}, MARCH.first, MARCH.last).within == 1
    assert by_28_days({"S1": date(2020, 3, 2)}, {}, MARCH.first, MARCH.last).within == 0


@given(st.sets(st.integers(-60, 40).map(lambda n: MARCH.first + timedelta(days=n))))
def test_28_days_means_no_day_is_further_from_the_session_before_it(days: set[date]) -> None:
    known = {LONG_AGO, *days}
    slow = all(min((day - one).days for one in known if one < day) <= MOST_DAYS for day in MARCH.days())
    assert by_28_days({"S1": LONG_AGO}, {"S1": list(days)}, MARCH.first, MARCH.last).within == int(slow)


def test_only_a_live_session_changes_its_state() -> None:
    assert {state for state, following in NEXT.items() if following} == LIVE
    assert set(NEXT) == set(SessionState)
    assert SessionState.PLANNED not in NEXT[SessionState.CONFIRMED], "a yes is not taken back in silence"
    assert {SessionState.HELD} == COUNTS - LIVE

"""What a month's plan is told of the month after."""

from dataclasses import replace
from datetime import date, time, timedelta

from domain.supervision.causes import Cause
from planning.month import lookahead
from planning.month.ahead import looking_ahead
from planning.month.model import Busy, MonthRequest, Need
from tests.planning.counties import LAST, county, diary, need

JUNE, END = date(2020, 6, 1), date(2020, 6, 30)


def june(may: MonthRequest, *needs: Need, busy: tuple[Busy, ...] = ()) -> MonthRequest:
    return replace(may, needs=needs, busy=busy, holidays=frozenset(), not_before=JUNE)


def test_the_first_day_on_which_both_can_meet() -> None:
    may = county(need(), M1=diary("Tue 09:00-17:00", (JUNE, date(2020, 6, 15))))
    assert looking_ahead(may, june(may)).needs[0].next_possible == date(2020, 6, 16)


def test_somebody_away_all_month_is_next_possible_after_it_unless_there_is_cover() -> None:
    away = diary("Mon-Fri 09:00-17:00", (JUNE, END))
    may = county(need(cover=("M2",)), M1=away)
    covered = replace(may, diaries={**may.diaries, "M2": diary("Wed 09:00-17:00")})
    assert looking_ahead(may, june(may)).needs[0].next_possible == END + timedelta(days=1)
    assert looking_ahead(covered, june(covered)).needs[0].next_possible == date(2020, 6, 3)


def test_how_many_sessions_fit_on_each_day() -> None:
    may = county(need(), M1=replace(diary("Mon 09:00-12:00; Tue 09:00-17:00; Thu 09:00-10:00"), sessions_a_day=2))
    busy = Busy("M1", date(2020, 6, 8), time(10), time(11), Cause.OTHER_COMMITMENT)
    first = looking_ahead(may, june(may, busy=(busy,))).ahead["M1"][:4]
    assert first == ((JUNE, 2), (date(2020, 6, 2), 2), (date(2020, 6, 9), 2), (date(2020, 6, 15), 2))


def test_places_of_people_seen_every_week_are_kept_for_them() -> None:
    may = county(need(), M1=diary("Mon 09:00-12:00"))
    weekly = need("S2", first_day=JUNE, last_day=date(2020, 6, 7), monthly=False)
    assert looking_ahead(may, june(may, weekly)).ahead["M1"][0] == (JUNE, 1)


def test_a_request_that_reaches_past_the_month_can_look_ahead_by_itself() -> None:
    may = county(need(), M1=diary("Mon 09:00-12:00", (JUNE, date(2020, 6, 2))))
    seen = lookahead.looking_ahead(may)
    assert seen.needs[0].next_possible == date(2020, 6, 8)
    assert seen.ahead["M1"][0] == (date(2020, 6, 8), 2)
    assert seen.ahead["M1"][-1][0] <= LAST + timedelta(days=42)

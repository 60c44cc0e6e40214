"""The check of a term's dates: what the planner dates passes, and each kind of mistake is found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.supervision.causes import Cause
from planning.group.check_dates import wrong_dates
from planning.group.dates import occurrences
from planning.group.greedy import best_cost
from planning.group.model import GroupRequest, Occurrence, TeamSlot
from tests.planning.group.teams import FIRST, LAST, slot, team, term, terms

VE_DAY = date(2020, 5, 8)
HOLIDAYS = frozenset({VE_DAY, date(2020, 5, 25)})
ONE, TWO = team("T1", "M1", "S1"), team("T2", "M2", "S1")
SLOTS = [TeamSlot("T1", slot("b", 4, 9), "M1", ()), TeamSlot("T2", slot("b", 3, 9), "M2", ())]
REQUEST = term(ONE, TWO)
DATED = tuple(occurrences(REQUEST, SLOTS, FIRST, LAST, HOLIDAYS))


@settings(max_examples=60, deadline=None)
@given(terms(), st.sets(st.dates(FIRST - timedelta(days=7), LAST + timedelta(days=7)), max_size=12))
def test_what_the_planner_dates_passes(request: GroupRequest, closed: set[date]) -> None:
    slots = best_cost(request).slots
    days = frozenset(closed)
    dated = occurrences(request, slots, request.first_day, request.last_day, days)
    assert wrong_dates(request, slots, dated, days) == []


def moved() -> Occurrence:
    return next(one for one in DATED if one.moved_from is not None)


def instead(one: Occurrence, other: Occurrence) -> list[Occurrence]:
    return [other if each == one else each for each in DATED]


def test_the_meeting_on_the_bank_holiday_moved() -> None:
    assert wrong_dates(REQUEST, SLOTS, DATED, HOLIDAYS) == []
    assert (moved().team, moved().moved_from) == ("T1", VE_DAY)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda: instead(moved(), replace(moved(), day=VE_DAY, moved_from=None)), "on a bank holiday"),
        (lambda: instead(moved(), replace(moved(), day=date(2020, 5, 25))), "moved to a day that is not worked"),
        (lambda: instead(moved(), replace(moved(), day=date(2020, 5, 14))), "moved out of its week"),
        (lambda: instead(moved(), replace(moved(), start=time(16))), "too early or too late"),
        (lambda: instead(moved(), replace(moved(), day=None)), "falls out without a cause"),
        (lambda: instead(moved(), replace(moved(), minutes=60)), "the wrong length"),
        (lambda: instead(moved(), replace(moved(), day=date(2020, 5, 7), start=time(10))), "at once"),
        (lambda: DATED[1:], "accounted for 0 times"),
        (lambda: [*DATED, DATED[0]], "accounted for 2 times"),
        (lambda: instead(DATED[-1], replace(DATED[-1], start=time(12))), "not at the team's own time"),
        (
            lambda: instead(
                DATED[-1], replace(DATED[-1], day=None, moved_from=DATED[-1].day, cause=Cause.BANK_HOLIDAY)
            ),
            "no bank holiday",
        ),
    ],
)
def test_each_mistake_is_found(change: Callable[[], list[Occurrence]], said: str) -> None:
    assert any(said in text for text in wrong_dates(REQUEST, SLOTS, change(), HOLIDAYS))


def test_whoever_chairs_must_be_there_when_it_moves() -> None:
    absent = replace(REQUEST.diaries["M1"], leaves_on=date(2020, 5, 1))
    request = replace(REQUEST, diaries={**REQUEST.diaries, "M1": absent})
    assert any("M1, who chairs, cannot come" in text for text in wrong_dates(request, SLOTS, DATED, HOLIDAYS))

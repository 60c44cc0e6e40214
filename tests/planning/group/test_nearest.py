"""Other times for a meeting: chaired, inside working hours, and taking nobody from another team that meets then."""

from datetime import date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from domain.working_pattern import WorkingPattern
from planning.group.model import GroupRequest, Occurrence, TeamNeed
from planning.group.nearest import OneDay, other_times
from planning.month.feasible import minutes
from planning.month.model import Diary

CHAIR, SHARED, OTHER_CHAIR = "chair", "shared", "other"
MONDAY = date(2020, 5, 11)


def days(pattern: str, other_start: time) -> list[OneDay]:
    always = Diary(WorkingPattern.parse("Mon-Fri 09:00-17:00"), date(2019, 1, 1), None, ())
    diaries = {CHAIR: Diary(WorkingPattern.parse(pattern), date(2019, 1, 1), None, ()), SHARED: always}
    teams = (
        TeamNeed("A", "East", CHAIR, 2, 120, (CHAIR, SHARED)),
        TeamNeed("B", "West", OTHER_CHAIR, 2, 120, (OTHER_CHAIR, SHARED)),
    )
    found = []
    for n in range(5):
        day = MONDAY.replace(day=MONDAY.day + n)
        request = GroupRequest(teams, diaries | {OTHER_CHAIR: always}, {("East", "West"): 30}, day, day, MONDAY)
        other = (Occurrence("B", day, other_start, 120),) if n == 2 else ()
        found.append(OneDay(day, request, (), other))
    return found


@given(
    pattern=st.sampled_from(["Mon-Fri 09:00-17:00", "Mon-Wed 09:00-13:00", "Tue,Thu 10:00-16:00"]),
    other=st.integers(9, 15),
    start=st.integers(9, 15),
    weekday=st.integers(0, 4),
)
def test_the_chair_can_come_and_nobody_leaves_another_meeting(
    pattern: str, other: int, start: int, weekday: int
) -> None:
    one = Occurrence("A", MONDAY.replace(day=MONDAY.day + weekday), time(start), 120)
    avoid = datetime.combine(MONDAY.replace(day=MONDAY.day + weekday), time(start))
    found = other_times(days(pattern, time(other)), one, [CHAIR], avoid)
    hours = WorkingPattern.parse(pattern)
    assert found
    for choice in found:
        assert datetime.combine(choice.day, choice.start) != avoid
        assert any(
            first <= choice.start and minutes(choice.start) + 120 <= minutes(last)
            for first, last in hours.hours(choice.day)
        )
        near = abs(minutes(choice.start) - other * 60) < 120 + 30
        assert (SHARED in {absent.staff_id for absent in choice.absent}) is (choice.day.day == 13 and near)
    missing = [len(choice.absent) for choice in found]
    assert missing == sorted(missing)

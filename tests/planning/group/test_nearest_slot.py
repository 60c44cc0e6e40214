"""Other times for one meeting, and another slot for one team: never at another team's or the chair's expense."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.supervision.causes import Cause
from planning.group.attendance import cause_on, stretch_of, who_misses
from planning.group.check_people import reason, together
from planning.group.dates import occurrences
from planning.group.model import Absent, GroupRequest, GroupSlot, Occurrence, TeamSlot, Weeks
from planning.group.nearest import OneDay, OtherTime, other_times
from planning.group.nearest_slot import nearest_slots
from planning.group.people import everybody
from planning.group.solve import solve
from tests.planning.counties import diary
from tests.planning.group.teams import slot, team, term, terms

MONDAY = date(2020, 6, 15)  # week b
DAYS = [MONDAY + timedelta(days=n) for n in range(5)]


def week(request: GroupRequest, slots: list[TeamSlot], one: Occurrence) -> list[OneDay]:
    dated = [o for o in occurrences(request, slots, MONDAY, DAYS[-1], frozenset()) if o.team != one.team]
    return [OneDay(day, request, tuple(slots), tuple(o for o in dated if o.day == day)) for day in DAYS]


def ask(request: GroupRequest, slots: list[TeamSlot], one: Occurrence, kept: tuple[str, ...] = ()) -> list[OtherTime]:
    chair = next(need.chair_id for need in request.teams if need.code == one.team)
    at = datetime.combine(one.day or MONDAY, one.start)
    return other_times(week(request, slots, one), one, [chair or ""], at, kept)


@settings(max_examples=60, deadline=None)
@given(terms(), st.integers(0, 4), st.sampled_from([time(9), time(13)]))
def test_another_time_suits_the_chair_and_takes_nobody_where_it_can_be_helped(
    request: GroupRequest, weekday: int, start: time
) -> None:
    plan = solve(request, seconds=5)
    need = request.teams[0]
    one = Occurrence(need.code, DAYS[weekday], start, need.minutes)
    found = ask(request, list(plan.slots), one)
    for other in found:
        there = replace(one, day=other.day, start=other.start)
        assert need.chair_id is not None
        assert cause_on(request, need.chair_id, other.day, stretch_of(there)) is None
        assert request.earliest <= other.start
        assert stretch_of(there)[1] <= stretch_of(replace(one, start=request.latest))[0]
        assert need.chair_id not in {staff_id for staff_id, _ in other.taken}
        assert (other.day, other.start) != (one.day, one.start)
        assert taken_by_hand(request, list(plan.slots), there) == {staff_id for staff_id, _ in other.taken}
    if any(not other.taken for other in found):
        assert found[0].taken == ()


def taken_by_hand(request: GroupRequest, slots: list[TeamSlot], there: Occurrence) -> set[str]:
    """Who comes to a meeting of another team now and would not any more."""
    there = replace(there, moved_from=there.day)
    (known,) = [k for k in week(request, slots, there) if k.day == there.day]
    found: set[str] = set()
    for other in known.dated:
        before, after = (
            {absent.staff_id for absent in who_misses(request, slots, dated, other)}
            for dated in (known.dated, [*known.dated, there])
        )
        found |= after - before
    return found


def test_the_shared_specialist_then_the_week_then_the_fewest_missing_then_the_nearest() -> None:
    one, two = team("T1", "M1", "W1", "P1"), team("T2", "M2", "P1", office="West")
    request = term(one, two, W1=diary("Mon-Fri 12:00-17:00"))
    there = TeamSlot("T2", slot("b", 2, 9, 30), "M2", ())
    asked = Occurrence("T1", DAYS[2], time(9), 150)
    found = ask(request, [there], asked, kept=("P1",))
    # T2 meets on Wednesday 9:30 to 12:00, and the way takes 45 minutes: P1 is free from 12:45 on.
    assert (found[0].day, found[0].start, found[0].absent) == (DAYS[2], time(13), ())
    crowded = [time_ for time_ in found if time_.day == DAYS[2] and time_.start < time(13)]
    assert all(Absent("P1", Cause.GROUP_SUPERVISION) in time_.absent for time_ in crowded)
    assert found.index(crowded[0]) > max(found.index(time_) for time_ in found if time_ not in crowded)


def test_the_new_year_is_no_further_than_any_other_week() -> None:
    request = replace(term(team("T1", "M1")), last_day=date(2021, 1, 31))
    days = [OneDay(date(2020, 12, 29) + timedelta(days=n), request, (), ()) for n in (0, 6, 13)]
    found = other_times(days, Occurrence("T1", days[0].day, time(9), 150), ["M1"], datetime(2020, 12, 29, 9))  # noqa: DTZ001  local
    assert [time_.day for time_ in found if time_.start == time(9)] == [days[1].day, days[2].day]


@settings(max_examples=60, deadline=None)
@given(terms(), st.sampled_from([1, 2]), st.sampled_from([90, 120, 180]))
def test_another_slot_leaves_every_other_team_as_it_is(request: GroupRequest, cadence: int, length: int) -> None:
    plan = solve(request, seconds=5)
    need = replace(request.teams[0], cadence_weeks=cadence, minutes=length, fixed=None)
    asked = replace(request, teams=(need, *request.teams[1:]))
    needs = {one.code: one for one in asked.teams}
    others = [placed for placed in plan.slots if placed.team != need.code]
    current = next((placed.slot for placed in plan.slots if placed.team == need.code), None)
    for choice in nearest_slots(asked, need.code, current, others):
        absent = {one.staff_id: one.cause for one in choice.absent}
        assert (choice.slot.weeks is Weeks.EVERY, choice.slot.minutes) == (cadence == 1, length)
        assert need.chair_id is not None
        assert need.chair_id not in absent
        for staff_id in everybody(need):
            cause = reason(asked, staff_id, choice.slot)
            bound = any(
                staff_id in everybody(needs[placed.team]) - {one.staff_id for one in placed.absent}
                and together(asked, (need, choice.slot), (needs[placed.team], placed.slot))
                for placed in others
            )
            assert absent.get(staff_id) == (cause or (Cause.GROUP_SUPERVISION if bound else None))


def best(request: GroupRequest, current: GroupSlot, *others: TeamSlot) -> GroupSlot:
    return nearest_slots(request, "T1", current, others)[0].slot


def test_a_team_that_becomes_weekly_keeps_its_day_unless_it_costs_a_shared_specialist() -> None:
    weekly, two = team("T1", "M1", "P1", cadence_weeks=1), team("T2", "M2", "P1")
    current = slot("a", 1, 9)
    assert best(term(weekly, two), current) == slot("every", 1, 9)
    other = TeamSlot("T2", slot("b", 1, 9), "M2", ())
    assert best(term(weekly, two), current, other) == slot("every", 1, 11, 30)
    excused = replace(other, absent=(Absent("P1", Cause.GROUP_SUPERVISION),))
    assert best(term(weekly, two), current, excused) == slot("every", 1, 9)


def test_the_wished_day_counts_unless_it_costs_a_shared_specialist() -> None:
    wished, two = team("T1", "M1", "W1", "P1", preferred=(3,)), team("T2", "M2", "P1")
    current = slot("a", 1, 9)
    assert best(term(wished, two, W1=diary("Mon-Wed 09:00-17:00")), current) == slot("a", 3, 9)
    assert best(term(wished, two, P1=diary("Mon-Wed 09:00-17:00")), current).weekday == 1


def test_a_chair_who_is_away_or_missing_has_no_slot() -> None:
    assert nearest_slots(term(team("T1")), "T1", None, []) == []
    assert nearest_slots(term(team("T1", "M1"), M1=diary(leaves_on=date(2020, 5, 2))), "T1", None, []) == []

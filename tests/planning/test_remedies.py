"""Each remedy on the smallest county that has it, and none that would not work."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from hypothesis import given, settings

from domain.supervision.causes import Cause
from domain.working_pattern import WorkingPattern
from planning.month.check import broken_rules
from planning.month.feasible import most_a_day
from planning.month.greedy import best_cost
from planning.month.matching import matched
from planning.month.model import Busy, MonthRequest, Remedy, RemedyKind, Unplaced
from planning.month.remedies import Managers, with_remedies
from tests.planning.counties import counties, county, diary, need

TUESDAYS = [date(2020, 5, day) for day in (5, 12, 19, 26)]
WEEK: Mapping[str, Any] = {"first_day": date(2020, 5, 11), "last_day": date(2020, 5, 17), "monthly": False}

NOBODY: Managers = {}


def remedied(request: MonthRequest, managers: Managers = NOBODY, later: MonthRequest | None = None) -> Unplaced:
    plan = with_remedies(request, best_cost(request), managers, later=later)
    [found] = [u for u in plan.unplaced if u.staff_id == "S1"]
    assert len(found.remedies) <= 3
    return found


def kinds(found: Unplaced) -> list[RemedyKind]:
    return [remedy.kind for remedy in found.remedies]


def short_sessions(*days: date) -> tuple[Busy, ...]:
    return tuple(
        Busy("M1", day, time(hour), time(hour + 1), Cause.SUPERVISOR_FULL, supervises=True)
        for day in days
        for hour in (9, 10, 11)
    )


def test_one_more_session_on_a_full_day() -> None:
    request = county(need(), busy=short_sessions(*TUESDAYS), S1=diary("Tue 09:00-17:00"))
    [remedy] = remedied(request).remedies
    assert remedy.kind is RemedyKind.ONE_MORE_SESSION
    assert remedy.facts == {"day": remedy.booking.day.isoformat(), "moves": 0}
    assert remedy.booking.day in TUESDAYS
    assert remedy.booking.end <= time(17)


def test_no_more_sessions_where_the_day_has_no_time() -> None:
    whole = tuple(Busy("M1", day, time(9), time(17), Cause.SUPERVISOR_FULL, supervises=True) for day in TUESDAYS)
    assert remedied(county(need(), busy=whole, S1=diary("Tue 09:00-17:00"))).remedies == ()


def test_a_day_outside_the_hours_that_the_supervisor_gives() -> None:
    giving = replace(diary(), gives=WorkingPattern.parse("Mon 09:00-17:00"))
    found = remedied(county(need(), S1=diary("Tue,Wed 09:00-17:00"), M1=giving))
    [remedy] = found.remedies
    assert remedy.kind is RemedyKind.OTHER_DAY
    assert remedy.facts["outside"] == "window"
    assert remedy.booking.day.weekday() in {1, 2}


def test_a_day_just_outside_those_due() -> None:
    away = (date(2020, 5, 11), date(2020, 5, 18))
    found = remedied(county(need(**WEEK), need("S2"), S1=diary("Mon-Fri 09:00-17:00", away)))
    [remedy] = found.remedies
    assert (remedy.kind, remedy.facts["outside"], remedy.facts["days"]) == (RemedyKind.OTHER_DAY, "due_days", 2)
    assert remedy.booking.day == date(2020, 5, 19)


def test_not_on_a_day_of_the_next_week_that_is_due_itself() -> None:
    after: Mapping[str, Any] = {"first_day": date(2020, 5, 18), "last_day": date(2020, 5, 24), "monthly": False}
    away = (date(2020, 5, 11), date(2020, 5, 18))
    early: Mapping[str, Any] = {"first_day": date(2020, 5, 4), "last_day": date(2020, 5, 10), "monthly": False}
    weeks = [need(**facts) for facts in (early, WEEK, after)]
    assert remedied(county(*weeks, S1=diary("Mon-Fri 09:00-17:00", away))).remedies == ()


def test_a_day_of_the_next_month_beside_what_is_booked_in_it() -> None:
    away = (date(2020, 5, 1), date(2020, 5, 31))
    june: Mapping[str, Any] = {"first_day": date(2020, 6, 1), "last_day": date(2020, 6, 30)}
    people: Mapping[str, Any] = {"S1": diary("Mon-Fri 09:00-17:00", away)}
    [remedy] = remedied(county(need(), **people), later=county(need(**june), **people)).remedies
    assert (remedy.booking.day, remedy.facts["days"]) == (date(2020, 6, 1), 1), "the nearest free day"
    assert remedied(county(need(), **people)).remedies == (), "nothing is known of June"


def test_cover_by_the_nearest_manager_who_can() -> None:
    request = county(
        need(), need("S2", "M2"), need("S3", "M3"), M1=diary("Sat 09:00-17:00"), M2=diary("Sun 09:00-17:00")
    )
    [remedy] = remedied(request, {"S1": ("M1", "M2", "M3")}).remedies
    assert (remedy.kind, remedy.facts["supervisor_id"]) == (RemedyKind.COVER, "M3")
    assert remedy.booking.supervisor_id == "M3"


def test_cover_where_nobody_is_named() -> None:
    request = county(need(blocked=Cause.OTHER_DISCIPLINE), need("S2", "M2"))
    assert kinds(remedied(request, {"S1": ("M2",)})) == [RemedyKind.COVER]
    assert remedied(request).remedies == ()


def test_a_shorter_session_by_agreement() -> None:
    found = remedied(county(need(), S1=diary("Tue 09:00-10:00")))
    [remedy] = found.remedies
    assert (remedy.kind, remedy.facts["minutes"]) == (RemedyKind.SHORTER, 60)
    assert (remedy.booking.start, remedy.booking.end) == (time(9), time(10))


def test_others_move_only_where_nothing_helps_without() -> None:
    """S2 could come at any time, and has the only hour that S1's stand-in has."""
    may: Mapping[str, Any] = {"first_day": date(2020, 5, 12), "last_day": date(2020, 5, 13)}
    request = county(
        need(blocked=Cause.NO_SUPERVISOR, **may),
        need("S2", "M2", last_on=date(2020, 4, 14), last_start=time(9), **may),
        S1=diary("Tue 09:00-10:30"),
    )
    [remedy] = remedied(request, {"S1": ("M2",)}).remedies
    assert (remedy.kind, remedy.facts["moves"]) == (RemedyKind.COVER, 1)


def test_at_most_three_and_of_different_kinds_first() -> None:
    busy = short_sessions(*TUESDAYS)
    people = [need(), *(need(f"T{n}", f"N{n}") for n in range(5))]
    request = county(*people, busy=busy, S1=diary("Tue 09:00-17:00", (TUESDAYS[3], TUESDAYS[3])))
    found = remedied(request, {"S1": tuple(f"N{n}" for n in range(5))})
    assert kinds(found) == [RemedyKind.ONE_MORE_SESSION, RemedyKind.COVER, RemedyKind.COVER]


def test_a_spent_budget_gives_no_remedy_and_no_error() -> None:
    request = county(need(), busy=short_sessions(*TUESDAYS), S1=diary("Tue 09:00-17:00"))
    [found] = with_remedies(request, best_cost(request), {}, most_solves=0).unplaced
    assert found.remedies == ()


@settings(max_examples=30, deadline=None)
@given(counties())
def test_a_remedy_works(request_: MonthRequest) -> None:
    """With one thing changed, as its facts say, its booking keeps every rule beside the plan where nobody moves."""
    plan = best_cost(request_)
    bosses = tuple(sorted(one for one in request_.diaries if one.startswith("M")))
    managers = {need_.staff_id: bosses for need_ in request_.needs}
    for found in with_remedies(request_, plan, managers).unplaced:
        for remedy in found.remedies:
            assert remedy.facts["moves"] <= 2
            if remedy.facts["moves"] == 0:
                _confirm(request_, found, remedy)


def _confirm(request: MonthRequest, found: Unplaced, remedy: Remedy) -> None:
    plan = best_cost(request)
    left = matched(request.needs, plan.bookings)[1]
    [own] = [n for n in left if (n.staff_id, n.first_day.isoformat()) == (found.staff_id, found.facts["first_day"])]
    b = remedy.booking
    minutes = (b.end.hour - b.start.hour) * 60 + b.end.minute - b.start.minute
    changed = replace(own, supervisor_id=b.supervisor_id, blocked=None, minutes=minutes, cover=())
    if remedy.facts.get("outside") == "due_days":
        changed = replace(changed, first_day=b.day, last_day=b.day)
    needs = tuple(changed if n == own else n for n in request.needs)
    boss = request.diaries[b.supervisor_id]
    if remedy.kind is RemedyKind.ONE_MORE_SESSION:
        boss = replace(boss, sessions_a_day=most_a_day(request, b.supervisor_id) + 1)
    if remedy.facts.get("outside") == "window":
        boss = replace(boss, gives=None)
    with_it = replace(request, needs=needs, diaries={**request.diaries, b.supervisor_id: boss})
    others = tuple(
        u for u in plan.unplaced if u.facts["first_day"] != found.facts["first_day"] or u.staff_id != b.staff_id
    )
    after = replace(plan, bookings=(*plan.bookings, b), unplaced=others)
    assert broken_rules(with_it, after) == []

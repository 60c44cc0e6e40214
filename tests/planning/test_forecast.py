"""Breaches named before they happen, with their day, their cause and what would prevent them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from domain.supervision.causes import Cause
from planning.month.capacity import overfull
from planning.month.forecast import Breach, forecast
from planning.month.model import Booking, Diary, MonthRequest, Need, RemedyKind, Standing
from planning.month.rolling import Rule
from tests.planning.counties import county, diary, need

TODAY = date(2020, 4, 27)
JUNE: Mapping[str, Any] = {"first_day": date(2020, 6, 1), "last_day": date(2020, 6, 30)}
LAST: Mapping[str, Any] = {"last_on": date(2020, 4, 15), "last_start": time(10)}
HOURS = "Mon-Fri 09:00-17:00"


def months(*needs: Need, **diaries: Any) -> list[MonthRequest]:
    """May and June for the same people."""
    may, june = county(*needs, **diaries), county(*(replace(n, **JUNE) for n in needs), **diaries)
    return [may, replace(june, holidays=frozenset())]


def breaches(*needs: Need, weeks: int = 8, **diaries: Diary) -> list[tuple[str, Rule, date]]:
    found = forecast(months(*needs, **diaries), {}, TODAY, weeks=weeks)
    return [(b.staff_id, b.rule, b.on) for b in found.breaches]


def test_nobody_is_named_where_everybody_can_be_seen() -> None:
    assert breaches(need("S1", **LAST), need("S2")) == []


def test_leave_brings_both_breaches_each_on_its_day() -> None:
    """Away for all of May: over the limit on 28 May, the 43rd day, and without a session when May ends."""
    away = (date(2020, 5, 1), date(2020, 5, 31))
    found = forecast(months(need(**LAST), S1=diary(HOURS, away)), {}, TODAY)
    assert [(b.rule, b.on) for b in found.breaches] == [
        (Rule.OVER_LIMIT, date(2020, 5, 28)),
        (Rule.NO_SESSION_IN_MONTH, date(2020, 5, 31)),
    ]
    first: Breach = found.breaches[0]
    assert first.cause is Cause.UNAVAILABLE
    assert first.facts["last_on"] == "2020-04-15"
    assert first.facts["away"] == [{"staff_id": "S1", "first_day": "2020-05-01", "last_day": "2020-05-31"}]


def test_a_session_after_the_limit_is_named_with_its_day() -> None:
    """Back on 29 May: a session in May, and yet 44 days after the last."""
    away = (date(2020, 5, 1), date(2020, 5, 28))
    found = forecast(months(need(**LAST), S1=diary(HOURS, away)), {}, TODAY)
    [breach] = found.breaches
    assert (breach.rule, breach.on, breach.facts["next_on"]) == (Rule.OVER_LIMIT, date(2020, 5, 28), "2020-05-29")


def test_a_limit_that_falls_in_the_month_after_has_the_cause_of_the_month_before() -> None:
    """Last on 20 April: the limit is over on 2 June; away until 5 June, when June's session could still be held."""
    away = (date(2020, 5, 1), date(2020, 6, 5))
    found = forecast(months(need(last_on=date(2020, 4, 19), last_start=time(10)), S1=diary(HOURS, away)), {}, TODAY)
    assert [(b.rule, b.on, b.cause) for b in found.breaches] == [
        (Rule.NO_SESSION_IN_MONTH, date(2020, 5, 31), Cause.UNAVAILABLE),
        (Rule.OVER_LIMIT, date(2020, 6, 1), Cause.UNAVAILABLE),
    ]


def test_the_session_that_may_will_have_counts_for_june() -> None:
    away = (date(2020, 6, 8), date(2020, 6, 30))
    assert breaches(need(**LAST), S1=diary(HOURS, away)) == []
    longer = (date(2020, 6, 1), date(2020, 6, 30))
    assert breaches(need(**LAST), weeks=10, S1=diary(HOURS, longer))[-1][1:] == (
        Rule.NO_SESSION_IN_MONTH,
        date(2020, 6, 30),
    )


def test_only_eight_weeks_are_looked_at() -> None:
    longer = (date(2020, 6, 1), date(2020, 6, 30))
    on = [day for _, _, day in breaches(need(**LAST), S1=diary(HOURS, longer))]
    assert all(day <= date(2020, 6, 22) for day in on)


def test_a_vacancy_is_helped_by_cover() -> None:
    request = months(need(supervisor_id=None, **LAST), need("S2", "M2"))
    found = forecast(request, {"S1": ("M2",)}, TODAY)
    assert {(b.staff_id, b.cause) for b in found.breaches} == {("S1", Cause.NO_SUPERVISOR)}
    for breach in found.breaches:
        [remedy] = breach.remedies
        assert (remedy.kind, remedy.facts["supervisor_id"]) == (RemedyKind.COVER, "M2")
        assert remedy.booking.day <= breach.on


def test_what_is_booked_stands_and_what_an_absence_breaks_is_planned_anew() -> None:
    booked = Standing(Booking("S1", "M1", "professional", date(2020, 5, 13), time(10), time(11, 30)), fixed=True)
    may, june = months(need(**LAST), S1=diary(HOURS, (date(2020, 5, 13), date(2020, 5, 31))))
    found = forecast([replace(may, standing=(booked,)), june], {}, TODAY)
    assert found.breaches == (), "there is time before"
    may, june = months(need(**LAST), S1=diary("Wed 09:00-17:00", (date(2020, 5, 1), date(2020, 5, 31))))
    found = forecast([replace(may, standing=(booked,)), june], {}, TODAY)
    assert [b.rule for b in found.breaches] == [Rule.OVER_LIMIT, Rule.NO_SESSION_IN_MONTH]


def test_an_overfull_supervisor() -> None:
    """Two Tuesdays with three sessions each, and eight people who are due one."""
    crowd = [need(f"S{n}", last_day=date(2020, 5, 12)) for n in range(8)]
    request = county(*crowd, M1=diary("Tue 09:00-17:00"))
    [found] = overfull(request)
    assert (found.supervisor_id, found.due, found.fits) == ("M1", 8, 6)
    assert found.by_day == {date(2020, 5, 5): 3, date(2020, 5, 12): 3}
    assert found.last_day == date(2020, 5, 12)
    seen = forecast([request], {}, TODAY)
    assert seen.overfull == (found,)
    assert {b.cause for b in seen.breaches} == {Cause.SUPERVISOR_FULL}
    assert len(seen.breaches) == 2
    assert {r.kind for b in seen.breaches for r in b.remedies} == {RemedyKind.ONE_MORE_SESSION}


def test_hours_that_no_supervisee_has_are_no_room() -> None:
    crowd = [need(f"S{n}", last_day=date(2020, 5, 7)) for n in range(2)]
    alike: Mapping[str, Any] = {f"S{n}": diary("Tue 09:00-11:00") for n in range(2)}
    [found] = overfull(county(*crowd, **alike))
    assert (found.due, found.fits) == (2, 1)


def test_a_newly_qualified_persons_weeks_are_counted_together() -> None:
    weeks = [(date(2020, 5, 4), date(2020, 5, 10)), (date(2020, 5, 11), date(2020, 5, 17))]
    needs = [need(first_day=first, last_day=last, monthly=False) for first, last in weeks]
    one_week_away = county(*needs, S1=diary(HOURS, weeks[0]))
    assert forecast([one_week_away], {}, TODAY).breaches == ()
    both = county(*needs, S1=diary(HOURS, (weeks[0][0], weeks[1][1])))
    assert [(b.rule, b.on) for b in forecast([both], {}, TODAY).breaches] == [
        (Rule.NO_SESSION_IN_MONTH, date(2020, 5, 17))
    ]

"""Breaches foreseen: who will go over the limit or have no session in a month, when, why, and what would help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from domain.supervision.causes import Cause
from planning.month.capacity import Overfull, overfull
from planning.month.explain import unplaced
from planning.month.model import MonthRequest, Remedy
from planning.month.optimal import solve
from planning.month.remedies import Budget, Managers, remedies
from planning.month.rolling import Foreseen, Planner, Rule, foreseen, rolled

WEEKS = 8


@dataclass(frozen=True, slots=True)
class Breach:
    """`on` is the day on which the rule is broken: the first one over the limit, or the last one due of the month.

    `remedies` would keep the rule. `facts` are those of `Unplaced` for `cause`, with `last_on` and `next_on` where
    known (ISO text).
    """

    staff_id: str
    kind: str
    supervisor_id: str | None
    rule: Rule
    on: date
    cause: Cause
    facts: Mapping[str, Any] = field(default_factory=dict)
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class Forecast:
    """Breaches by day and person, and the supervisors whose months do not hold what is due."""

    breaches: tuple[Breach, ...]
    overfull: tuple[Overfull, ...]


def forecast(
    months: Sequence[MonthRequest], managers: Managers, today: date, *, weeks: int = WEEKS, planner: Planner = solve
) -> Forecast:
    """What will be broken from `today` for `weeks`, if every month is planned as well as it can be.

    `months` follow each other from the current one; each has all needs of its scope, those already booked with their
    `standing` sessions. Nobody is named who has a start in time beside what is booked and planned.
    """
    until = today + timedelta(weeks=weeks)
    found: dict[tuple[str, str, Rule, date], Breach] = {}
    budget = Budget()
    for month in rolled(months, planner):
        for one in foreseen(month):
            key = one.need.staff_id, one.need.kind, one.rule, one.on
            if today <= one.on <= until and key not in found:
                found[key] = _breach(one, managers, budget)
    ordered = sorted(found.values(), key=lambda b: (b.on, b.staff_id, b.kind, b.rule))
    full = [one for request in months for one in overfull(request) if one.last_day <= until]
    return Forecast(tuple(ordered), tuple(full))


def _breach(one: Foreseen, managers: Managers, budget: Budget) -> Breach:
    now, need = one.scene, one.need
    [why] = unplaced(now.request, [standing.booking for standing in now.booked.values()], [need])
    cover = managers.get(need.staff_id, need.cover)
    options = remedies(now, need, cover, budget=budget)
    dates = {"last_on": need.last_on, "next_on": one.next_on}
    return Breach(
        staff_id=need.staff_id,
        kind=need.kind,
        supervisor_id=need.supervisor_id,
        rule=one.rule,
        on=one.on,
        cause=why.cause,
        facts={**why.facts, **{name: day.isoformat() for name, day in dates.items() if day is not None}},
        remedies=tuple(option for option in options if _averts(option, one)),
    )


def _averts(option: Remedy, one: Foreseen) -> bool:
    return option.booking.day < one.on if one.rule is Rule.OVER_LIMIT else option.booking.day <= one.on

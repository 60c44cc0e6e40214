"""One planning run as a child process does it: plan, look for remedies, measure, and check."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version

from planning.month import check
from planning.month.made import Made
from planning.month.measures import measure
from planning.month.model import Booking, MonthPlan, MonthRequest
from planning.month.optimal import solve
from planning.month.remedies import with_remedies
from planning.month.repair import Repair, broken, holding, repair

SECONDS = 20.0

Managers = Mapping[str, Sequence[str]]
"""By staff id, the managers of the same discipline who might stand in, the nearest first."""


def make(request: MonthRequest, managers: Managers, seconds: float = SECONDS) -> Made:
    """Plan a month, and try remedies for whoever has no place."""
    plan = with_remedies(request, solve(request, seconds=seconds), managers)
    return _judged(request, plan, ())


def mend(request: MonthRequest, managers: Managers) -> Made:
    """New places for the booked sessions of `request.standing` that no longer hold; almost nobody else moves."""
    lost = broken(request)
    found = repair(request)
    held = holding(request)
    plan = with_remedies(held, found.plan, managers)
    return _judged(held, plan, _replaced([standing.booking for standing in lost], found))


def _replaced(lost: list[Booking], found: Repair) -> tuple[tuple[Booking, Booking | None], ...]:
    new = {placed.instead_of: placed.booking for placed in found.placed if placed.instead_of is not None}
    return (*found.moved, *((booking, new.get(booking)) for booking in lost))


def _judged(request: MonthRequest, plan: MonthPlan, replaced: tuple[tuple[Booking, Booking | None], ...]) -> Made:
    versions = {name: version(name) for name in ("ortools", "holidays")} | {"python": platform.python_version()}
    wrong = check.violations(request, plan)
    return Made(plan, asdict(measure(request, plan)), versions, tuple(wrong), replaced)

"""One planning run as a child process does it: plan, measure, and check."""

import platform
from dataclasses import asdict
from importlib.metadata import version

from planning.month import check
from planning.month.made import Made
from planning.month.measures import measure
from planning.month.model import MonthPlan, MonthRequest
from planning.month.optimal import solve

SECONDS = 20.0


def make(request: MonthRequest, seconds: float = SECONDS) -> Made:
    """Plan a month."""
    return judged(request, solve(request, seconds=seconds))


def judged(request: MonthRequest, plan: MonthPlan) -> Made:
    versions = {name: version(name) for name in ("ortools", "holidays")} | {"python": platform.python_version()}
    return Made(plan, asdict(measure(request, plan)), versions, tuple(check.violations(request, plan)))

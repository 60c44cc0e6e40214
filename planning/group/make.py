"""One term's planning run as a child process does it: plan, date, measure, and check."""

import platform
from datetime import date
from importlib.metadata import version

from planning.group.check import violations
from planning.group.check_dates import wrong_dates
from planning.group.dates import occurrences
from planning.group.made import GroupMade
from planning.group.measures import measure
from planning.group.model import GroupRequest
from planning.group.solve import solve

SECONDS = 20.0


def make(request: GroupRequest, holidays: frozenset[date], seconds: float = SECONDS) -> GroupMade:
    """A template and its meetings from the request's first day to its last, around `holidays`."""
    plan = solve(request, seconds=seconds)
    dated = tuple(occurrences(request, plan.slots, request.first_day, request.last_day, holidays))
    wrong = (*violations(request, plan), *wrong_dates(request, plan.slots, dated, holidays))
    versions = {name: version(name) for name in ("ortools", "holidays")} | {"python": platform.python_version()}
    return GroupMade(plan, dated, measure(request, plan, dated), versions, wrong)

"""Planning in this process and at once: what the durable job does, without the job."""

import pickle
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import Any

import pytest

from domain.access import Actor
from domain.calendar import Month
from domain.errors import NothingToDo
from planning.month.greedy import best_cost
from planning.month.model import MonthRequest
from services.desk import Desk
from services.planning import execute, proposals
from services.planning.views import ProposalView
from storage.tables import RunKind

COUNTY = 60
"""Sessions due of more than a service."""


class Inline:
    """The planner without a child process.

    A whole county is planned by best cost, which takes a tenth of a second: what is done with a plan does not depend on
    who made it. The solver's own tests, the end-to-end tests and the benchmarks plan counties with proof.
    What one test has planned another need not: a plan follows from the request alone, and both travel as bytes, as to a
    child and back.
    """

    closed = False

    def run(self, function: str, *args: Any, stop: Callable[[], bool] = lambda: False) -> Any:
        task = pickle.dumps((function, args))
        if task not in _planned:
            _planned[task] = pickle.dumps(_plan(function, *args))
        return pickle.loads(_planned[task])


_planned: dict[bytes, bytes] = {}


def _plan(function: str, *args: Any) -> Any:
    module, _, name = function.partition(":")
    made = import_module(module)
    with pytest.MonkeyPatch.context() as patch:
        if isinstance(args[0], MonthRequest) and len(args[0].needs) > COUNTY:
            patch.setattr("planning.month.make.solve", lambda request, **_: best_cost(request))
        return getattr(made, name)(*args)


def plan_month(desk: Desk, actor: Actor, month: Month, now: datetime, kind: RunKind = RunKind.MONTH) -> ProposalView:
    finished = execute.plan_now(desk, actor, Inline(), kind, month, now)
    if finished.problem == NothingToDo.code:
        raise NothingToDo(what="plan")
    assert finished.problem is None
    return proposals.proposal(desk, actor, month)

"""Planning in this process and at once: what the durable job does, without the job."""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import Any

from domain.access import Actor
from domain.calendar import Month
from domain.errors import NothingToDo
from services.desk import Desk
from services.planning import execute, proposals
from services.planning.views import ProposalView
from storage.tables import RunKind


class Inline:
    """The planner without a child process."""

    closed = False

    def run(self, function: str, *args: Any, stop: Callable[[], bool] = lambda: False) -> Any:
        module, _, name = function.partition(":")
        return getattr(import_module(module), name)(*args)


def plan_month(desk: Desk, actor: Actor, month: Month, now: datetime, kind: RunKind = RunKind.MONTH) -> ProposalView:
    finished = execute.plan_now(desk, actor, Inline(), kind, month, now)
    if finished.problem == NothingToDo.code:
        raise NothingToDo(what="plan")
    assert finished.problem is None
    return proposals.proposal(desk, actor, month)

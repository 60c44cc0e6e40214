"""What a planning run brings back. Apart from the solver, so that the bot's own process need not load it."""

from dataclasses import dataclass
from typing import Any

from planning.month.model import MonthPlan


@dataclass(frozen=True, slots=True)
class Made:
    """`wrong` is what an independent check found: such a plan is never kept. `measures` are those of `Measures`."""

    plan: MonthPlan
    measures: dict[str, Any]
    versions: dict[str, str]
    wrong: tuple[str, ...]

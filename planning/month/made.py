"""What a planning run brings back. Apart from the solver, so that the bot's own process need not load it."""

from dataclasses import dataclass, field
from typing import Any

from planning.month.model import Booking, MonthPlan


@dataclass(frozen=True, slots=True)
class Made:
    """`wrong` is what an independent check found: such a plan is never kept. `measures` are those of `Measures`.

    Of a repair, `replaced` are old bookings with the new ones in their place (None: there is none).
    """

    plan: MonthPlan
    measures: dict[str, Any]
    versions: dict[str, str]
    wrong: tuple[str, ...]
    replaced: tuple[tuple[Booking, Booking | None], ...] = field(default=())

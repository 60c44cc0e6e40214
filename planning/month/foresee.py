"""The forecast as a child process does it."""

from collections.abc import Sequence
from datetime import date

from planning.month.forecast import Forecast, forecast
from planning.month.greedy import best_cost
from planning.month.model import MonthRequest
from planning.month.remedies import Managers


def foresee(months: Sequence[MonthRequest], managers: Managers, today: date) -> Forecast:
    """Breaches of the next eight weeks, with the months planned by best cost: as telling here, and ready at once."""
    return forecast(months, managers, today, planner=best_cost)

"""The one place that sets the solver's parameters and reads its answer.

Default search hides the solution of these models: one worker with full linearization proves in a second what many
workers with default settings do not in a minute. The seed is fixed so that the same model gives the same answer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import version
from time import perf_counter

from ortools.sat.python import cp_model

SEED = 20200106
LINEARIZATION = 2
SECONDS = 20.0


class Status(StrEnum):
    OPTIMAL = "optimal"
    BEST_FOUND = "best_found"
    IMPOSSIBLE = "impossible"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the solver found: `on` tells which literals hold; `bound` is proven; `seconds` is the time it took.

    With status `impossible` or `nothing` no literal holds and `value` is None.
    """

    status: Status
    value: int | None
    bound: float
    seconds: float
    on: Callable[[cp_model.IntVar], bool]

    @property
    def found(self) -> bool:
        return self.value is not None


class Budget:
    """Seconds that several searches share. It counts from when it is made; it knows nothing of the time of day."""

    def __init__(self, seconds: float) -> None:
        self._until = perf_counter() + seconds

    @property
    def left(self) -> float:
        return max(0.0, self._until - perf_counter())


def solver(seconds: float = SECONDS, workers: int = 1, *, presolve: bool = False) -> cp_model.CpSolver:
    """A solver with the parameters that everything here was measured with; group templates want `presolve`."""
    made = cp_model.CpSolver()
    made.parameters.num_workers = workers
    made.parameters.linearization_level = LINEARIZATION
    made.parameters.random_seed = SEED
    made.parameters.cp_model_presolve = presolve
    made.parameters.max_time_in_seconds = seconds
    return made


def minimise(model: cp_model.CpModel, *, seconds: float = SECONDS, workers: int = 1) -> Answer:
    """Solve a model that has an objective of whole numbers."""
    engine = solver(seconds, workers)
    status = _STATUSES[engine.solve(model)]
    found = status in {Status.OPTIMAL, Status.BEST_FOUND}
    return Answer(
        status=status,
        value=round(engine.objective_value) if found else None,
        bound=engine.best_objective_bound,
        seconds=engine.wall_time,
        on=engine.boolean_value if found else lambda _: False,
    )


_STATUSES = {
    cp_model.OPTIMAL: Status.OPTIMAL,
    cp_model.FEASIBLE: Status.BEST_FOUND,
    cp_model.INFEASIBLE: Status.IMPOSSIBLE,
    cp_model.UNKNOWN: Status.NOTHING,
}
"""MODEL_INVALID is left out on purpose: it is a mistake in the model, and raises KeyError."""


def versions() -> dict[str, str]:
    """The libraries that a plan's result depends on."""
    return {"ortools": version("ortools")}

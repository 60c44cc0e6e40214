"""The one place where solver parameters are set. With the defaults a county's plan is hidden behind a gap."""

from ortools.sat.python import cp_model

SEED = 20200106


def make_solver(seconds: float, workers: int = 1) -> cp_model.CpSolver:
    """A solver that stops after `seconds` of wall clock."""
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = SEED
    return solver

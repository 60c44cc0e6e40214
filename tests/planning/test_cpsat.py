"""The solver's parameters were measured: whoever changes one has to change it here as well, and measure again."""

from ortools.sat.python import cp_model

from planning import cpsat


def test_the_parameters_that_were_measured() -> None:
    parameters = cpsat.solver(seconds=7, workers=1).parameters
    assert (parameters.num_workers, cpsat.solver().parameters.num_workers) == (1, 1)
    assert parameters.linearization_level == 2, "with 1 or 0 a part takes minutes instead of a moment"
    assert parameters.cp_model_presolve is False, "presolving takes longer than solving"
    assert parameters.random_seed == 20200106
    assert parameters.max_time_in_seconds == 7
    assert cpsat.solver().parameters.max_time_in_seconds == 20


def test_an_answer_says_what_was_proven() -> None:
    model = cp_model.CpModel()
    first, second = model.new_bool_var("a"), model.new_bool_var("b")
    model.add_exactly_one(first, second)
    model.minimize(3 * first + 2 * second)
    answer = cpsat.minimise(model)
    assert (answer.status, answer.value, answer.bound) == (cpsat.Status.OPTIMAL, 2, 2)
    assert (answer.on(first), answer.on(second)) == (False, True)


def test_an_impossible_model_has_no_value() -> None:
    model = cp_model.CpModel()
    one = model.new_bool_var("a")
    model.add_exactly_one(one)
    model.add_at_most_one(one)
    model.add(one == 0)
    answer = cpsat.minimise(model)
    assert (answer.status, answer.value, answer.on(one)) == (cpsat.Status.IMPOSSIBLE, None, False)


def test_versions_name_the_solver() -> None:
    assert cpsat.versions()["ortools"]

"""What is said to be in the way is in the way, and nothing else is: the planner's board and the explanation agree."""

from dataclasses import replace

from hypothesis import given

from planning.month.feasible import Board, days, each, grid
from planning.month.greedy import best_cost
from planning.month.locked import concerning, locked
from planning.month.model import MonthRequest
from planning.month.obstacles import Filled, obstacle
from tests.planning.counties import counties


@given(counties())
def test_a_start_is_possible_where_nothing_is_in_the_way(request_: MonthRequest) -> None:
    bookings = best_cost(request_).bookings
    board, filled = Board(locked(request_, bookings, ())), Filled(request_, bookings)
    for one in request_.needs:
        for day in days(request_, one) if one.open else ():
            free = {
                start for start in each(grid(request_.window, one.minutes)) if board.starts_on(one, day) >> start & 1
            }
            said = {
                s for s in each(grid(request_.window, one.minutes)) if obstacle(request_, filled, one, day, s) is None
            }
            assert free == said


@given(counties())
def test_the_times_of_people_whom_nobody_meets_change_nothing(request_: MonthRequest) -> None:
    for one in request_.needs:
        alone = replace(request_, needs=(one,))
        assert best_cost(concerning(alone)) == best_cost(alone)

"""Weeks with hardly a free hour: a repair by stages places as many as planning the whole scope anew would."""

from dataclasses import replace
from datetime import date
from random import Random

from domain.roster import Absence
from planning.month.check import violations
from planning.month.greedy import best_cost
from planning.month.model import MonthRequest, Need, Standing
from planning.month.optimal import solve
from planning.month.repair import MOST_MOVED, holding, repair
from tests.planning.counties import county, diary, need

FIRST, LAST = date(2020, 5, 11), date(2020, 5, 13)
HOURS = (
    "Mon-Wed 09:00-11:00",
    "Tue 09:00-12:00",
    "Mon-Tue 09:00-13:00",
    "Mon,Wed 10:00-12:30",
    "Tue-Wed 09:00-10:30",
    "Mon 09:00-17:00",
)
GIVEN = ("Mon-Wed 09:00-12:00", "Mon-Tue 09:00-17:00", "Tue-Wed 09:00-12:30")


def tight_week(random: Random) -> MonthRequest:
    """Three days, two supervisors and some supervisees who give sessions themselves; one person is away for a day."""
    staff = [f"S{n}" for n in range(random.randint(3, 7))]
    hours = {one: diary(random.choice(HOURS)) for one in staff} | {m: diary(random.choice(GIVEN)) for m in ("M1", "M2")}
    request = county(*(_due(random, one, staff) for one in staff), need("M1", "M2", first_day=FIRST, last_day=LAST))
    request = replace(request, diaries=hours, window=replace(request.window, sessions_a_day=random.choice([2, 3])))
    standing = tuple(Standing(b, fixed=random.random() < 0.2) for b in best_cost(request).bookings)
    away, day = random.choice(sorted(hours)), date(2020, 5, random.choice([11, 12, 13]))
    absent = replace(hours[away], absences=(Absence(day, day),))
    return replace(request, standing=standing, diaries={**hours, away: absent})


def _due(random: Random, staff_id: str, staff: list[str]) -> Need:
    others = [one for one in staff if one != staff_id]
    supervisor_id = random.choice(others) if random.random() < 0.15 else random.choice(["M1", "M2"])
    return need(staff_id, supervisor_id, minutes=random.choice([45, 60, 90]), first_day=FIRST, last_day=LAST)


def test_no_stage_leaves_out_somebody_whom_two_moves_would_place() -> None:
    moved = []
    for seed in range(80):
        request = tight_week(Random(seed))
        found, now = repair(request), holding(request)
        assert violations(now, found.plan) == []
        anew = solve(replace(now, most_moved=MOST_MOVED))
        assert len(found.plan.bookings) == len(anew.bookings), f"seed {seed}"
        moved.append(len(found.moved))
    assert moved.count(1) >= 5, "weeks as tight as this need the later stages"
    assert max(moved) == MOST_MOVED

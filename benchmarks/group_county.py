"""Made-up counties for group supervision: 22 teams in eight offices, 30 specialists most of whom work part-time."""

from dataclasses import replace
from datetime import date
from random import Random

from domain.working_pattern import WorkingPattern
from planning.group.model import GroupRequest, TeamNeed
from planning.month.model import Diary

OFFICES = tuple(f"Office {n}" for n in range(1, 9))
OWN = (
    "Mon-Thu 09:00-17:00",
    "Tue-Fri 09:00-17:00",
    "Mon-Wed 09:00-17:00",
    "Wed-Fri 09:00-17:00",
    "Mon-Fri 09:30-14:30",
)
SHARED = (
    "Mon-Fri 09:00-17:00",
    "Tue-Thu 09:00-17:00",
    "Tue-Wed 09:00-17:00",
    "Wed-Thu 09:00-17:00",
    "Tue-Thu 09:00-13:00",
    "Tue-Thu 12:00-17:00",
)
PART_TIME = 0.15
WEEKLY = 0.5


def county(seed: int, teams: int = 22) -> GroupRequest:
    """The same county for the same seed: ten people a team, and ten posts of each adult discipline for 22 teams."""
    random = Random(seed)
    diaries: dict[str, Diary] = {}
    members: list[list[str]] = [[] for _ in range(teams)]
    for n, found in enumerate(members):
        found += [f"C{n:03}-{seat}" for seat in range(10)]
        diaries |= {staff_id: _works(_own(random)) for staff_id in found}
        for discipline in ("DO", "ME", "SU"):
            staff_id = f"{discipline}{n * 10 // 22:03}"
            if staff_id not in diaries:
                diaries[staff_id] = _works(random.choice(SHARED))
            found.append(staff_id)
    return GroupRequest(
        teams=tuple(_team(random, n, teams, found) for n, found in enumerate(members)),
        diaries=diaries,
        travel={(a, b): random.choice((15, 30, 45, 60)) for a in OFFICES for b in OFFICES if a < b},
        first_day=date(2020, 5, 1),
        last_day=date(2020, 7, 31),
        anchor_monday=date(2020, 1, 6),
    )


def shuffled(request: GroupRequest, seed: int) -> GroupRequest:
    """The same question with its rows in another order."""
    random = Random(seed)
    teams = [replace(need, members=tuple(random.sample(need.members, len(need.members)))) for need in request.teams]
    people = random.sample(list(request.diaries), len(request.diaries))
    diaries = {staff_id: request.diaries[staff_id] for staff_id in people}
    return replace(request, teams=tuple(random.sample(teams, len(teams))), diaries=diaries)


def _team(random: Random, n: int, teams: int, members: list[str]) -> TeamNeed:
    cadence = 1 if random.random() < WEEKLY else 2
    return TeamNeed(f"T{n:03}", OFFICES[n * len(OFFICES) // teams], members[0], cadence, 150, tuple(members))


def _own(random: Random) -> str:
    return random.choice(OWN) if random.random() < PART_TIME else "Mon-Fri 09:00-17:00"


def _works(hours: str) -> Diary:
    return Diary(WorkingPattern.parse(hours), date(2019, 7, 1), None)

"""How a template is judged, whatever the weights: counts that a manager can check."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.supervision.causes import Cause
from planning.group.greedy import best_cost
from planning.group.model import GroupPlan, GroupRequest, Occurrence

AVOIDABLE = (Cause.WORKING_PATTERN, Cause.OTHER_COMMITMENT, Cause.GROUP_SUPERVISION)
"""Another slot might have suited somebody who is absent for one of these."""


@dataclass(frozen=True, slots=True)
class GroupMeasures:
    """Counts over one template.

    `seats` are people times the teams they are in. `cannot_come` of these miss their team's slot, `away` are expected
    nowhere this term; `absent_by_cause` is both. `greedy_cannot_come` is what the plan without a solver comes to, with
    `greedy_unplaced` teams without a slot. `changed` teams have another slot than in the template before. Of the dated
    `meetings` some `moved` from a bank holiday; what `fell_out` is not among them.
    """

    teams: int
    placed: int
    unplaced: int
    seats: int
    cannot_come: int
    away: int
    absent_by_cause: Mapping[str, int]
    greedy_cannot_come: int
    greedy_unplaced: int
    changed: int
    meetings: int
    moved: int
    fell_out: int


def measure(request: GroupRequest, plan: GroupPlan, dated: Sequence[Occurrence]) -> GroupMeasures:
    causes = Counter(absent.cause for placed in plan.slots for absent in placed.absent)
    before = {need.code: need.last for need in request.teams if need.last is not None}
    greedy = best_cost(request)
    held = [one for one in dated if one.day is not None]
    return GroupMeasures(
        teams=len(request.teams),
        placed=len(plan.slots),
        unplaced=len(plan.unplaced),
        seats=sum(len(need.members) for need in request.teams),
        cannot_come=_cannot_come(plan),
        away=causes.total() - _cannot_come(plan),
        absent_by_cause={cause.value: count for cause, count in sorted(causes.items())},
        greedy_cannot_come=_cannot_come(greedy),
        greedy_unplaced=len(greedy.unplaced),
        changed=sum(placed.team in before and placed.slot != before[placed.team] for placed in plan.slots),
        meetings=len(held),
        moved=sum(one.moved_from is not None for one in held),
        fell_out=len(dated) - len(held),
    )


def _cannot_come(plan: GroupPlan) -> int:
    return sum(absent.cause in AVOIDABLE for placed in plan.slots for absent in placed.absent)

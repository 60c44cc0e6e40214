"""What a term's planning run brings back. Apart from the solver, so that the bot's own process need not load it."""

from collections.abc import Mapping
from dataclasses import dataclass

from planning.group.measures import GroupMeasures
from planning.group.model import GroupPlan, Occurrence


@dataclass(frozen=True, slots=True)
class GroupMade:
    """`wrong` is what an independent check found: such a plan is never kept. `dated` are the term's meetings."""

    plan: GroupPlan
    dated: tuple[Occurrence, ...]
    measures: GroupMeasures
    versions: Mapping[str, str]
    wrong: tuple[str, ...]

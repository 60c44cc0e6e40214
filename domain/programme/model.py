"""An authority's whole model."""

from typing import Annotated

from pydantic import Field

from domain.programme.base import Count, Part
from domain.programme.delivery import Dependency, IndicatorSet, Meeting, Rag, TimelineRow, Training
from domain.programme.people import Discipline, Employer, PostState, Role, Seat
from domain.programme.rhythm import Digest, Escalation, Reminders
from domain.programme.supervision import GroupSupervision, Supervision


class Programme(Part):
    """Everything that differs between authorities; `docs/programme.md` explains each part."""

    key: str
    name: str
    short_name: str
    authority: str
    zone: str
    bank_holidays: str
    disciplines: dict[str, Discipline]
    roles: dict[str, Role]
    employers: dict[str, Employer]
    employments: list[str]
    post_states: dict[str, PostState]
    team_shape: list[Seat]
    supervision: Supervision
    group_supervision: GroupSupervision
    training: Training
    timeline: list[TimelineRow]
    dependencies: tuple[Dependency, ...] = ()
    go_live: str
    rag: Rag
    governance: dict[str, Meeting]
    indicators: dict[str, IndicatorSet]
    reminders: Reminders
    digest: Digest = Digest()
    escalation: Escalation = Escalation()
    small_count: Annotated[int, Field(ge=2, le=20)]
    retention_years: dict[str, Count]

    def may_supervise(self, supervisor_discipline: str, supervisee_discipline: str) -> bool:
        """A manager of one's own professional background, unless the programme says otherwise (OX annex)."""
        rule = self.disciplines[supervisee_discipline].supervised_by
        return supervisor_discipline in (rule or [supervisee_discipline])

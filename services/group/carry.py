"""Agendas of meetings that give way to others go along where it is clear to which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.group.carry import heirs
from storage import meetings
from storage.tables import GroupOccurrenceRow, OccurrenceState
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Carried:
    """By presenter: slots that went along, [meeting id, number], and those that are gone, [team code, instant]."""

    kept: Mapping[str, list[list[Any]]] = field(default_factory=dict)
    lost: Mapping[str, list[list[str]]] = field(default_factory=dict)

    def facts_for(self, staff_id: str) -> dict[str, Any]:
        """What a notice to this presenter holds."""
        return {"kept": self.kept.get(staff_id, []), "lost": self.lost.get(staff_id, [])}


def carry(uow: UnitOfWork, ended: Sequence[GroupOccurrenceRow], begun: Sequence[GroupOccurrenceRow]) -> Carried:
    """Move each agenda to the clearly nearest of its team's new meetings: these are new, so every number is free."""
    agendas = {row.id: meetings.agenda(uow.session, row.id) for row in ended}
    with_slots = [row for row in ended if agendas[row.id]]
    kept: dict[str, list[list[Any]]] = {}
    lost: dict[str, list[list[str]]] = {}
    for code in sorted({row.team_code for row in with_slots}):
        new = {r.starts_at: r for r in begun if r.team_code == code and r.state is OccurrenceState.PLANNED}
        own = [row for row in with_slots if row.team_code == code]
        near = heirs([row.starts_at for row in own], new)
        for old in own:
            heir = new[near[old.starts_at]] if old.starts_at in near else None
            for slot in agendas[old.id]:
                if heir is None:
                    lost.setdefault(slot.presenter_id, []).append([code, old.starts_at.isoformat()])
                else:
                    slot.occurrence_id = heir.id
                    uow.session.add(slot)
                    kept.setdefault(slot.presenter_id, []).append([heir.id, slot.number])
            if heir is not None:
                heir.order_fixed, heir.activity, heir.lead_id = old.order_fixed, old.activity, old.lead_id
                uow.session.add(heir)
    uow.session.flush()
    return Carried(kept, lost)

"""Who has papers to write for a board's meeting, and about what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from domain.governance.actions import Source
from domain.programme import Programme
from storage import governance
from storage.tables import ActionRow, DecisionRow, RiskRow


@dataclass(frozen=True, slots=True)
class Papers:
    """What boards are asked, what they gave people to do, and the register: of everything, or of one agenda."""

    decisions: Sequence[DecisionRow]
    actions: Sequence[ActionRow]
    risks: Sequence[RiskRow]

    @property
    def owners(self) -> set[str]:
        rows: list[DecisionRow | ActionRow | RiskRow] = [*self.decisions, *self.actions, *self.risks]
        return {row.owner_id for row in rows}

    def of_meeting(self, programme: Programme, board: str, day: date) -> "Papers":
        """What is due by one board's meeting. Only a board that meets in a rhythm looks at risks."""
        rhythm = programme.governance[board].every != "as_needed"
        return Papers(
            [row for row in self.decisions if row.board == board],
            [row for row in self.actions if row.source_key == board and row.due_on <= day],
            [row for row in self.risks if rhythm and row.review_on <= day],
        )

    def of(self, staff_id: str) -> "Papers":
        return Papers(
            [row for row in self.decisions if row.owner_id == staff_id],
            [row for row in self.actions if row.owner_id == staff_id],
            [row for row in self.risks if row.owner_id == staff_id],
        )


def open_papers(session: Session) -> Papers:
    """All that is open, with three queries however many boards there are."""
    actions = [row for row in governance.open_actions(session) if row.source_kind == Source.BOARD]
    return Papers(governance.asked_decisions(session), actions, governance.open_risks(session))

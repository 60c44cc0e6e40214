"""The timeline's rows: queries named by what they answer."""

from sqlmodel import Session, select

from domain.timeline.rag import Milestone
from storage.tables import MilestoneRow


def milestones(session: Session) -> dict[str, Milestone]:
    """Every stored milestone by key."""
    return {
        row.key: Milestone(row.key, row.baseline, row.forecast, row.actual)
        for row in session.exec(select(MilestoneRow))
    }

"""Family reviews and school terms: queries named by what they answer."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from domain.school_terms import Term
from storage.tables import FamilyReviewRow, OccurrenceState, ReviewAgencyRow, ReviewMemberRow, SchoolTermRow


def of_teams(
    session: Session, codes: Collection[str], first: datetime, until: datetime, *, cancelled: bool = False
) -> Sequence[FamilyReviewRow]:
    """Reviews of these teams that start in [first, until), in order."""
    states = list(OccurrenceState) if cancelled else [OccurrenceState.PLANNED]
    return session.exec(
        select(FamilyReviewRow)
        .where(
            col(FamilyReviewRow.team_code).in_(codes),
            col(FamilyReviewRow.starts_at) >= first,
            col(FamilyReviewRow.starts_at) < until,
            col(FamilyReviewRow.state).in_(states),
        )
        .order_by(col(FamilyReviewRow.starts_at), col(FamilyReviewRow.id))
    ).all()


def between(session: Session, first: datetime, until: datetime) -> Sequence[FamilyReviewRow]:
    """Every planned review that starts in [first, until)."""
    return session.exec(
        select(FamilyReviewRow)
        .where(
            col(FamilyReviewRow.starts_at) >= first,
            col(FamilyReviewRow.starts_at) < until,
            col(FamilyReviewRow.state) == OccurrenceState.PLANNED,
        )
        .order_by(col(FamilyReviewRow.starts_at), col(FamilyReviewRow.id))
    ).all()


def members(session: Session, review_ids: Collection[str]) -> dict[str, list[ReviewMemberRow]]:
    """Who comes to each, by review id."""
    found: dict[str, list[ReviewMemberRow]] = {key: [] for key in review_ids}
    rows = select(ReviewMemberRow).where(col(ReviewMemberRow.review_id).in_(review_ids))
    for row in session.exec(rows.order_by(col(ReviewMemberRow.staff_id))):
        found[row.review_id].append(row)
    return found


def agencies(session: Session, review_ids: Collection[str]) -> dict[str, list[ReviewAgencyRow]]:
    """The agencies of each, by review id."""
    found: dict[str, list[ReviewAgencyRow]] = {key: [] for key in review_ids}
    rows = select(ReviewAgencyRow).where(col(ReviewAgencyRow.review_id).in_(review_ids))
    for row in session.exec(rows.order_by(col(ReviewAgencyRow.agency))):
        found[row.review_id].append(row)
    return found


def terms(session: Session) -> list[Term]:
    rows = session.exec(select(SchoolTermRow).order_by(col(SchoolTermRow.first_day)))
    return [Term(row.first_day, row.last_day, row.term) for row in rows]

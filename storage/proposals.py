"""Proposals and their items: queries named by what they answer."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, delete, select

from storage.tables import ItemState, ProposalItemRow, ProposalRow

OPEN = (ItemState.PROPOSED, ItemState.UNPLACED)


def open_items(session: Session, month: str, staff_ids: Collection[str]) -> Sequence[ProposalItemRow]:
    """What is proposed, or could not be placed, for these people in a month; approved items are left out."""
    return session.exec(
        select(ProposalItemRow)
        .join(ProposalRow)
        .where(
            col(ProposalRow.month) == month,
            col(ProposalItemRow.state).in_(OPEN),
            col(ProposalItemRow.staff_id).in_(staff_ids),
        )
        .order_by(col(ProposalItemRow.starts_at), col(ProposalItemRow.staff_id))
    ).all()


def proposed_elsewhere(
    session: Session, staff_ids: Collection[str], month: str
) -> list[tuple[ProposalItemRow, str | None, str]]:
    """Open proposals that a new one must respect, with supervisor and month: other people's, and earlier months'."""
    rows = session.exec(
        select(ProposalItemRow, ProposalRow.supervisor_id, ProposalRow.month)
        .join(ProposalRow)
        .where(col(ProposalItemRow.state) == ItemState.PROPOSED, col(ProposalRow.month) <= month)
    )
    return [
        (item, supervisor_id, when)
        for item, supervisor_id, when in rows
        if when < month or item.staff_id not in staff_ids
    ]


def supervisors_of(session: Session, month: str) -> dict[str, str | None]:
    """Each proposal of a month and whose it is."""
    rows = session.exec(select(ProposalRow.id, ProposalRow.supervisor_id).where(col(ProposalRow.month) == month))
    return dict(rows.all())


def find(session: Session, month: str, supervisor_id: str | None) -> ProposalRow | None:
    return session.exec(
        select(ProposalRow).where(
            col(ProposalRow.month) == month, col(ProposalRow.supervisor_id).is_not_distinct_from(supervisor_id)
        )
    ).first()


def remove(session: Session, items: Collection[ProposalItemRow]) -> None:
    session.execute(delete(ProposalItemRow).where(col(ProposalItemRow.id).in_([item.id for item in items])))

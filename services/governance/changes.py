"""One change of an action or a line of the register: kept in its history and the audit trail, and told to its owner."""

from storage import governance
from storage.tables import ActionRow, NoticeRow, RiskRow
from storage.unit_of_work import UnitOfWork


def keep(uow: UnitOfWork, noun: str, row: ActionRow | RiskRow, what: str, *, before: str = "", after: str = "") -> None:
    """`noun` begins the name of it in the audit trail; what is empty is left out."""
    facts = {key: value for key, value in (("before", before), ("after", after)) if value}
    uow.session.flush()
    governance.note_change(uow, row.id, what, facts)
    uow.record(f"{noun}.{what}", row.id, facts)


def tell_owner(uow: UnitOfWork, kind: str, row: ActionRow | RiskRow) -> None:
    """Whoever owns it now, unless they did it themselves."""
    if row.owner_id != uow.actor_id:
        facts = {"by": uow.actor_id}
        uow.session.add(NoticeRow(staff_id=row.owner_id, kind=kind, subject=row.id, facts=facts, created_at=uow.now))

"""Absences have no id: the whole row is the key, and what overlaps or meets is one absence."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from sqlmodel import col, delete, select

from services.importing.ledger import Ledger
from services.importing.rows import Parsed
from storage.tables import AbsenceRow
from storage.unit_of_work import UnitOfWork

Span = tuple[date, date]


def write_absences(uow: UnitOfWork, ledger: Ledger, parsed: Parsed) -> None:
    stored: dict[str, list[Span]] = defaultdict(list)
    columns = select(col(AbsenceRow.staff_id), col(AbsenceRow.first_day), col(AbsenceRow.last_day))
    for staff_id, first, last in uow.session.exec(columns):
        stored[staff_id].append((first, last))
    wanted: dict[str, list[Span]] = defaultdict(list)
    for staff_id, first, last in parsed.absences:
        wanted[staff_id].append((first, last))
    changed: dict[str, list[Span]] = {}
    for staff_id, spans in wanted.items():
        before = sorted(stored[staff_id])
        after = united([*before, *spans])
        new = [span for span in after if span not in before]
        ledger.unchanged["absences"] += len(after) - len(new)
        for first, last in new:
            ledger.add("absences", f"{staff_id}/{first}/{last}", "added")
        if new:
            changed[staff_id] = after
    uow.session.execute(delete(AbsenceRow).where(col(AbsenceRow.staff_id).in_(list(changed))))
    for staff_id, after in changed.items():
        uow.session.add_all(AbsenceRow(staff_id=staff_id, first_day=f, last_day=t) for f, t in after)


def united(spans: Iterable[Span]) -> list[Span]:
    """The same days in as few spans as possible; both ends are inclusive."""
    result: list[Span] = []
    for first, last in sorted(spans):
        if result and first - timedelta(days=1) <= result[-1][1]:
            result[-1] = (result[-1][0], max(last, result[-1][1]))
        else:
            result.append((first, last))
    return result

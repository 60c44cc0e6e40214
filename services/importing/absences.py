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
    for row in uow.session.exec(select(AbsenceRow)):
        stored[row.staff_id].append((row.first_day, row.last_day))
    wanted: dict[str, list[Span]] = defaultdict(list)
    for staff_id, first, last in parsed.absences:
        wanted[staff_id].append((first, last))
    for staff_id, spans in wanted.items():
        before = sorted(stored[staff_id])
        after = united([*before, *spans])
        new = [span for span in after if span not in before]
        ledger.unchanged["absences"] += len(after) - len(new)
        for first, last in new:
            ledger.add("absences", f"{staff_id}/{first}/{last}", "added")
        if new:
            uow.session.execute(delete(AbsenceRow).where(col(AbsenceRow.staff_id) == staff_id))
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

"""What an import changes: counted, listed, and recorded in the audit trail."""

from collections import Counter
from dataclasses import dataclass, field

from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Change:
    """`how` is added, changed or left; `columns` says what changed."""

    noun: str
    key: str
    how: str
    columns: tuple[str, ...] = ()


@dataclass
class Ledger:
    """`unchanged` counts by noun: teams, people, posts, supervisors, absences, sessions, travel, terms."""

    changes: list[Change] = field(default_factory=list)
    unchanged: Counter[str] = field(default_factory=Counter)

    def add(self, noun: str, key: str, how: str, columns: tuple[str, ...] = ()) -> None:
        self.changes.append(Change(noun, key, how, columns))

    def count(self, how: str) -> Counter[str]:
        return Counter(change.noun for change in self.changes if change.how == how)

    def record(self, uow: UnitOfWork) -> None:
        """One audit row a change."""
        for change in self.changes:
            columns = {"columns": list(change.columns)} if change.columns else {}
            uow.record_soon(f"import.{change.noun}", change.key, {"change": change.how, **columns})
        uow.write_records()

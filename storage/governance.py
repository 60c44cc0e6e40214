"""Actions and the registers: queries named by what they answer."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, func, select

from domain.governance.actions import ActionState
from domain.governance.decisions import DecisionState
from domain.governance.risks import RiskState
from storage.locks import Turn, take_turn
from storage.tables import ActionRow, BoardMeetingRow, DecisionRow, GovernanceChangeRow, RiskRow
from storage.unit_of_work import UnitOfWork

Row = TypeVar("Row", bound=SQLModel)

LONGEST_NUMBER = 6
"""Digits; what is longer is no number that people call something by."""


def next_number(session: Session, table: Any) -> int:
    """The next number people call a row of `table` by. Two who add at once wait for each other."""
    take_turn(session, Turn.REGISTERS)
    return (session.exec(select(func.max(table.number))).one() or 0) + 1


def named(session: Session, table: type[Row], reference: str, *, lock: bool = False) -> Row | None:
    """The row that people call by this number, or that a button calls by its id."""
    reference = reference.strip().lstrip("#")
    if not (reference.isascii() and reference.isdigit() and len(reference) <= LONGEST_NUMBER):
        return session.get(table, reference, with_for_update=lock)
    columns: Any = table
    query = select(table).where(columns.number == int(reference))
    return session.exec(query.with_for_update() if lock else query).first()


def open_actions(session: Session, owners: Collection[str] | None = None) -> Sequence[ActionRow]:
    """Open actions, of these people or of everybody, the soonest due first."""
    query = select(ActionRow).where(col(ActionRow.state) == ActionState.OPEN)
    if owners is not None:
        query = query.where(col(ActionRow.owner_id).in_(owners))
    return session.exec(query.order_by(col(ActionRow.due_on), col(ActionRow.number))).all()


def actions_due(session: Session, first: date, last: date) -> Sequence[ActionRow]:
    """Open actions due between two days, both included."""
    days = col(ActionRow.due_on).between(first, last)
    query = select(ActionRow).where(days, col(ActionRow.state) == ActionState.OPEN)
    return session.exec(query.order_by(col(ActionRow.due_on), col(ActionRow.number))).all()


def all_actions(session: Session) -> Sequence[ActionRow]:
    return session.exec(select(ActionRow).order_by(col(ActionRow.number))).all()


def actions_from(session: Session, kind: str, key: str) -> Sequence[ActionRow]:
    """Every action that came from one source, open or settled."""
    query = select(ActionRow).where(ActionRow.source_kind == kind, ActionRow.source_key == key)
    return session.exec(query.order_by(col(ActionRow.number))).all()


def board_changes(session: Session) -> Sequence[BoardMeetingRow]:
    """What people set about the meetings of every board."""
    return session.exec(select(BoardMeetingRow).order_by(col(BoardMeetingRow.day))).all()


def board_change(session: Session, board: str, planned_on: date) -> BoardMeetingRow | None:
    """What people set about the meeting that a board's rule gives on a day, locked."""
    query = select(BoardMeetingRow).where(BoardMeetingRow.board == board, BoardMeetingRow.planned_on == planned_on)
    return session.exec(query.with_for_update()).first()


def asked_decisions(session: Session, board: str | None = None) -> Sequence[DecisionRow]:
    """What boards, or one of them, are still to decide, in the order it was asked."""
    query = select(DecisionRow).where(DecisionRow.state == DecisionState.ASKED)
    if board is not None:
        query = query.where(DecisionRow.board == board)
    return session.exec(query.order_by(col(DecisionRow.number))).all()


def all_decisions(session: Session) -> Sequence[DecisionRow]:
    return session.exec(select(DecisionRow).order_by(col(DecisionRow.number))).all()


def decisions_since(session: Session, day: date) -> Sequence[DecisionRow]:
    """What boards decided from a day on."""
    query = select(DecisionRow).where(col(DecisionRow.decided_on) >= day)
    return session.exec(query.order_by(col(DecisionRow.decided_on), col(DecisionRow.number))).all()


def open_risks(session: Session) -> Sequence[RiskRow]:
    """The open lines of the register, by number."""
    query = select(RiskRow).where(RiskRow.state == RiskState.OPEN)
    return session.exec(query.order_by(col(RiskRow.number))).all()


def all_risks(session: Session) -> Sequence[RiskRow]:
    return session.exec(select(RiskRow).order_by(col(RiskRow.number))).all()


def note_change(uow: UnitOfWork, subject: str, what: str, facts: Mapping[str, Any] | None = None) -> None:
    """Keep one change of an action, risk, decision or post in its history."""
    row = GovernanceChangeRow(subject=subject, what=what, at=uow.now, by=uow.actor_id, facts=dict(facts or {}))
    uow.session.add(row)


def changes_of(session: Session, subject: str) -> Sequence[GovernanceChangeRow]:
    """The history of one row, oldest first."""
    query = select(GovernanceChangeRow).where(GovernanceChangeRow.subject == subject)
    return session.exec(query.order_by(col(GovernanceChangeRow.id))).all()

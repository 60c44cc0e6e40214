"""The audit trail: one row a change, each chained to the one before."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.tables.access import AuditRow

_CHAIN_LOCK = 5_170_001


Entry = tuple[str, str, Mapping[str, object]]
"""One change: action, subject, facts."""


def append(session: Session, at: datetime, actor_id: str, entries: Sequence[Entry]) -> None:
    """Add rows whose digests each cover the row before, so that a removed or altered row shows."""
    if not entries:
        return
    if session.get_bind().dialect.name == "postgresql":
        # Two transactions must not chain to the same row; SQLite has one writer anyway.
        session.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
    session.flush()
    digest = session.exec(select(AuditRow.digest).order_by(col(AuditRow.id).desc()).limit(1)).first() or ""
    rows = []
    for action, subject, facts in entries:
        plain = {key: _plain(value) for key, value in facts.items()}
        digest = _digest(digest, at, actor_id, action, subject, plain)
        rows.append(
            {"at": at, "actor_id": actor_id, "action": action, "subject": subject, "facts": plain, "digest": digest}
        )
    session.execute(sa.insert(AuditRow), rows)


def facts_of(session: Session, action: str, subject: str) -> Sequence[Mapping[str, Any]]:
    """What was noted with each change of this kind to `subject`."""
    rows = session.exec(select(AuditRow).where(AuditRow.subject == subject, AuditRow.action == action))
    return [row.facts for row in rows]


def first_broken(session: Session) -> int | None:
    """The id of the first row whose digest does not follow from the one before, or None."""
    previous = ""
    for row in session.exec(select(AuditRow).order_by(col(AuditRow.id))):
        if row.digest != _digest(previous, row.at, row.actor_id, row.action, row.subject, row.facts):
            return row.id
        previous = row.digest
    return None


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _digest(previous: str, at: datetime, actor_id: str, action: str, subject: str, facts: Mapping[str, object]) -> str:
    payload = json.dumps([previous, at.timestamp(), actor_id, action, subject, dict(facts)], sort_keys=True)
    return hashlib.sha256(payload.encode()).hexdigest()

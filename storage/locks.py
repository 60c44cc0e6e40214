"""Taking turns on PostgreSQL, where several processes write at once; SQLite has one writer anyway."""

from enum import IntEnum

import sqlalchemy as sa
from sqlmodel import Session


class Turn(IntEnum):
    """What only one transaction may do at a time. The audit chain comes last in every transaction."""

    PLANNING = 5_170_004
    FIRST_START = 5_170_005
    REGISTERS = 5_170_010


def take_turn(session: Session, turn: Turn) -> None:
    """Wait until no other transaction holds this turn; it ends with the transaction."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": int(turn)})

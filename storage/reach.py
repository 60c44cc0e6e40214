"""Secrets and used links: queries named by what they answer."""

import secrets
from datetime import datetime

from sqlmodel import Session, col, select

from storage.locks import Turn, take_turn
from storage.tables import SecretRow, SessionRow, UsedLinkRow
from storage.unit_of_work import Database

LINKS = "links"


def link_secret(database: Database, now: datetime) -> str:
    """The secret that signs links, made when it is asked for first; two processes asking at once get the same."""
    with database.read() as session:
        row = session.get(SecretRow, LINKS)
    if row is not None:
        return row.value
    with database.work("system", now) as uow:
        take_turn(uow.session, Turn.FIRST_START)
        row = uow.session.get(SecretRow, LINKS)
        if row is None:
            row = SecretRow(name=LINKS, value=secrets.token_hex(32), made_at=now)
            uow.session.add(row)
            uow.record("secret.make", LINKS)
            uow.commit()
        return row.value


def was_used(session: Session, digest: str) -> bool:
    return session.get(UsedLinkRow, digest) is not None


def in_place_of(session: Session, row: SessionRow) -> SessionRow:
    """The session that a session was rearranged into in the end; the same one when it never was."""
    while (after := session.exec(select(SessionRow).where(col(SessionRow.replaces_id) == row.id)).first()) is not None:
        row = after
    return row


def origin(session: Session, row: SessionRow) -> tuple[str, int]:
    """The id of the session that this one was in the beginning, and how often it was rearranged since."""
    moves = 0
    while row.replaces_id is not None:
        row, moves = session.get_one(SessionRow, row.replaces_id), moves + 1
    return row.id, moves

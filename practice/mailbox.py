"""Mail that was caught instead of sent, kept beside the messages."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS mail (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, address TEXT NOT NULL, subject TEXT NOT NULL,
    text TEXT NOT NULL, html TEXT NOT NULL, invitations TEXT NOT NULL, at REAL NOT NULL,
    seen INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS mail_address ON mail (address, id);
"""
SHOWN = 50


@dataclass(frozen=True, slots=True)
class PracticeReader:
    """Somebody without Slack, who reads their mail; `group` is the heading under which the page lists them."""

    address: str
    name: str
    title: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class CaughtMail:
    """`invitations` are calendar files; `at` is Unix seconds of the practice clock."""

    id: int
    subject: str
    text: str
    html: str
    invitations: tuple[str, ...]
    at: float


class Mailbox:
    """Everybody's mail in one file. `path` may be `:memory:`."""

    def __init__(self, path: Path | str, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.executescript(SCHEMA)

    def close(self) -> None:
        self._db.close()

    def catch(
        self, key: str, address: str, subject: str, text: str, html: str, invitations: Sequence[str], at: float
    ) -> None:
        self._db.execute(
            "INSERT INTO mail (key, address, subject, text, html, invitations, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (key, address, subject, text, html, json.dumps(invitations), at),
        )
        self._changed()

    def read(self, address: str) -> list[CaughtMail]:
        """The last mails to this address, newest first. They count as seen."""
        rows = self._db.execute(
            "SELECT id, subject, text, html, invitations, at FROM mail WHERE address = ? ORDER BY id DESC LIMIT ?",
            (address, SHOWN),
        ).fetchall()
        if self._db.execute("UPDATE mail SET seen = 1 WHERE address = ? AND seen = 0", (address,)).rowcount:
            self._changed()
        return [
            CaughtMail(n, subject, text, html, tuple(json.loads(inv)), at) for n, subject, text, html, inv, at in rows
        ]

    def unread(self) -> dict[str, int]:
        """How many mails nobody has looked at, by address."""
        return dict(self._db.execute("SELECT address, count(*) FROM mail WHERE seen = 0 GROUP BY address"))

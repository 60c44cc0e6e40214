"""What the practice workspace remembers across restarts, in a small SQLite file of its own."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Blocks = list[dict[str, Any]]

SCHEMA = """
CREATE TABLE IF NOT EXISTS message (
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation TEXT NOT NULL, ts TEXT NOT NULL, author TEXT NOT NULL,
    text TEXT NOT NULL, blocks TEXT NOT NULL, only_for TEXT, edited INTEGER NOT NULL DEFAULT 0,
    UNIQUE (conversation, ts)
);
CREATE TABLE IF NOT EXISTS seen (conversation TEXT PRIMARY KEY, up_to INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS home (user_id TEXT PRIMARY KEY, view TEXT NOT NULL);
"""
FIELDS = "id, conversation, ts, author, text, blocks, only_for, edited"
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stands now; `only_for` names the one person who may see it."""

    id: int
    conversation: str
    ts: str
    author: str
    text: str
    blocks: Blocks
    only_for: str | None
    edited: bool


class Store:
    """Messages, how far each conversation was read, and Home tabs. `path` may be `:memory:`."""

    def __init__(self, path: Path | str, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(SCHEMA)
        # As in Slack, what only one person could see does not outlive the session.
        self._db.execute("DELETE FROM message WHERE only_for IS NOT NULL")

    def close(self) -> None:
        self._db.close()

    def post(
        self, conversation: str, author: str, text: str, blocks: Blocks, at: float, only_for: str | None = None
    ) -> Message:
        """Add a message at `at` (Unix seconds), under a timestamp no other message there has."""
        micros = round(at * 1_000_000)
        while self.find(conversation, _ts(micros)) is not None:
            micros += 1
        self._db.execute(
            "INSERT INTO message (conversation, ts, author, text, blocks, only_for) VALUES (?, ?, ?, ?, ?, ?)",
            (conversation, _ts(micros), author, text, json.dumps(blocks), only_for),
        )
        self._changed()
        posted = self.find(conversation, _ts(micros))
        assert posted is not None
        return posted

    def change(self, message: Message, text: str, blocks: Blocks) -> None:
        self._db.execute(
            "UPDATE message SET text = ?, blocks = ?, edited = edited + 1 WHERE id = ?",
            (text, json.dumps(blocks), message.id),
        )
        self._changed()

    def delete(self, message: Message) -> None:
        self._db.execute("DELETE FROM message WHERE id = ?", (message.id,))
        self._changed()

    def find(self, conversation: str, ts: str) -> Message | None:
        row = self._db.execute(
            f"SELECT {FIELDS} FROM message WHERE conversation = ? AND ts = ?",  # noqa: S608  a constant
            (conversation, ts),
        ).fetchone()
        return _message(row) if row else None

    def latest(self, conversation: str, viewer: str) -> list[Message]:
        """The last messages `viewer` may see, oldest first."""
        rows = self._db.execute(
            f"SELECT {FIELDS} FROM message WHERE conversation = ? AND (only_for IS NULL OR only_for = ?)"  # noqa: S608  a constant
            " ORDER BY id DESC LIMIT ?",
            (conversation, viewer, SHOWN),
        ).fetchall()
        return [_message(row) for row in reversed(rows)]

    def unread(self, author: str) -> dict[str, int]:
        """How many messages by `author` nobody has looked at, by conversation."""
        rows: Iterable[tuple[str, int]] = self._db.execute(
            "SELECT m.conversation, count(*) FROM message m LEFT JOIN seen s USING (conversation)"
            " WHERE m.author = ? AND m.only_for IS NULL AND m.id > coalesce(s.up_to, 0) GROUP BY m.conversation",
            (author,),
        )
        return dict(rows)

    def mark_seen(self, conversation: str, up_to: int) -> None:
        self._db.execute(
            "INSERT INTO seen VALUES (?, ?) ON CONFLICT DO UPDATE SET up_to = max(up_to, excluded.up_to)",
            (conversation, up_to),
        )
        self._changed()

    def publish_home(self, user_id: str, view: dict[str, Any]) -> None:
        self._db.execute("INSERT OR REPLACE INTO home VALUES (?, ?)", (user_id, json.dumps(view)))
        self._changed()

    def home(self, user_id: str) -> dict[str, Any] | None:
        row = self._db.execute("SELECT view FROM home WHERE user_id = ?", (user_id,)).fetchone()
        return json.loads(row[0]) if row else None


def _ts(micros: int) -> str:
    return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"


def _message(row: tuple[Any, ...]) -> Message:
    number, conversation, ts, author, text, blocks, only_for, edited = row
    return Message(number, conversation, ts, author, text, json.loads(blocks), only_for, bool(edited))

"""One unit of work: everything or nothing, with its audit rows in the same transaction."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.engine import Engine
from sqlmodel import Session

from storage import audit
from storage.engine import WRITE, make_engine


class UnitOfWork:
    """An open write transaction. Leaving the block without `commit()` rolls back."""

    def __init__(self, session: Session, actor_id: str, now: datetime) -> None:
        self.session = session
        self.actor_id = actor_id
        self.now = now
        self._soon: list[audit.Entry] = []

    def record(self, action: str, subject: str, facts: Mapping[str, object] | None = None) -> None:
        """Add the audit row of one change: opaque ids and plain values, never a name."""
        audit.append(self.session, self.now, self.actor_id, [(action, subject, facts or {})])

    def record_soon(self, action: str, subject: str, facts: Mapping[str, object]) -> None:
        """Like `record`, for thousands of changes: they are written together by `write_records()`."""
        self._soon.append((action, subject, facts))

    def write_records(self) -> None:
        audit.append(self.session, self.now, self.actor_id, self._soon)
        self._soon = []

    def commit(self) -> None:
        self.session.commit()


class Database:
    """The door to storage: `work()` to change something, `read()` to look."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writer = engine.execution_options(**{WRITE: True})

    @classmethod
    def at(cls, url: str) -> "Database":
        return cls(make_engine(url))

    @contextmanager
    def work(self, actor_id: str, now: datetime) -> Iterator[UnitOfWork]:
        """A write transaction by `actor_id` (a staff id, or `system`) at `now`."""
        with Session(self._writer, expire_on_commit=False) as session:
            yield UnitOfWork(session, actor_id, now)

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    def close(self) -> None:
        self.engine.dispose()

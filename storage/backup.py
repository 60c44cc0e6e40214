"""Copying a database to a file and back: SQLite by its own online copy, PostgreSQL by its own tools."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL, Engine

from storage.engine import is_sqlite
from storage.schema import SchemaState, state


class BackupRefused(Exception):
    """What stands in the way, for whoever runs the command."""


def backup(engine: Engine, file: Path) -> None:
    """Write everything to a new file that only its owner can read; the bot may go on running."""
    if state(engine) is SchemaState.EMPTY:
        raise BackupRefused("the database is empty; there is nothing to back up")
    if file.exists():
        raise BackupRefused(f"{file} is there already; choose another name")
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        if is_sqlite(engine):
            _copy(Path(str(engine.url.database)), file)
        else:
            _run(engine, ["pg_dump", "--format=custom", "--no-owner", "--file", str(file)])
    except BackupRefused:
        file.unlink()
        raise


def restore(engine: Engine, file: Path) -> None:
    """Fill an empty database from a backup; one that holds anything is left alone."""
    if state(engine) is not SchemaState.EMPTY:
        raise BackupRefused("the database is not empty; name a new one in DATABASE_URL, or move the old one away")
    if not is_sqlite(engine):
        _run(engine, ["pg_restore", "--exit-on-error", "--single-transaction", "--no-owner"], str(file))
        return
    _must_be_ours(file)
    engine.dispose()
    _copy(file, Path(str(engine.url.database)))


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def _must_be_ours(file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as found:
            whole = found.execute("PRAGMA quick_check").fetchone() == ("ok",)
            ours = found.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    except sqlite3.DatabaseError as error:
        raise BackupRefused(f"{file} is not a backup of this program") from error
    if not whole or ours is None:
        raise BackupRefused(f"{file} is damaged, or not a backup of this program")


def _run(engine: Engine, command: Sequence[str], *last: str) -> None:
    """The password goes by the environment: arguments can be read by every user of the machine."""
    if shutil.which(command[0]) is None:
        raise BackupRefused(f"{command[0]} is not installed; it comes with PostgreSQL's client tools")
    url = engine.url
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    address = plain.render_as_string()
    password = {} if url.password is None else {"PGPASSWORD": str(url.password)}
    full = [*command, "--dbname", address, *last]
    env = {**os.environ, **password}
    # A fixed program with our own arguments.
    done = subprocess.run(full, env=env, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise BackupRefused(f"{command[0]}: {done.stderr.strip()}")

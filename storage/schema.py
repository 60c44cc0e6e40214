"""Is the database at the version this code needs, and bringing it there."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Engine
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  fills the metadata
from storage.engine import is_sqlite

_UPGRADE_LOCK = 5_170_002


class SchemaState(StrEnum):
    EMPTY = "empty"
    CURRENT = "current"
    OLDER = "older"
    NEWER = "newer"


def state(engine: Engine) -> SchemaState:
    """Compare the database's revision with the code's newest one."""
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    script = ScriptDirectory.from_config(config())
    if found is None:
        return SchemaState.EMPTY
    if found == script.get_current_head():
        return SchemaState.CURRENT
    known = {revision.revision for revision in script.walk_revisions()}
    return SchemaState.OLDER if found in known else SchemaState.NEWER


def upgrade(engine: Engine) -> None:
    """Run what is missing, in one transaction; two processes starting together wait for each other."""
    with _alone(engine) as connection:
        settings = config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")


def differences(engine: Engine) -> list[object]:
    """What the tables in the code have that the database has not, or the other way round; empty when they agree."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        return list(compare_metadata(context, SQLModel.metadata))


def ours(_obj: object, name: str | None, kind: str, _reflected: bool, _compare_to: object) -> bool:
    """Leave out the workflow engine's tables, which live in the same SQLite file and are not ours to drop."""
    return kind != "table" or name in SQLModel.metadata.tables


def config() -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return settings


@contextmanager
def _alone(engine: Engine) -> Iterator[sa.Connection]:
    if not is_sqlite(engine):
        with engine.begin() as connection:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
            yield connection
        return
    with engine.connect() as connection:
        # Rebuilding a parent table fails while foreign keys are on; they are checked before the commit instead.
        _pragma(connection, "foreign_keys=OFF")
        with connection.execution_options(fsp_write=True).begin():
            yield connection
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"The upgrade would leave {len(broken)} rows pointing nowhere; nothing was changed.")
        _pragma(connection, "foreign_keys=ON")


def _pragma(connection: sa.Connection, text: str) -> None:
    raw = connection.connection.dbapi_connection
    assert raw is not None
    cursor = raw.cursor()
    cursor.execute(f"PRAGMA {text}")
    cursor.close()

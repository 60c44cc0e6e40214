from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy.exc import IntegrityError

from storage import schema
from storage.unit_of_work import Database

AT = datetime(2020, 5, 12, 9, tzinfo=UTC)


@pytest.fixture
def first(database_url: str) -> Iterator[Database]:
    """A database as the first version left it, with a session in it."""
    found = Database.at(database_url)
    with found.engine.begin() as connection:
        settings = schema.config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0001")
        person = "'P', 'P', 'p@x.example', 'social_work', 'social_worker', 'X', 'permanent', 1, 'Mon 09:00-17:00'"
        connection.execute(
            sa.text(
                "INSERT INTO person (staff_id, name, email, discipline, role, employer, employment, fte, "
                f"working_pattern, starts_on, on_slack, source) VALUES ({person}, '2019-07-01', true, 'people.csv')"
            )
        )
        _session(connection, "1", "cancelled")
    yield found
    found.close()


def _session(connection: sa.Connection, key: str, state: str) -> None:
    connection.execute(
        sa.text(
            "INSERT INTO session (id, staff_id, kind, starts_at, minutes, state, source, entered_at, entered_by) "
            "VALUES (:id, 'P', 'professional', :at, 90, :state, 'plan', :at, 'system')"
        ).bindparams(sa.bindparam("at", type_=sa.DateTime(timezone=True))),
        {"id": key, "at": AT, "state": state},
    )


def test_the_first_databases_rows_survive_and_a_cancelled_time_is_free_again(first: Database) -> None:
    schema.upgrade(first.engine)
    assert schema.differences(first.engine) == []
    with first.engine.begin() as connection:
        _session(connection, "2", "planned")
        assert connection.execute(sa.text("SELECT count(*) FROM session")).scalar_one() == 2
    with pytest.raises(IntegrityError), first.engine.begin() as connection:
        _session(connection, "3", "confirmed")

from datetime import datetime

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from storage import audit, schema
from storage.tables import AuditRow, InstallationRow, MilestoneRow, RoleGrantRow
from storage.unit_of_work import Database


def milestone() -> MilestoneRow:
    day = datetime(2020, 6, 30).date()  # noqa: DTZ001  a day has no zone
    return MilestoneRow(key="go-live", baseline=day, forecast=day)


def test_nothing_is_kept_without_commit(database: Database, now: datetime) -> None:
    with database.work("C1001", now) as uow:
        uow.session.add(milestone())
        uow.record("milestone.add", "go-live")
    with database.read() as session:
        assert session.exec(select(MilestoneRow)).all() == []
        assert session.exec(select(AuditRow)).all() == []


def test_a_change_and_its_audit_row_stand_together(database: Database, now: datetime) -> None:
    with database.work("C1001", now) as uow:
        uow.session.add(milestone())
        uow.record("milestone.add", "go-live", {"baseline": "2020-06"})
        uow.commit()
    with database.read() as session:
        row = session.exec(select(AuditRow)).one()
        assert (row.actor_id, row.action, row.subject, row.at) == ("C1001", "milestone.add", "go-live", now)
        assert audit.first_broken(session) is None


def test_an_altered_audit_row_shows(database: Database, now: datetime) -> None:
    with database.work("C1001", now) as uow:
        for number in range(3):
            uow.record("thing.change", str(number))
        uow.commit()
    with database.work("C1001", now) as uow:
        row = uow.session.exec(select(AuditRow).where(AuditRow.subject == "1")).one()
        row.actor_id = "C9999"
        altered = row.id
        uow.session.add(row)
        uow.commit()
    with database.read() as session:
        assert audit.first_broken(session) == altered


def test_foreign_keys_hold(database: Database, now: datetime) -> None:
    with database.work("system", now) as uow:
        uow.session.add(RoleGrantRow(staff_id="nobody", role="coach", granted_at=now, granted_by="system"))
        with pytest.raises(IntegrityError):
            uow.commit()


def test_instants_come_back_aware(database: Database, now: datetime) -> None:
    with database.work("system", now) as uow:
        uow.session.add(InstallationRow(practice=True, programme="oxfordshire", created_at=now))
        uow.commit()
    with database.read() as session:
        found = session.exec(select(InstallationRow)).one().created_at
    assert found == now
    assert found.tzinfo is not None


def test_upgrade_is_safe_to_repeat_and_the_models_match(database: Database) -> None:
    schema.upgrade(database.engine)
    assert schema.state(database.engine) is schema.SchemaState.CURRENT
    assert schema.differences(database.engine) == []

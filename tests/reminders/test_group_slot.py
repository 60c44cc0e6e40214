"""What an approved template says to one person, from the notice to the message."""

from datetime import date, datetime, timedelta

from sqlmodel import Session, select

from bot.bootstrap import make_renderer
from domain.access import SYSTEM
from jobs.engine import JobKind
from reminders.prepare import prepare
from reminders.tick import tick
from services import people
from services.desk import Desk
from services.planning.group import approve_group, plan_group
from storage.tables import DeliveryRow
from tests.planning_now import Inline


class Queue:
    def enqueue(self, session: Session, job_id: str, kind: JobKind = JobKind.DELIVER) -> None:
        """Nothing is sent by itself here."""


def test_each_person_gets_one_message_that_is_true_when_it_is_sent(desk: Desk, now: datetime) -> None:
    for staff_id in ("P1241", "C1020"):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    first, last = date(2020, 5, 1), date(2020, 7, 31)
    approve_group(desk, SYSTEM, plan_group(desk, SYSTEM, Inline(), first, last, now).run_id, now)
    tick(desk, Queue(), now)
    with desk.database.read() as session:
        rows = session.exec(select(DeliveryRow).where(DeliveryRow.kind == "group_slot")).all()
    ids = {row.staff_id: row.id for row in rows}
    assert len(ids) == len(rows) > 200
    renderer = make_renderer(desk.programme)
    shared = prepare(desk, renderer, ids["P1241"], now)
    assert shared is not None
    assert shared.place.slack_user_id == "UP1241"
    assert "Banbury 3's group supervision is every other Wednesday" in shared.message.text
    assert "Banbury 4's group supervision is every other Tuesday" in shared.message.text
    assert shared.message.text.count("It is outside the hours you work, so you are not expected.") == 1
    assert prepare(desk, renderer, ids["C1020"], now + timedelta(days=120)) is None, "the term is over"

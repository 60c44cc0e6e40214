"""Two who save or put off at once: one choice stands, one reminder comes again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from sqlmodel import select

from services import people, preferences, snooze
from services.desk import Desk
from services.preferences import Choice
from storage.tables import DeliveryRow, DeliveryState, PreferenceRow, SnoozeRow

WORKER = "C1062"


def test_saving_twice_at_once_keeps_one_choice(desk: Desk, now: datetime) -> None:
    worker = people.actor_for(desk, WORKER, now)
    choices = [Choice(frozenset({"group_coming"}), {}), Choice(frozenset({"group_summary"}), {}, daily=True)] * 3
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda choice: preferences.choose(desk, worker, "", choice, now), choices))
    with desk.database.read() as session:
        kinds = sorted(row.kind for row in session.exec(select(PreferenceRow)))
    assert kinds in (["group_coming"], ["", "group_summary"])


def test_putting_off_twice_at_once_brings_it_once(desk: Desk, now: datetime) -> None:
    with desk.database.work("system", now) as uow:
        row = DeliveryRow(
            key="milestones:C1062:2020-04-27",
            kind="milestones",
            subject=WORKER,
            staff_id=WORKER,
            facts={"lead": "", "about": ["go-live"]},
            due_at=now - timedelta(hours=1),
            state=DeliveryState.SENT,
        )
        uow.session.add(row)
        uow.commit()
    worker = people.actor_for(desk, WORKER, now)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: snooze.snooze(desk, worker, "milestones", WORKER, now), range(4)))
    with desk.database.read() as session:
        (row_again,) = session.exec(select(SnoozeRow)).all()
    assert {one.at for one in found} == {row_again.due_at}
    assert row_again.facts["about"] == ["go-live"]

"""One message a second in each conversation, whichever process sends it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from domain.access import SYSTEM
from reminders.claim import Claim, claim
from reminders.tick import tick
from services import people
from services.desk import Desk
from storage.tables import NoticeRow
from tests.reminders.test_delivery import Queue

SECOND = timedelta(seconds=1)
TEAMS = ("BICESTER-1", "BICESTER-2", "BICESTER-3")


def test_two_processes_share_the_pace_of_a_conversation(desk: Desk, now: datetime) -> None:
    queue = Queue()
    with desk.database.work("system", now) as uow:
        for staff_id in ("C1062", "C1060"):
            for team in TEAMS:
                uow.session.add(NoticeRow(staff_id=staff_id, kind="channel_closed", subject=team, created_at=now))
        uow.commit()
    for staff_id in ("C1062", "C1060"):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    tick(desk, queue, now)
    with ThreadPoolExecutor(4) as two_processes:
        found = list(two_processes.map(lambda key: claim(desk, key, now, SECOND), queue.ids))
    claims = [one for one in found if isinstance(one, Claim)]
    assert {one.about.staff_id for one in claims[:2]} == {"C1060", "C1062"}, "everybody's first before anybody's second"
    for staff_id in ("C1062", "C1060"):
        begins = sorted(one.begin for one in claims if one.about.staff_id == staff_id)
        assert begins == [now, now + SECOND, now + 2 * SECOND]

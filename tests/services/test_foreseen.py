from datetime import date, datetime, timedelta

from sqlmodel import select

from domain.access import SYSTEM
from services import people
from services.desk import Desk
from services.notices import Drop, Subject
from services.planning import absence, bookings, forecast, foreseen, times
from services.planning.foreseen import ForeseenView
from storage.tables import NoticeRow
from tests.planning_now import Inline

MANAGER, WORKER = "C1060", "C1062"


def notices(desk: Desk, staff_id: str) -> list[NoticeRow]:
    with desk.database.read() as session:
        rows = select(NoticeRow).where(NoticeRow.kind == foreseen.KIND, NoticeRow.staff_id == staff_id)
        return list(session.exec(rows))


def test_a_long_absence_is_foreseen_told_once_and_forgotten_when_prevented(desk: Desk, now: datetime) -> None:
    absence.away(desk, SYSTEM, WORKER, date(2020, 5, 6), date(2020, 6, 30), now)
    manager = people.actor_for(desk, MANAGER, now)
    view = forecast.forecast(desk, manager, Inline(), now)
    assert "Nia O'Connor" in [line.supervisee for line in view.breaches]
    assert foreseen.tell_of_breaches(desk, Inline(), now) > 0
    assert foreseen.tell_of_breaches(desk, Inline(), now + timedelta(hours=1)) == 0
    [notice] = notices(desk, MANAGER)
    about = Subject(notice.subject, MANAGER, None, notice.facts, now, "")
    told = foreseen.breach_foreseen(desk, about, now)
    assert isinstance(told, ForeseenView)
    before = [line for line in told.breaches if line.supervisee == "Nia O'Connor"]
    assert {line.cause for line in before} == {"unavailable"}
    at = times.times_for_person(desk, manager, "Nia O'Connor", now).times[0].starts_at
    bookings.book(desk, manager, "Nia O'Connor", at, now)
    after = foreseen.breach_foreseen(desk, about, now)
    assert isinstance(after, Drop) or len(after.breaches) < len(told.breaches)


def test_nobody_is_written_to_on_a_sunday_or_at_night(desk: Desk, now: datetime) -> None:
    assert foreseen.tell_of_breaches(desk, Inline(), now - timedelta(days=1)) == 0
    assert foreseen.tell_of_breaches(desk, Inline(), now + timedelta(hours=12)) == 0

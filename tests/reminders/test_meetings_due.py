"""What falls due around a meeting, and that it stops when the thing is done."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from bot.bootstrap import make_renderer
from domain.access import SYSTEM
from domain.calendar import BankHolidays
from domain.programme import Programme
from domain.roster import Roster
from jobs.engine import JobKind
from reminders.due import due
from reminders.kinds import Kind
from reminders.prepare import prepare
from reminders.tick import next_due, tick
from reminders.timing import Facts, MeetingFact
from services import people
from services.desk import Desk
from services.group import record, replies
from storage.tables import DeliveryRow
from tests.meetings import meetings_of

CHAIR, NIA, ABOVE = "C1060", "C1062", "C1004"


class Queue:
    def enqueue(self, session: Session, job_id: str, kind: JobKind = JobKind.DELIVER) -> None:
        """Nothing is sent by itself here."""


def run_to(desk: Desk, now: datetime, until: datetime) -> list[DeliveryRow]:
    """Tick at each due instant on the way, as the practice clock does."""
    tick(desk, Queue(), now)
    while (at := next_due(desk, now, until)) is not None:
        tick(desk, Queue(), at)
        now = at
    with desk.database.read() as session:
        return list(session.exec(select(DeliveryRow).order_by(DeliveryRow.due_at)))  # type: ignore[arg-type]  # a column


def test_a_member_hears_twice_before_and_the_chair_afterwards_until_it_is_recorded(desk: Desk, now: datetime) -> None:
    meeting = meetings_of(desk, "BICESTER-1", count=1)[0]
    for staff_id in (CHAIR, NIA):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    rows = run_to(desk, now, meeting.starts_at + timedelta(days=14))
    mine = [(row.kind, row.due_at.date()) for row in rows if row.subject == meeting.id and row.staff_id == NIA]
    assert mine == [
        ("group_coming", date(2020, 4, 28)),
        ("group_summary", date(2020, 5, 1)),
        ("group_coming", date(2020, 5, 4)),
    ]
    asked = [row for row in rows if row.kind == "group_held"]
    assert [(row.staff_id, row.due_at.date()) for row in asked] == [
        (CHAIR, date(2020, 5, 5)),
        (CHAIR, date(2020, 5, 7)),
    ]
    renderer = make_renderer(desk.programme)
    after = meeting.starts_at + timedelta(hours=4)
    ready = prepare(desk, renderer, asked[0].id, after)
    assert ready is not None
    assert ready.message.text.startswith("Did Bicester 1's group supervision")
    chair = people.actor_for(desk, CHAIR, after)
    record.say_held(desk, chair, meeting.id, held=False, now=after)
    assert prepare(desk, renderer, asked[1].id, after) is None, "it is recorded"
    (late,) = [row for row in rows if row.kind == "group_unrecorded"]
    assert prepare(desk, renderer, late.id, after) is None


def test_who_is_not_expected_hears_nothing(desk: Desk, now: datetime) -> None:
    meeting = meetings_of(desk, "BICESTER-1", count=1)[0]
    for staff_id in (CHAIR, NIA):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    replies.excuse(desk, people.actor_for(desk, CHAIR, now), meeting.id, NIA, now)
    rows = run_to(desk, now, meeting.starts_at)
    renderer = make_renderer(desk.programme)
    coming = [row for row in rows if row.kind == "group_coming" and row.staff_id == NIA]
    assert [prepare(desk, renderer, row.id, now) for row in coming] == [None, None]
    with desk.database.read() as session:
        assert {session.get_one(DeliveryRow, row.id).reason for row in coming} == {"not_expected"}


def test_nothing_is_due_on_a_day_off_or_outside_sending_hours(county: Roster, programme: Programme) -> None:
    @given(day=st.dates(date(2020, 1, 6), date(2020, 12, 20)), hour=st.integers(9, 15))
    def holds(day: date, hour: int) -> None:
        starts_at = datetime.fromisoformat(f"{day}T{hour:02}:00:00+00:00")
        check(county, programme, MeetingFact("m", "BICESTER-1", starts_at, 150, CHAIR, first=True))

    holds()


def check(county: Roster, programme: Programme, meeting: MeetingFact) -> None:
    holidays = BankHolidays(programme.bank_holidays)
    facts = Facts(programme, holidays, county, (), (meeting,))
    found = due(facts, meeting.starts_at - timedelta(days=30), meeting.starts_at + timedelta(days=30))
    found = [item for item in found if item.kind is not Kind.TEAM_DIGEST]
    assert len({item.key for item in found}) == len(found)
    for item in found:
        here = item.at.astimezone(facts.zone)
        person = county.people[item.staff_id or ""]
        if item.kind in (Kind.GROUP_COMING, Kind.GROUP_SUMMARY):
            assert item.at < meeting.starts_at
            assert 8 <= here.hour < 18
            assert person.pattern.works_on(here.date())
            assert not holidays.is_holiday(here.date())
            assert county.available(person.staff_id, here.date())
        else:
            assert item.at > meeting.starts_at

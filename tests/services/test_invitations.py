"""A calendar entry follows its session: one UID for ever, and a number that only rises."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from sqlmodel import Session, SQLModel, col, select

from domain.calendar import local
from domain.supervision.states import LIVE, SessionState
from services.invitations import Entry, Parties, changes, entry_of, identity, invitation
from services.notices import Subject
from services.planning import bookings
from services.planning.changes import tell_changes
from storage.tables import NoticeRow, SessionRow
from storage.unit_of_work import UnitOfWork
from tests.domain.people import person, roster

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2020, 3, 2, 9, tzinfo=UTC)
PARTIES = Parties("fsp@council.example", "Family Safeguarding", "mei@thamesmind.example", "Mei Wilson")
PEOPLE = roster(person("NIA"), person("AMARA"), person("BEN"))
ENTRY = Entry("1@fsp-coordinator", 0, NOW, 90, "Professional supervision: Nia O'Connor and Amara Evans")


@dataclass
class Life:
    """One session as its people live through it; `heard` are the entries that each got, oldest first."""

    session: Session
    row: SessionRow
    heard: dict[str, list[Entry]] = field(default_factory=dict)

    def tell(self, moved: list[tuple[str, str]], gone: list[str], new: list[str]) -> None:
        uow = UnitOfWork(self.session, "system", NOW)
        tell_changes(uow, PEOPLE, moved, gone, new)
        self.session.flush()
        for notice in self.session.exec(select(NoticeRow).where(col(NoticeRow.claimed_at).is_(None))).all():
            notice.claimed_at = NOW
            about = Subject(notice.subject, notice.staff_id, None, notice.facts, NOW, "")
            entries = [entry_of(self.session, one, "S") for one in changes(self.session, notice.kind, about)]
            self.heard.setdefault(notice.staff_id, []).extend(entries)

    def replace(self, starts_at: datetime, supervisor_id: str) -> None:
        """Moved, or given by another; a cancelled session may be moved too."""
        old = self.row
        uow = UnitOfWork(self.session, "system", NOW)
        self.row = bookings._replace(uow, old, starts_at, supervisor_id, "typed")
        self.tell([(old.id, self.row.id)], [], [])

    def cancel(self) -> None:
        if self.row.state in LIVE:
            self.row.state = SessionState.CANCELLED
            self.session.flush()
            self.tell([], [self.row.id], [])


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.integers(1, 300)),
        st.tuples(st.just("cover"), st.sampled_from(["AMARA", "BEN"])),
        st.tuples(st.just("cancel"), st.none()),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_whatever_happens_everybody_ends_with_what_is_true(steps: list[tuple[str, object]]) -> None:
    engine = sa.create_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        life = Life(session, a_session())
        session.add(life.row)
        session.flush()
        life.tell([], [], [life.row.id])
        for what, how in steps:
            if what == "move":
                assert isinstance(how, int)
                life.replace(
                    local(date(2020, 3, 3) + timedelta(days=how), time(10), LONDON), life.row.supervisor_id or ""
                )
            elif what == "cover":
                life.replace(life.row.starts_at, str(how))
            else:
                life.cancel()
        uid = identity(session, life.row, cancelled=False)[0]
        for staff_id, entries in life.heard.items():
            assert {entry.uid for entry in entries} == {uid}
            numbers = [entry.sequence for entry in entries]
            assert numbers == sorted(set(numbers))
            takes_part = life.row.state in LIVE and staff_id in (life.row.staff_id, life.row.supervisor_id)
            assert entries[-1].cancelled is not takes_part
            if takes_part:
                assert entries[-1].starts_at == life.row.starts_at
    engine.dispose()


def the_event(content: bytes) -> Any:
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    return event


def a_session() -> SessionRow:
    return SessionRow(
        staff_id="NIA",
        supervisor_id="AMARA",
        kind="professional",
        starts_at=NOW + timedelta(days=1),
        minutes=90,
        state=SessionState.PLANNED,
        source="plan",
        entered_at=NOW,
        entered_by="system",
    )


@pytest.mark.parametrize("day", [date(2020, 3, 27), date(2020, 3, 30), date(2020, 10, 23), date(2020, 10, 26)], ids=str)
def test_ten_is_ten_before_and_after_both_clock_changes(day: date) -> None:
    starts = local(day, time(10), LONDON)
    made = invitation(Entry("1", 0, starts, 90, "S"), PARTIES, NOW)
    event = the_event(made.content)
    assert event["DTSTART"].dt.astimezone(LONDON).replace(tzinfo=None) == datetime.combine(day, time(10))
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=90)


@pytest.mark.parametrize("cancelled", [False, True])
def test_an_entry_holds_nothing_but_who_and_when(cancelled: bool) -> None:
    entry = Entry(ENTRY.uid, 4, ENTRY.starts_at, 90, ENTRY.summary, cancelled)
    made = invitation(entry, PARTIES, NOW)
    found = Calendar.from_ical(made.content)
    assert found["METHOD"] == made.method == ("CANCEL" if cancelled else "REQUEST")
    (event,) = found.walk("VEVENT")
    assert set(event) == {
        *("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "CLASS", "ORGANIZER", "ATTENDEE")
    }
    assert str(event["SUMMARY"]) == "Professional supervision: Nia O'Connor and Amara Evans"
    assert event["STATUS"] == ("CANCELLED" if cancelled else "CONFIRMED")
    assert event["ATTENDEE"] == "mailto:mei@thamesmind.example"


def test_nothing_in_a_name_can_add_a_line() -> None:
    evil = "A\r\nATTENDEE:mailto:x@y.example\r\n;:,\\"
    made = invitation(Entry("1", 0, NOW, 90, evil), Parties("f@x.example", evil, "m@x.example", 'A"B;C:D'), NOW)
    (event,) = Calendar.from_ical(made.content).walk("VEVENT")
    assert event["ATTENDEE"] == "mailto:m@x.example"

from contextlib import suppress
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from domain.access import Actor
from domain.errors import BadValue, NotAllowed
from domain.when import FixedTime
from services import people
from services.desk import Desk
from services.planning import busy
from services.planning.calendar_file import BusyStretch, busy_stretches
from storage.tables import BusyTimeRow

WORKER, OTHER = "C1062", "C1025"
COURT = FixedTime(date(2020, 5, 12), time(14), time(16))
DUTY = FixedTime(date(2020, 4, 27), time(9), time(12), weekday=2)


def calendar(*events: str) -> bytes:
    body = "\r\n".join(f"BEGIN:VEVENT\r\nUID:{n}\r\n{event}\r\nEND:VEVENT" for n, event in enumerate(events))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}\r\nEND:VCALENDAR\r\n".encode()


@pytest.fixture
def worker(desk: Desk, now: datetime) -> Actor:
    return people.actor_for(desk, WORKER, now)


def test_typed_times_are_kept_once_and_taken_back(desk: Desk, worker: Actor, now: datetime) -> None:
    busy.add(desk, worker, COURT, now)
    view = busy.add(desk, worker, COURT, now)
    view = busy.add(desk, worker, DUTY, now)
    assert [(t.day, t.start, t.weekday) for t in view.times] == [
        (DUTY.day, time(9), 2),
        (COURT.day, time(14), None),
    ]
    assert len(busy.remove(desk, worker, view.times[0].key, now).times) == 1


def test_a_stranger_neither_sees_nor_removes_them(desk: Desk, worker: Actor, now: datetime) -> None:
    key = busy.add(desk, worker, COURT, now).times[0].key
    stranger = people.actor_for(desk, OTHER, now)
    with pytest.raises(NotAllowed):
        busy.remove(desk, stranger, key, now)
    with pytest.raises(NotAllowed):
        busy.fixed_times(desk, stranger, WORKER, now)


def test_a_calendar_gives_times_and_nothing_else(desk: Desk, worker: Actor, now: datetime) -> None:
    content = calendar(
        "SUMMARY:Court about the Smith family\r\nDTSTART:20200512T130000Z\r\nDTEND:20200512T150000Z",
        "SUMMARY:Duty\r\nDTSTART;TZID=Europe/London:20200429T090000\r\nDTEND;TZID=Europe/London:20200429T120000"
        "\r\nRRULE:FREQ=WEEKLY;COUNT=3",
        "SUMMARY:Lunch\r\nDTSTART:20200513T110000Z\r\nDTEND:20200513T120000Z\r\nTRANSP:TRANSPARENT",
    )
    view = busy.add_calendar(desk, worker, WORKER, content, "", now)
    assert view.feeds[0].coming == 4
    with desk.database.read() as session:
        rows = session.exec(select(BusyTimeRow)).all()
    assert (date(2020, 5, 12), time(14), time(16)) in {(r.first_day, r.start, r.end) for r in rows}
    assert all("Smith" not in str(row) for row in rows)
    assert busy.remove(desk, worker, view.feeds[0].key, now).feeds == ()
    with desk.database.read() as session:
        assert session.exec(select(BusyTimeRow)).all() == []


def test_a_calendar_that_cannot_be_read_again_keeps_its_times_and_says_so(
    desk: Desk, worker: Actor, now: datetime
) -> None:
    content = calendar("DTSTART:20200512T130000Z\r\nDTEND:20200512T150000Z")
    feed = busy.add_calendar(desk, worker, WORKER, content, "https://calendar.example/x.ics", now).feeds[0]
    busy.refresh(desk, feed.key, None, now)
    busy.refresh(desk, feed.key, b"<html>not a calendar</html>", now)
    line = busy.fixed_times(desk, worker, "", now).feeds[0]
    assert (line.coming, line.problem) == (1, "calendar")


def test_days_over_midnight_and_whole_days(desk: Desk) -> None:
    content = calendar(
        "DTSTART;VALUE=DATE:20200512\r\nDTEND;VALUE=DATE:20200514",
        "DTSTART:20200520T210000Z\r\nDTEND:20200521T080000Z",
    )
    assert busy_stretches(content, date(2020, 5, 1), date(2020, 5, 31), desk.zone) == [
        BusyStretch(date(2020, 5, 12), time(), time(23, 59)),
        BusyStretch(date(2020, 5, 13), time(), time(23, 59)),
        BusyStretch(date(2020, 5, 20), time(22), time(23, 59)),
        BusyStretch(date(2020, 5, 21), time(), time(9)),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=5",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYMINUTE=1,2",
        "FREQ=DAILY;BYSECOND=0,1",
    ],
)
def test_a_few_lines_that_ask_for_millions_of_repeats_are_refused(desk: Desk, rule: str) -> None:
    content = calendar(f"DTSTART:19700101T000000Z\r\nDTEND:19700101T000001Z\r\nRRULE:{rule}")
    with pytest.raises(BadValue) as raised:
        busy_stretches(content, date(2020, 5, 1), date(2020, 5, 31), desk.zone)
    assert raised.value.facts["what"] == "calendar_size"


def test_an_error_of_the_library_does_not_carry_the_calendar_along(desk: Desk) -> None:
    with pytest.raises(BadValue) as raised:
        busy_stretches(calendar("SUMMARY:Smith\r\nDTSTART:Smith"), date(2020, 5, 1), date(2020, 5, 31), desk.zone)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda t: calendar(t)))
def test_whatever_is_sent_is_read_or_refused_kindly(content: bytes) -> None:
    with suppress(BadValue):
        found = busy_stretches(content, date(2020, 5, 1), date(2020, 5, 31), ZoneInfo("Europe/London"))
        assert all(stretch.start < stretch.end for stretch in found)

"""When whoever brought a family review hears of it, and when they do not any more."""

from datetime import date, datetime, time, timedelta

import pytest

from domain.access import Actor, Role
from domain.calendar import local, to_local
from reminders.due import due
from reminders.facts import gather
from reminders.kinds import Kind
from reminders.timing import Due
from services.desk import Desk
from services.notices import Drop, Subject
from services.reviews import call as calling
from services.reviews import notices, record, show
from services.reviews.view import ReviewView
from storage.tables import Invitation

NIA = Actor("C1062", "", frozenset({Role.PRACTITIONER}), teams=frozenset({"BICESTER-1"}))
AGENCIES = frozenset({"police", "schools"})


def called(desk: Desk, day: date, now: datetime) -> ReviewView:
    at = local(day, time(10), desk.zone)
    given = calling.Called("BICESTER-1", at, None, "Bicester", "C1060", frozenset({"C1063"}), AGENCIES)
    return calling.call(desk, NIA, given, now)


def falling_due(desk: Desk, first: datetime, days: int) -> list[Due]:
    until = first + timedelta(days=days)
    with desk.database.read() as session:
        return [item for item in due(gather(desk, session, first, until), first, until) if "review" in item.kind]


def test_a_report_in_the_summer_holidays_is_asked_for_before_they_begin(desk: Desk, now: datetime) -> None:
    review = called(desk, date(2020, 8, 27), now)
    todo = [item for item in falling_due(desk, now, 130) if item.kind is Kind.REVIEW_TODO]
    days = [to_local(item.at, desk.zone).date() for item in todo]
    assert [day for day in days if day < date(2020, 7, 22)] == [date(2020, 7, 15), date(2020, 7, 20)]
    assert {item.staff_id for item in todo} == {"C1062"}
    assert {item.subject for item in todo} == {review.review_id}


def test_members_are_reminded_and_whoever_brought_it_is_asked_afterwards(desk: Desk, now: datetime) -> None:
    called(desk, date(2020, 5, 20), now)
    found = falling_due(desk, now, 30)
    coming = {item.staff_id for item in found if item.kind is Kind.REVIEW_COMING}
    assert coming == {"C1060", "C1062", "C1063"}
    asked = [item for item in found if item.kind is Kind.REVIEW_HELD]
    assert [(item.staff_id, to_local(item.at, desk.zone).date()) for item in asked] == [
        ("C1062", date(2020, 5, 20)),
        ("C1062", date(2020, 5, 22)),
    ]


def test_what_is_done_recorded_moved_or_cancelled_is_not_said_any_more(desk: Desk, now: datetime) -> None:
    review = called(desk, date(2020, 5, 20), now)
    (first, *_) = [item for item in falling_due(desk, now, 30) if item.kind is Kind.REVIEW_TODO]
    about = Subject(first.subject, first.staff_id, None, {}, first.at, first.key)
    assert isinstance(notices.to_do(desk, about, first.at), ReviewView)
    show.arrange(desk, NIA, review.review_id, dict.fromkeys(AGENCIES, Invitation.COMING), first.at)
    assert notices.to_do(desk, about, first.at) == Drop("done")
    later = review.starts_at + timedelta(hours=3)
    asked = Subject(review.review_id, "C1062", None, {}, later, f"x:{review.starts_at.isoformat()}:y")
    assert isinstance(notices.held(desk, asked, later), ReviewView)
    record.say_held(desk, NIA, review.review_id, held=True, now=later)
    assert isinstance(notices.held(desk, asked, later), ReviewView), "who came is still open"
    given = record.Recorded(False, frozenset(), {}, None, record.to_record(desk, NIA, review.review_id, later).version)
    record.record(desk, NIA, review.review_id, given, later)
    assert notices.held(desk, asked, later) == Drop("recorded")


def test_nobody_is_asked_on_about_a_closed_school_that_sends_no_report(desk: Desk, now: datetime) -> None:
    review = called(desk, date(2020, 5, 28), now)
    todo = [item for item in falling_due(desk, now, 30) if item.kind is Kind.REVIEW_TODO]
    about = Subject(review.review_id, "C1062", None, {}, todo[0].at, todo[0].key)
    said = {"police": Invitation.COMING, "schools": Invitation.REPORT_ASKED}
    show.arrange(desk, NIA, review.review_id, said, now)
    assert isinstance(notices.to_do(desk, about, now), ReviewView), "asked for is not here yet"
    show.arrange(desk, NIA, review.review_id, {"schools": Invitation.NOT_COMING}, now)
    assert notices.to_do(desk, about, now) == Drop("done")


@pytest.mark.parametrize("change", ["move", "cancel"])
def test_a_notice_tells_what_holds_when_it_is_sent(desk: Desk, now: datetime, change: str) -> None:
    review = called(desk, date(2020, 5, 20), now)
    facts = {"what": "called", "starts_at": review.starts_at.isoformat()}
    about = Subject(review.review_id, "C1063", None, facts, now, "notice:1")
    assert isinstance(notices.changed(desk, about, now), notices.ReviewChangedView)
    if change == "move":
        calling.move(desk, NIA, review.review_id, review.starts_at, review.starts_at + timedelta(days=1), now)
    else:
        calling.cancel(desk, NIA, review.review_id, now)
    assert notices.changed(desk, about, now) == Drop("changed_again")
    coming = Subject(review.review_id, "C1063", None, {}, now, f"x:{review.starts_at.isoformat()}:y")
    assert isinstance(notices.coming(desk, coming, now), Drop)

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlmodel import col, select

from domain.access import SYSTEM, Actor
from domain.calendar import Month
from domain.errors import AlreadySettled, BadValue, NotAllowed, NotFound, TimeTaken
from domain.programme import FrequencyRule
from domain.supervision.states import SessionState
from domain.when import FixedTime
from services import change_notice, people, sessions
from services.change_notice import ChangesView
from services.desk import Desk
from services.notices import Drop, Subject
from services.planning import absence, bookings, broken, busy, proposals, reasons, records, times
from services.planning.absence import AwayView
from services.planning.broken import BrokenView
from services.planning.reasons import WhyNotView, WhyView
from storage.tables import NoticeRow, RunKind, SessionRow
from tests.planning_now import plan_month

MAY = Month(2020, 5)
MANAGER, WORKER, OUTSIDER = "C1060", "C1062", "C1025"


@pytest.fixture
def manager(desk: Desk, now: datetime) -> Actor:
    return people.actor_for(desk, MANAGER, now)


@pytest.fixture
def worker(desk: Desk, manager: Actor, now: datetime) -> Actor:
    """With May approved."""
    proposals.approve(desk, manager, MAY, plan_month(desk, manager, MAY, now).version, now)
    return people.actor_for(desk, WORKER, now)


def booked(desk: Desk, staff_id: str = WORKER) -> SessionRow:
    with desk.database.read() as session:
        return session.exec(
            select(SessionRow).where(SessionRow.staff_id == staff_id, SessionRow.state == SessionState.PLANNED)
        ).one()


def newest_notice(desk: Desk, kind: str) -> NoticeRow:
    with desk.database.read() as session:
        rows = session.exec(select(NoticeRow).where(NoticeRow.kind == kind).order_by(col(NoticeRow.created_at)))
        return rows.all()[-1]


def away(desk: Desk, staff_id: str, first: date, last: date, now: datetime) -> AwayView:
    return absence.away(desk, SYSTEM, staff_id, first, last, now)


def test_whoever_cannot_make_it_has_three_times_one_press_each(desk: Desk, worker: Actor, now: datetime) -> None:
    old = booked(desk)
    sessions.decline(desk, worker, old.id, now)
    found = times.times_for_session(desk, worker, old.id, now, 3)
    assert len(found.times) == 3
    assert old.starts_at not in {time_.starts_at for time_ in found.times}
    assert len({time_.starts_at.date() for time_ in found.times}) == 3
    view = bookings.move(desk, worker, old.id, found.times[0].starts_at, now)
    assert (view.what, view.told) == ("moved", ("Amara Evans",))
    new = booked(desk)
    assert (new.starts_at, new.replaces_id) == (found.times[0].starts_at, old.id)


def test_a_move_tells_the_other_what_changed_and_what_stays(desk: Desk, worker: Actor, now: datetime) -> None:
    old = booked(desk)
    to = times.times_for_session(desk, worker, old.id, now).times[1].starts_at
    bookings.move(desk, worker, old.id, to, now)
    notice = newest_notice(desk, "sessions_changed")
    assert notice.staff_id == MANAGER, "whoever moved it knows"
    about = Subject(notice.subject, notice.staff_id, None, notice.facts, now, "")
    view = change_notice.sessions_changed(desk, about, now)
    assert isinstance(view, ChangesView)
    assert [(one.was_at, one.now.starts_at) for one in view.moved] == [(old.starts_at, to)]
    assert len(view.stays) == 5, "the other five supervisees"
    with pytest.raises(AlreadySettled):
        bookings.move(desk, worker, old.id, to + timedelta(days=1), now)


def test_a_time_that_will_not_do_is_refused_with_the_cause_and_others(desk: Desk, worker: Actor, now: datetime) -> None:
    row = booked(desk)
    busy.add(
        desk,
        worker,
        FixedTime(date(2020, 5, 19), time(9), time(17)),
        now,
    )
    for at, cause in (
        (datetime(2020, 5, 8, 9, 0, tzinfo=UTC), "bank_holiday"),
        (datetime(2020, 5, 16, 9, 0, tzinfo=UTC), "working_pattern"),
        (datetime(2020, 5, 19, 9, 0, tzinfo=UTC), "other_commitment"),
        (now - timedelta(days=3), "past"),
    ):
        with pytest.raises(TimeTaken) as refused:
            bookings.move(desk, worker, row.id, at, now)
        assert refused.value.facts["cause"] == cause
        assert refused.value.facts["times"]
    assert booked(desk).starts_at == row.starts_at


def test_nobody_else_moves_it(desk: Desk, worker: Actor, now: datetime) -> None:
    stranger = people.actor_for(desk, OUTSIDER, now)
    with pytest.raises(NotAllowed):
        bookings.move(desk, stranger, booked(desk).id, now + timedelta(days=9), now)
    with pytest.raises(NotFound):
        bookings.cancel(desk, stranger, "Nia O'Connor", now)


def test_cover_comes_from_the_same_discipline(desk: Desk, worker: Actor, manager: Actor, now: datetime) -> None:
    with pytest.raises(TimeTaken) as refused:
        bookings.cover(desk, manager, "Nia O'Connor", "C1008", now)
    assert refused.value.facts["cause"] == "other_discipline"
    view = bookings.cover(desk, manager, "Nia O'Connor", "C1070", now)
    assert (view.what, booked(desk).supervisor_id) == ("covered", "C1070")


def test_a_session_nobody_booked_is_recorded_late_with_both_dates(
    desk: Desk, worker: Actor, manager: Actor, now: datetime
) -> None:
    held_at = datetime(2020, 4, 22, 9, 0, tzinfo=UTC)
    records.record_by_name(desk, manager, "Nia O'Connor", SessionState.HELD, held_at, now)
    with desk.database.read() as session:
        row = session.exec(
            select(SessionRow).where(SessionRow.starts_at == held_at, SessionRow.staff_id == WORKER)
        ).one()
    assert (row.state, row.entered_at, row.source) == (SessionState.HELD, now, "typed")
    with pytest.raises(NotFound):
        records.record_by_name(desk, manager, "Nia O'Connor", SessionState.MISSED, None, now)


def test_why_is_answered_for_what_is_booked_and_for_what_is_not(
    desk: Desk, worker: Actor, manager: Actor, now: datetime
) -> None:
    view = reasons.reasons(desk, worker, "", now)
    assert isinstance(view, WhyView)
    assert (view.starts_at, view.supervisor) == (booked(desk).starts_at, "Amara Evans")
    assert view.days_since is not None
    plan_month(desk, SYSTEM, MAY, now)
    director = people.actor_for(desk, "C1001", now)
    nobody = reasons.reasons(desk, director, "C1123", now)
    assert isinstance(nobody, WhyNotView)
    assert nobody.line is not None
    assert nobody.line.cause == "unavailable"


def test_an_illness_is_mended_and_nobody_else_moves(desk: Desk, worker: Actor, manager: Actor, now: datetime) -> None:
    row = booked(desk)
    day = desk.today(row.starts_at)
    noted = away(desk, WORKER, day, day, now)
    assert [s.starts_at for s in noted.lost] == [row.starts_at]
    assert noted.months == (MAY,)
    with desk.database.read() as session:
        before = {r.id for r in session.exec(select(SessionRow).where(SessionRow.state == SessionState.PLANNED))}
    view = plan_month(desk, manager, MAY, now, RunKind.REPAIR)
    assert [(line.supervisee, line.moved_from) for line in view.new] == [("Nia O'Connor", row.starts_at)]
    approved = proposals.approve(desk, manager, MAY, view.version, now)
    assert (approved.sessions, approved.told) == (1, 2)
    with desk.database.read() as session:
        after = {r.id for r in session.exec(select(SessionRow).where(SessionRow.state == SessionState.PLANNED))}
        assert session.get_one(SessionRow, row.id).state is SessionState.REARRANGED
    assert before - after == {row.id}
    assert newest_notice(desk, "sessions_changed").facts["moved"] == [[row.id, booked(desk).id]]


def test_a_leavers_session_is_cancelled_only_when_approved(
    desk: Desk, worker: Actor, manager: Actor, now: datetime
) -> None:
    row = booked(desk)
    away(desk, WORKER, date(2020, 4, 28), date(2020, 6, 30), now)
    view = plan_month(desk, manager, MAY, now, RunKind.REPAIR)
    assert view.new == ()
    assert [(line.supervisee, line.was_at) for line in view.unplaced] == [("Nia O'Connor", row.starts_at)]
    assert booked(desk).id == row.id
    proposals.approve(desk, manager, MAY, view.version, now)
    with desk.database.read() as session:
        assert session.get_one(SessionRow, row.id).state is SessionState.CANCELLED
    assert newest_notice(desk, "sessions_changed").facts == {"gone": [row.id]}


def test_whoever_gives_a_session_is_told_once_that_it_no_longer_holds(desk: Desk, worker: Actor, now: datetime) -> None:
    row = booked(desk)
    assert broken.tell_of_broken(desk, now) == 0
    day = desk.today(row.starts_at)
    away(desk, WORKER, day, day, now)
    assert (broken.tell_of_broken(desk, now), broken.tell_of_broken(desk, now)) == (1, 0)
    notice = newest_notice(desk, "sessions_broken")
    assert notice.staff_id == MANAGER
    about = Subject(notice.subject, notice.staff_id, None, notice.facts, now, "")
    view = broken.sessions_broken(desk, about, now)
    assert isinstance(view, BrokenView)
    assert [(line.session.session_id, line.cause, line.who) for line in view.lines] == [
        (row.id, "unavailable", "Nia O'Connor")
    ]
    bookings.move(desk, worker, row.id, times.times_for_session(desk, worker, row.id, now).times[0].starts_at, now)
    assert broken.sessions_broken(desk, about, now) == Drop("mended")


def with_frequencies(desk: Desk, rules: tuple[FrequencyRule, ...]) -> Desk:
    supervision = desk.programme.supervision.model_copy(update={"frequencies": rules})
    return replace(desk, programme=desk.programme.model_copy(update={"supervision": supervision}))


def test_a_session_booked_by_hand_is_as_long_as_the_programme_says(desk: Desk, manager: Actor, now: datetime) -> None:
    hour = tuple(
        rule.model_copy(update={"phases": tuple(p.model_copy(update={"minutes": 60}) for p in rule.phases)})
        for rule in desk.programme.supervision.frequencies
    )
    shorter = with_frequencies(desk, hour)
    at = times.times_for_person(shorter, manager, "Nia O'Connor", now).times[0].starts_at
    assert bookings.book(shorter, manager, "Nia O'Connor", at, now).session.minutes == 60
    with pytest.raises(BadValue) as refused:
        times.times_for_new(with_frequencies(desk, ()), manager, "Nia O'Connor", now)
    assert refused.value.facts["what"] == "length"

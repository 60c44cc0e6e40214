from datetime import date, datetime, timedelta

import pytest
from sqlmodel import col, select

from bot.bootstrap import make_renderer
from domain.access import SYSTEM, Actor
from domain.calendar import Month
from domain.errors import AlreadySettled, BadValue, NotAllowed, Stale
from domain.programme import Programme
from domain.supervision.causes import Cause
from domain.supervision.states import SessionState
from services import people, sessions
from services.desk import Desk
from services.planning import proposals
from services.planning.views import UnplacedLine
from storage.roster import load_roster
from storage.tables import NoticeRow, SessionRow
from tests.planning_now import plan_month

MAY = Month(2020, 5)
MANAGER, WORKER, OUTSIDER = "C1060", "C1062", "C1025"


@pytest.fixture
def manager(desk: Desk, now: datetime) -> Actor:
    return people.actor_for(desk, MANAGER, now)


def approved(desk: Desk, actor: Actor, now: datetime) -> None:
    proposals.approve(desk, actor, MAY, plan_month(desk, actor, MAY, now).version, now)


def session_of(desk: Desk, staff_id: str) -> SessionRow:
    with desk.database.read() as session:
        return session.exec(
            select(SessionRow).where(SessionRow.staff_id == staff_id, SessionRow.source == "plan")
        ).one()


def notices(desk: Desk) -> list[tuple[str, str]]:
    with desk.database.read() as session:
        return [(n.kind, n.staff_id) for n in session.exec(select(NoticeRow).order_by(col(NoticeRow.kind)))]


def test_the_county_is_planned_by_the_right_supervisors(desk: Desk, now: datetime) -> None:
    view = plan_month(desk, SYSTEM, MAY, now)
    with desk.database.read() as session:
        roster = load_roster(session)
    assert len(view.new) > 250
    for line in view.new:
        assert line.covers or roster.supervisors[line.staff_id, "professional"] == line.supervisor_id
        assert roster.people[line.staff_id].discipline == roster.people[line.supervisor_id].discipline
        assert line.starts_at.date() != date(2020, 5, 8)
    assert [line.staff_id for line in view.new if line.covers] == ["C1147"], "whose supervisor is of another discipline"
    assert {u.staff_id: u.cause for u in view.unplaced} == dict.fromkeys(("C1123", "C1185", "C1226"), Cause.UNAVAILABLE)


def test_a_manager_plans_their_own_supervisees_and_nobody_is_told_before_approval(
    desk: Desk, manager: Actor, now: datetime
) -> None:
    view = plan_month(desk, manager, MAY, now)
    assert {line.supervisor_id for line in view.new} == {MANAGER}
    assert notices(desk) == []
    done = proposals.approve(desk, manager, MAY, view.version, now)
    assert done.sessions == len(view.new) == 6
    assert ("plan_approved", WORKER) in notices(desk)
    assert ("diary_approved", MANAGER) in notices(desk)


def test_only_what_was_seen_is_approved_and_only_once(desk: Desk, manager: Actor, now: datetime) -> None:
    view = plan_month(desk, manager, MAY, now)
    with pytest.raises(Stale):
        proposals.approve(desk, manager, MAY, "something else", now)
    proposals.approve(desk, manager, MAY, view.version, now)
    with pytest.raises(AlreadySettled):
        proposals.approve(desk, manager, MAY, view.version, now)


def test_a_practitioner_may_not_plan(desk: Desk, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        plan_month(desk, people.actor_for(desk, WORKER, now), MAY, now)


def test_the_same_month_planned_twice_is_the_same_proposal(desk: Desk, manager: Actor, now: datetime) -> None:
    first = plan_month(desk, manager, MAY, now)
    assert plan_month(desk, manager, MAY, now) == first


def test_a_discarded_proposal_leaves_nothing(desk: Desk, manager: Actor, now: datetime) -> None:
    view = plan_month(desk, manager, MAY, now)
    proposals.discard(desk, manager, MAY, view.version, now)
    with pytest.raises(Stale):
        proposals.approve(desk, manager, MAY, view.version, now)


def test_june_builds_on_may(desk: Desk, now: datetime) -> None:
    may = {u.staff_id: u.starts_at for u in plan_month(desk, SYSTEM, MAY, now).new}
    june = {u.staff_id: u.starts_at for u in plan_month(desk, SYSTEM, MAY.next(), now).new}
    gaps = [(june[s] - may[s]).days for s in may.keys() & june.keys()]
    assert sum(24 <= gap <= 32 for gap in gaps) > 0.7 * len(gaps)


def test_a_month_that_is_over_tells_nobody(desk: Desk, manager: Actor, now: datetime) -> None:
    approved(desk, manager, now + timedelta(days=60))
    assert notices(desk) == []


def test_confirm_then_record(desk: Desk, manager: Actor, now: datetime) -> None:
    approved(desk, manager, now)
    row = session_of(desk, WORKER)
    worker = people.actor_for(desk, WORKER, now)
    assert sessions.confirm(desk, worker, row.id, now).answer == "confirmed"
    with pytest.raises(BadValue):
        sessions.record(desk, manager, row.id, SessionState.HELD, now)
    later = row.starts_at + timedelta(hours=3)
    assert sessions.record(desk, manager, row.id, SessionState.HELD, later).answer == "held"
    with pytest.raises(AlreadySettled):
        sessions.record(desk, manager, row.id, SessionState.MISSED, later)


def test_cant_make_it_tells_the_supervisor_and_finds_another_time(desk: Desk, manager: Actor, now: datetime) -> None:
    approved(desk, manager, now)
    row = session_of(desk, WORKER)
    sessions.decline(desk, people.actor_for(desk, WORKER, now), row.id, now)
    assert ("session_declined", MANAGER) in notices(desk)
    again = plan_month(desk, manager, MAY, now)
    (line,) = again.new
    assert line.staff_id == WORKER
    assert line.starts_at != row.starts_at


def test_nobody_answers_for_somebody_else(desk: Desk, manager: Actor, now: datetime) -> None:
    approved(desk, manager, now)
    stranger = people.actor_for(desk, OUTSIDER, now)
    for answer in (sessions.confirm, sessions.decline):
        with pytest.raises(NotAllowed):
            answer(desk, stranger, session_of(desk, WORKER).id, now)


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_words(cause: Cause, programme: Programme) -> None:
    facts = {"days": [1], "full_until": None, "supervisor": "Amara Evans", "supervisor_leaves": None, "away": []}
    line = UnplacedLine(WORKER, "professional", "Nia O'Connor", cause.value, facts)
    words = make_renderer(programme).words("supervision/cause", line)
    assert len(words) > 15


def test_only_those_who_may_record_a_session_see_its_modal(desk: Desk, manager: Actor, now: datetime) -> None:
    approved(desk, manager, now)
    session_id = session_of(desk, WORKER).id
    assert sessions.to_record(desk, manager, session_id).supervisee
    with pytest.raises(NotAllowed):
        sessions.to_record(desk, people.actor_for(desk, OUTSIDER, now), session_id)

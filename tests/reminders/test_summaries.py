"""What comes before a session, and what a supervisor and a milestone's owner hear in one message."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bot.bootstrap import make_renderer
from domain.access import SYSTEM, Role
from domain.calendar import BankHolidays, local, to_local
from domain.programme import Programme
from domain.programme.rhythm import Lead
from domain.roster import Absence, Person
from domain.supervision.states import SessionState
from domain.working_pattern import WorkingPattern
from reminders.due import due
from reminders.kinds import Kind
from reminders.leads import before
from reminders.prepare import Ready, prepare
from reminders.tick import tick
from reminders.timing import Facts, MilestoneFact, SessionFact
from services import people
from services.desk import Desk
from storage.roster import load_roster
from storage.tables import DeliveryRow, SessionRow
from tests.domain.people import manager, person, professional, roster
from tests.reminders.test_delivery import Queue

TUESDAY = datetime(2020, 5, 12, 8, tzinfo=UTC)
"""12 May 2020 at 9:00 in Oxford; Friday 8 May is a bank holiday."""
WORKER, MANAGER = "C1062", "C1060"


def facts_for(
    programme: Programme, *sessions: SessionFact, away: Mapping[str, tuple[Absence, ...]] | None = None
) -> Facts:
    who = roster(
        person("S1"), person("S2"), manager("M1"), supervisors=professional(S1="M1", S2="M1"), absences=dict(away or {})
    )
    return Facts(programme, BankHolidays("ENG"), who, sessions)


def session(staff_id: str, at: datetime = TUESDAY, state: SessionState = SessionState.PLANNED) -> SessionFact:
    return SessionFact(staff_id.lower(), staff_id, "M1", at, 90, state)


def heard(facts: Facts, staff_id: str) -> list[tuple[str, str]]:
    found = due(facts, TUESDAY - timedelta(days=30), TUESDAY)
    return [(one.kind.value, f"{to_local(one.at, facts.zone):%d %H:%M}") for one in found if one.staff_id == staff_id]


def test_a_week_a_working_day_and_the_morning_with_a_question_between(programme: Programme) -> None:
    facts = facts_for(programme, session("S1"))
    assert heard(facts, "S1") == [
        ("supervision_coming", "05 09:00"),
        ("supervision_unconfirmed", "07 09:00"),
        ("supervision_coming", "11 09:00"),
        ("supervision_coming", "12 08:00"),
    ]
    confirmed = facts_for(programme, session("S1", state=SessionState.CONFIRMED))
    assert "supervision_unconfirmed" not in dict(heard(confirmed, "S1"))


@pytest.mark.parametrize(("moved", "days"), [("before", ["01", "11", "12"]), ("after", ["07", "11", "12"])])
def test_a_day_of_leave_is_replaced_by_the_day_before_or_after(
    programme: Programme, moved: str, days: list[str]
) -> None:
    rules = programme.model_copy(update={"reminders": programme.reminders.model_copy(update={"moved": moved})})
    away = {"S1": (Absence(date(2020, 5, 4), date(2020, 5, 6)),)}
    coming = [
        at for kind, at in heard(facts_for(rules, session("S1"), away=away), "S1") if kind == "supervision_coming"
    ]
    assert [at[:2] for at in coming] == days


def test_whoever_gives_them_hears_once_of_all_sessions_of_a_day(programme: Programme) -> None:
    facts = facts_for(programme, session("S1"), session("S2", TUESDAY + timedelta(hours=4)))
    assert [one for one in heard(facts, "M1") if one[0] == "supervision_diary"] == [("supervision_diary", "11 09:00")]


def test_a_milestone_comes_up_and_is_late_for_its_owner(programme: Programme) -> None:
    facts = replace(facts_for(programme), milestones=(MilestoneFact("go-live", date(2020, 6, 30), ("M1",)),))
    found = due(facts, TUESDAY, TUESDAY + timedelta(days=90))
    days = [to_local(one.at, facts.zone).date() for one in found if one.kind is Kind.MILESTONES]
    assert days == [date(2020, 6, 2), date(2020, 6, 23), date(2020, 7, 1)]


PATTERNS = ("Mon-Fri 09:00-17:00", "Mon,Wed 07:00-12:00", "Tue-Thu 10:30-18:00", "Fri 13:00-17:00")


def test_reminders_come_before_in_sending_hours_on_own_days_and_once_a_day(programme: Programme) -> None:
    leads = [Lead.model_validate(text) for text in ("7 days", "3 days", "2 working_days", "1 working_days", "0 days")]

    @given(
        st.sampled_from(PATTERNS),
        st.dates(date(2020, 1, 6), date(2020, 12, 20)),
        st.integers(8, 17),
        st.lists(st.sampled_from(leads), min_size=1, unique=True),
        st.integers(0, 20),
    )
    def holds(pattern: str, day: date, hour: int, chosen: list[Lead], length: int) -> None:
        who: Person = person("S1", pattern=WorkingPattern.parse(pattern))
        gone = Absence(day - timedelta(days=length), day - timedelta(days=length // 2))
        facts = Facts(programme, BankHolidays("ENG"), roster(who, absences={"S1": (gone,)}), ())
        starts_at = local(day, time(hour), facts.zone)
        found = [to_local(at, facts.zone) for _, at in before(facts, who, starts_at, chosen)]
        assert len({at.date() for at in found}) == len(found) <= len(chosen)
        for at in found:
            assert at < starts_at
            assert 8 <= at.hour < 18
            assert who.pattern.works_on(at.date())
            assert facts.roster.available("S1", at.date())
            assert not facts.holidays.is_holiday(at.date())

    holds()


def said(desk: Desk, kind: Kind, staff_id: str, now: datetime) -> Ready | None:
    with desk.database.read() as session:
        rows = session.exec(select(DeliveryRow).where(DeliveryRow.kind == kind.value, DeliveryRow.staff_id == staff_id))
        row = max(rows, key=lambda found: found.due_at)
    return prepare(desk, make_renderer(desk.programme), row.id, now)


def test_the_messages_are_true_when_they_are_sent(desk: Desk, now: datetime) -> None:
    """The sample county on 28 May: nothing is booked for May, so that everybody goes over time on 1 June."""
    for staff_id in (WORKER, MANAGER):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    people.grant(desk, SYSTEM, MANAGER, Role.PROJECT_LEAD, now)
    late = datetime(2020, 6, 4, 8, tzinfo=UTC)
    tick(desk, Queue(), datetime(2020, 5, 22, 8, tzinfo=UTC))
    unbooked = said(desk, Kind.SUPERVISION_UNBOOKED, MANAGER, datetime(2020, 5, 22, 8, tzinfo=UTC))
    assert unbooked is not None
    assert "Nia O'Connor, due by Sun 31 May" in unbooked.message.text
    tick(desk, Queue(), late)
    milestones = said(desk, Kind.MILESTONES, MANAGER, late)
    assert milestones is not None
    assert "late since" in milestones.message.text
    assert "Go-live, due by Tuesday 30 June 2020" in milestones.message.text
    overdue = said(desk, Kind.SUPERVISION_OVERDUE, MANAGER, late)
    assert overdue is not None
    assert "Nia O'Connor, professional supervision" in overdue.message.text
    with desk.database.work("system", late) as uow:
        for staff_id in {MANAGER, *team_of(desk, MANAGER)}:
            uow.session.add(
                SessionRow(
                    staff_id=staff_id,
                    kind="professional",
                    starts_at=late - timedelta(hours=1),
                    minutes=90,
                    state=SessionState.HELD,
                    source="typed",
                    entered_at=late,
                    entered_by="system",
                )
            )
        uow.commit()
    assert said(desk, Kind.SUPERVISION_OVERDUE, MANAGER, late + timedelta(minutes=1)) is None


def team_of(desk: Desk, manager_id: str) -> list[str]:
    with desk.database.read() as session:
        county = load_roster(session)
    led = {team.code for team in county.teams.values() if team.manager_id == manager_id}
    supervised = [person.staff_id for person in county.supervisees(manager_id, "professional")]
    return supervised + [person.staff_id for person in county.people.values() if led.intersection(person.teams)]

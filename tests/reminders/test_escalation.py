"""Whatever the calendar, leave and patterns: in turn, on own days, once a day, and never after it is done."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import BankHolidays, is_working_day, local, to_local
from domain.programme import Programme
from domain.roster import Absence, Person, Roster, Team
from domain.supervision.overdue import History, Overdue, overdue
from domain.working_pattern import WorkingPattern
from reminders.due import due
from reminders.escalation import overdue_due, tellings
from reminders.kinds import Kind
from reminders.timing import Due, Facts
from tests.domain.people import manager, person, professional, roster

FIRST, LAST = date(2020, 4, 27), date(2020, 9, 30)
PATTERNS = ("Mon-Fri 09:00-17:00", "Mon,Wed 08:00-16:00", "Tue-Thu 10:30-18:00", "Fri 07:00-12:00")
STAFF = ("S1", "S2", "TM", "LEAD", "LM", "SM")

days = st.dates(FIRST, LAST)
spans = st.builds(lambda day, length: Absence(day, day + timedelta(days=length)), days, st.integers(0, 40))
absences = st.dictionaries(st.sampled_from(STAFF), st.lists(spans, max_size=2).map(tuple))
patterns = st.fixed_dictionaries({key: st.sampled_from(PATTERNS) for key in STAFF})
held = st.lists(st.dates(date(2020, 3, 2), LAST), max_size=4, unique=True).map(sorted)
sessions = st.fixed_dictionaries({("S1", "professional"): held, ("S2", "professional"): held})


def world(
    programme: Programme,
    patterns: Mapping[str, str],
    away: Mapping[str, tuple[Absence, ...]],
    sessions: Mapping[tuple[str, str], list[date]],
) -> Facts:
    made = {
        "S1": person("S1"),
        "S2": person("S2"),
        "TM": person("TM", role="team_manager", line_manager_id="SM"),
        "LEAD": manager("LEAD", line_manager_id="LM"),
        "LM": manager("LM", role="head_of_service"),
        "SM": manager("SM", line_manager_id="LM"),
    }
    people: list[Person] = [replace(made[key], pattern=WorkingPattern.parse(patterns[key])) for key in STAFF]
    teams = (Team("NORTH", "North", "North", "North", "north", "TM"),)
    who: Roster = roster(*people, teams=teams, supervisors=professional(S1="LEAD", S2="TM"), absences=dict(away))
    history = History(sessions, sessions, date(2020, 3, 1), FIRST)
    return Facts(programme, BankHolidays("ENG"), who, (), history=history)


def spells(facts: Facts, staff_id: str) -> list[Overdue]:
    assert facts.history is not None
    return list(overdue(facts.roster, facts.programme, facts.history, (staff_id, "professional"), LAST))


def test_in_turn_on_own_days_and_not_after_it_is_done(programme: Programme) -> None:
    @settings(max_examples=80, deadline=None)
    @given(patterns, absences, sessions)
    def holds(
        patterns: Mapping[str, str],
        away: Mapping[str, tuple[Absence, ...]],
        sessions: Mapping[tuple[str, str], list[date]],
    ) -> None:
        facts = world(programme, patterns, away, sessions)
        for spell in (*spells(facts, "S1"), *spells(facts, "S2")):
            told = list(tellings(facts, spell))
            assert all(one.at <= other.at for one, other in pairwise(told) if one.step < other.step)
            assert max(Counter(one.staff_id for one in told).values(), default=1) == 1
            for one in told:
                here = to_local(one.at, facts.zone)
                assert is_working_day(here.date(), facts.holidays)
                assert facts.roster.people[one.staff_id].pattern.works_on(here.date())
                assert facts.roster.available(one.staff_id, here.date())
                assert facts.roster.available(spell.staff_id, here.date())
                assert 8 <= here.hour < 18
                assert spell.open_on(here.date())

    holds()


def test_one_message_a_person_a_day_and_two_ticks_are_one(programme: Programme) -> None:
    @settings(max_examples=40, deadline=None)
    @given(patterns, absences, sessions, st.lists(days, max_size=6, unique=True))
    def holds(
        patterns: Mapping[str, str],
        away: Mapping[str, tuple[Absence, ...]],
        sessions: Mapping[tuple[str, str], list[date]],
        ticks: list[date],
    ) -> None:
        facts = world(programme, patterns, away, sessions)
        at = [local(day, facts.programme.reminders.send_at, facts.zone) for day in sorted({FIRST, *ticks, LAST})]
        whole = overdue_in(facts, at[0], at[-1])
        parts = [item for after, until in pairwise(at) for item in overdue_in(facts, after, until)]
        assert parts == whole
        assert len({item.key for item in whole}) == len(whole)
        assert max(Counter((item.staff_id, item.at.date()) for item in whole).values(), default=1) == 1

    holds()


def overdue_in(facts: Facts, after: datetime, until: datetime) -> list[Due]:
    return [item for item in due(facts, after, until) if item.kind is Kind.SUPERVISION_OVERDUE]


def test_the_programmes_delays_over_a_bank_holiday(programme: Programme) -> None:
    """Late from Friday 1 May; Friday 8 May is a bank holiday."""
    calm = world(
        programme,
        dict.fromkeys(STAFF, PATTERNS[0]),
        {},
        {("S1", "professional"): [date(2020, 3, 30)], ("S2", "professional"): [date(2020, 5, 1), date(2020, 6, 1)]},
    )
    told = [(to_local(one.at, calm.zone).date(), one.staff_id) for one in tellings(calm, spells(calm, "S1")[0])]
    assert told == [
        (date(2020, 5, 1), "S1"),
        (date(2020, 5, 5), "LEAD"),
        (date(2020, 5, 11), "LM"),
        (date(2020, 5, 11), "TM"),
        (date(2020, 5, 18), "SM"),
    ]


def test_leave_that_is_entered_later_repeats_nothing(programme: Programme) -> None:
    """The supervisor heard on Tuesday 5 May; afterwards somebody enters that they were away that day."""
    days = {("S1", "professional"): [date(2020, 3, 30)]}
    away = {"LEAD": (Absence(date(2020, 5, 5), date(2020, 5, 5)),)}
    moved = world(programme, dict.fromkeys(STAFF, PATTERNS[0]), away, days)
    told = [item for item in overdue_due(moved, FIRST, date(2020, 5, 31)) if item.staff_id == "LEAD"]
    assert {name for item in told for name in item.about} >= {"S1|professional|2020-05-01"}
    known = replace(moved, heard=frozenset({("LEAD", "S1|professional|2020-05-01")}))
    assert [item for item in overdue_due(known, FIRST, date(2020, 5, 31)) if item.staff_id == "LEAD"] == []


def test_several_people_in_one_message(programme: Programme) -> None:
    both: Mapping[tuple[str, str], list[date]] = {
        ("S1", "professional"): [date(2020, 3, 30)],
        ("S2", "professional"): [date(2020, 3, 27)],
        ("TM", "professional"): [date(2020, 4, 30), date(2020, 5, 29)],
    }
    facts = world(programme, dict.fromkeys(STAFF, PATTERNS[0]), {}, both)
    (last,) = [
        item for item in overdue_due(facts, FIRST, date(2020, 5, 31)) if item.staff_id == "TM" and len(item.about) > 1
    ]
    assert to_local(last.at, facts.zone).date() == date(2020, 5, 11)
    assert last.about == ("S1|professional|2020-05-01", "S2|professional|2020-05-01")

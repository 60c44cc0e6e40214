"""What the check of booked sessions and meetings finds, rule by rule."""

from datetime import date, time

import pytest

from domain.roster import Absence, Person, Roster
from domain.working_pattern import WorkingPattern
from planning.booked import Fixed, Meeting, Rule, wrongs

TUESDAY = date(2020, 5, 12)
WEEK = "Mon-Fri 09:00-17:00"


def person(staff_id: str, pattern: str = WEEK, leaves_on: date | None = None) -> Person:
    return Person(
        staff_id=staff_id,
        name=staff_id,
        email="",
        discipline="social_work",
        role="social_worker",
        employer="",
        employment="permanent",
        fte=1.0,
        pattern=WorkingPattern.parse(pattern),
        teams=("N1",),
        line_manager_id=None,
        qualified_on=None,
        starts_on=date(2019, 7, 1),
        leaves_on=leaves_on,
        on_slack=True,
    )


PEOPLE = (
    person("A"),
    person("B"),
    person("GONE", leaves_on=date(2020, 5, 11)),
    person("LATE", pattern="Mon-Fri 12:00-17:00"),
    person("AWAY"),
)
ROSTER = Roster({one.staff_id: one for one in PEOPLE}, {}, absences={"AWAY": (Absence(TUESDAY, TUESDAY),), "A": ()})


def at(hour: int, *needed: str, others: tuple[str, ...] = (), team: str | None = None, day: date = TUESDAY) -> Meeting:
    return Meeting(day, time(hour), time(hour + 1), needed, others, team)


def rules(*meetings: Meeting, fixed: Fixed | None = None, way: int = 0) -> list[tuple[Rule, str | None]]:
    found = wrongs(meetings, ROSTER, frozenset({date(2020, 5, 8)}), fixed or {}, lambda one, other: way)
    return [(wrong.rule, wrong.who) for wrong in found]


def test_what_keeps_every_rule_is_not_named() -> None:
    assert rules(at(9, "A", "B"), at(10, "A", others=("B", "AWAY", "GONE", "LATE"), team="N1")) == []


@pytest.mark.parametrize(
    ("meeting", "rule", "who"),
    [
        (at(9, "A", "B", day=date(2020, 5, 8)), Rule.BANK_HOLIDAY, None),
        (at(9, "GONE", "B"), Rule.NOT_IN_SERVICE, "GONE"),
        (at(9, "UNKNOWN", "B"), Rule.NOT_IN_SERVICE, "UNKNOWN"),
        (at(9, "A", "AWAY"), Rule.UNAVAILABLE, "AWAY"),
        (at(9, "A", "LATE"), Rule.WORKING_PATTERN, "LATE"),
        (at(17, "A"), Rule.WORKING_PATTERN, "A"),
        (at(9, "LATE", team="N1"), Rule.WORKING_PATTERN, "LATE"),
    ],
)
def test_each_rule_is_found(meeting: Meeting, rule: Rule, who: str | None) -> None:
    assert rules(meeting) == [(rule, who)]


def test_a_fixed_time_counts() -> None:
    court: Fixed = {("B", TUESDAY): [(time(9, 30), time(12))]}
    assert rules(at(9, "A", "B"), at(13, "A", "B"), fixed=court) == [(Rule.OTHER_COMMITMENT, "B")]
    assert rules(at(9, "A", others=("B",), team="N1"), fixed=court) == [], "a member simply misses it"


def test_nobody_is_in_two_places() -> None:
    assert rules(at(9, "A", "B"), at(9, "A")) == [(Rule.TWICE, "A")]
    assert rules(at(9, "A", "B"), at(10, "A", "B")) == []
    assert rules(at(9, "A", "B"), at(9, "LATE", others=("B",), team="N1"))[0] == (Rule.TWICE, "B")
    assert rules(at(9, "A", others=("LATE",), team="N1"), at(9, "B", others=("LATE",), team="N2")) == []


def test_the_way_between_two_teams_counts() -> None:
    pair = at(9, "A", others=("LATE",), team="N1"), at(10, "A", team="N2")
    assert rules(*pair, way=30) == [(Rule.TWICE, "A")]
    assert rules(*pair) == []

"""From which day somebody is late, and that a session, leave or the last day ends it."""

from datetime import date

from domain.programme import Programme
from domain.roster import Absence, Team
from domain.supervision.chain import chain, gaps
from domain.supervision.findings import FindingKind, findings
from domain.supervision.overdue import History, Overdue, overdue
from tests.domain.people import manager, person, professional, roster

KEY = ("S1", "professional")
MARCH = date(2020, 3, 1)
LAST = date(2020, 12, 31)


def late(
    programme: Programme, *held: date, since: date = MARCH, away: tuple[Absence, ...] = (), **facts: object
) -> list[tuple[date, date | None]]:
    people = roster(person("S1", **facts), absences={"S1": away})
    found = overdue(people, programme, History({KEY: held}, {}, since, since), KEY, LAST)
    return [(one.since, one.until) for one in found]


def by_28_days(programme: Programme) -> Programme:
    rules = programme.supervision.model_copy(update={"timescale_rule": "28_days"})
    return programme.model_copy(update={"supervision": rules})


def test_late_from_the_first_day_after_the_month(programme: Programme) -> None:
    assert late(programme, date(2020, 3, 30)) == [(date(2020, 5, 1), None)]


def test_never_longer_than_the_limit_whatever_the_month(programme: Programme) -> None:
    assert late(programme, date(2020, 3, 3)) == [(date(2020, 4, 15), None)]


def test_the_next_session_ends_it_and_begins_the_count_again(programme: Programme) -> None:
    assert late(programme, date(2020, 3, 3), date(2020, 4, 20)) == [
        (date(2020, 4, 15), date(2020, 4, 20)),
        (date(2020, 6, 1), None),
    ]


def test_the_stricter_reading_counts_days(programme: Programme) -> None:
    assert late(by_28_days(programme), date(2020, 3, 30), since=date(2020, 3, 16)) == [(date(2020, 4, 28), None)]


def test_nobody_is_late_before_the_records_begin_or_after_the_last_day(programme: Programme) -> None:
    assert late(programme, since=date(2020, 4, 1)) == [(date(2020, 5, 1), None)]
    assert late(programme, date(2020, 3, 30), leaves_on=date(2020, 4, 20)) == []
    assert late(programme, date(2020, 3, 30), leaves_on=date(2020, 5, 4)) == [(date(2020, 5, 1), date(2020, 5, 5))]


def test_whoever_is_away_all_the_time_that_it_is_due_is_excused(programme: Programme) -> None:
    april = (Absence(date(2020, 4, 1), date(2020, 4, 30)),)
    assert late(programme, date(2020, 3, 30), away=april) == [(date(2020, 6, 1), None)]


def test_newly_qualified_people_are_late_after_their_own_interval(programme: Programme) -> None:
    found = late(programme, date(2020, 4, 8), qualified_on=date(2020, 2, 1), starts_on=date(2020, 4, 6))
    assert found == [(date(2020, 4, 20), None)]


def test_the_days_late_count_from_one() -> None:
    assert Overdue("S1", "professional", date(2020, 5, 1), None).days_late(date(2020, 5, 4)) == 4


TEAM = (Team("NORTH", "North", "North", "North", "north", "TM"),)
PEOPLE = (
    person("S1"),
    person("TM", role="team_manager", line_manager_id="SM"),
    manager("SM", line_manager_id="HS"),
    manager("HS", role="head_of_service"),
    manager("LEAD", role="clinical_lead", employer="Thames Mind Partnership"),
)


def test_the_chain_and_nobody_hears_at_two_steps(programme: Programme) -> None:
    people = roster(*PEOPLE, teams=TEAM, supervisors=professional(S1="TM", TM="SM"))
    assert [step.staff_ids for step in chain(people, programme, *KEY)] == [("S1",), ("TM",), ("SM",), ()]
    led = roster(*PEOPLE, teams=TEAM, supervisors=professional(S1="LEAD"))
    assert [step.staff_ids for step in chain(led, programme, *KEY)] == [("S1",), ("LEAD",), ("TM",), ("SM",)]


def test_nobody_above_is_a_finding_but_not_for_a_partners_profession_lead(programme: Programme) -> None:
    people = roster(*PEOPLE, teams=TEAM, supervisors=professional(S1="LEAD", TM="SM", SM="HS"))
    assert list(gaps(people, programme, MARCH)) == []
    alone = person("TM", role="team_manager")
    broken = roster(PEOPLE[0], alone, *PEOPLE[2:], teams=TEAM, supervisors=professional(S1="LEAD", TM="SM", SM="HS"))
    assert list(gaps(broken, programme, MARCH)) == ["TM"]
    found = [one.staff_id for one in findings(broken, programme, MARCH) if one.kind is FindingKind.NOBODY_ABOVE]
    assert found == ["TM"]

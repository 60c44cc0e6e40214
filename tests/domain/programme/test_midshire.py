"""A second authority differs wherever a file can differ, and its differences are what the code sees."""

from datetime import date, time

import pytest

from domain.programme import Programme, parse_programme
from tests.domain.programme.files import MIDSHIRE


@pytest.fixture
def midshire() -> Programme:
    return parse_programme(MIDSHIRE.read_text(encoding="utf-8"), MIDSHIRE.name)


def test_nothing_but_the_zone_is_the_same(midshire: Programme, programme: Programme) -> None:
    same = {name for name in Programme.model_fields if getattr(midshire, name) == getattr(programme, name)}
    assert same == {"zone"}


def test_no_discipline_role_or_milestone_is_shared(midshire: Programme, programme: Programme) -> None:
    assert not set(midshire.disciplines) & set(programme.disciplines)
    assert not set(midshire.roles) & set(programme.roles)
    assert not {row.key for row in midshire.timeline} & {row.key for row in programme.timeline}


def test_another_profession_may_supervise_where_the_file_says_so(midshire: Programme) -> None:
    assert midshire.may_supervise("child_care", "probation")
    assert not midshire.may_supervise("probation", "child_care")
    assert midshire.may_supervise("psychology", "learning")
    assert not midshire.may_supervise("learning", "learning")


def test_one_team_may_meet_in_its_own_rhythm(midshire: Programme) -> None:
    group = midshire.group_supervision
    assert (group.cadence("WEST"), group.length("WEST"), group.chairing_role("WEST")) == (1, 90, "convenor")
    assert (group.cadence("EAST"), group.length("EAST"), group.chairing_role("EAST")) == (2, 90, "lead_psychologist")


def test_rag_rules_say_their_own_thresholds(midshire: Programme) -> None:
    assert midshire.rag.rule("amber") == "due in 10 days or fewer"
    assert midshire.rag.rule("red") == "late by more than 5 days"


def test_times_may_be_written_in_quotes(midshire: Programme) -> None:
    assert (midshire.supervision.window.start, midshire.digest.at) == (time(8, 30), time(15, 30))
    assert midshire.digest.weekday_number == 3
    assert [(lead.count, lead.unit, lead.key) for lead in midshire.reminders.supervision_leads] == [
        (3, "working_days", "3-working_days")
    ]


def test_dates_keep_the_precision_they_were_promised_in(midshire: Programme) -> None:
    money, families = (row.planned for row in midshire.timeline)
    assert (money.first_day, money.last_day, money.precision) == (date(2021, 1, 18), date(2021, 1, 18), "day")
    assert (families.first_day, families.last_day, families.precision) == (
        date(2021, 4, 1),
        date(2021, 6, 30),
        "quarter",
    )

"""Every mistake gives its key and says what to write."""

from typing import Any

import pytest

from domain.errors import ProgrammeError
from domain.programme import parse_programme
from tests.domain.programme.files import GONE, MIDSHIRE, changed, midshire, problems

MONTH = {"every": "month"}
RULE = {"kind": "reflective", "phases": [MONTH]}
STEP = {"key": "day_three", "name": "Day three"}

# (place in the file, what is written there, the key that is named, words that must be in the message)
VALUES: list[tuple[str, Any, str, str]] = [
    ("name", GONE, "name", "is missing; write the service's name"),
    ("name", "  ", "name", "is empty"),
    ("name", 7, "name", "is not text in quotes (it is now 7)"),
    ("key", "Mid Shire", "key", "is not a key: small letters"),
    ("zone", "Europe/Midshire", "zone", 'is not a time zone (it is now "Europe/Midshire"); write the time zone'),
    ("bank_holidays", "OXF", "bank_holidays", "ENG, NIR, SCT or WLS"),
    ("small_count", 1, "small_count", "is too small (it is now 1)"),
    ("small_count", True, "small_count", "is not a whole number (it is now true)"),
    ("employments", [], "employments", "is empty"),
    ("employments", ["staff", "staff"], "employments", "names staff more than once"),
    ("employments", "staff", "employments", "is not a list"),
    ("disciplines", "psychology", "disciplines", "is not a table"),
    ("disciplines.psychology", "psychology", "disciplines.psychology", "is not a table"),
    ("disciplines.psychology.worker", GONE, "disciplines.psychology.worker", 'such as "social worker"'),
    ("disciplines.Psych", {"name": "P", "worker": "p"}, "disciplines.Psych", "is not a key"),
    ("roles.officer.discipline", ["child_care"], "roles.officer.discipline", "did you mean disciplines?"),
    ("roles.officer.disciplines", [], "roles.officer.disciplines", "is empty"),
    ("roles.officer.disciplines", ["a", 2], "roles.officer.disciplines.2", "is not text in quotes"),
    ("roles.officer.manager", "yes", "roles.officer.manager", "is not true or false"),
    ("roles.convenor.oversees", "world", "roles.convenor.oversees", "none, team, service, county, profession"),
    ("employers.midshire.kind", "charity", "employers.midshire.kind", "council, partner"),
    ("post_states.open.filled", 0, "post_states.open.filled", "is not true or false"),
    ("team_shape.1.seats", 0, "team_shape.2.seats", "is too small"),
    ("supervision.kinds", {}, "supervision.kinds", "is empty"),
    ("supervision.timescale_rule", "monthly", "supervision.timescale_rule", "calendar_month, 28_days"),
    ("supervision.timescale_words", GONE, "supervision.timescale_words", "printed beside percentages"),
    ("supervision.frequencies.1.phases.0.every", "day", "supervision.frequencies.2.phases.1.every", "week, fortnight"),
    ("supervision.frequencies.1.career_stage", "new", "supervision.frequencies.2.career_stage", "newly_qualified"),
    ("supervision.frequencies.0.phases.0.minutes", 5, "supervision.frequencies.1.phases.1.minutes", "15 to 240"),
    ("supervision.frequencies.0.phases", [], "supervision.frequencies.1.phases", "is empty"),
    ("supervision.window.start", "25:00", "supervision.window.start", "is not a time of day"),
    ("supervision.window.start", 9, "supervision.window.start", 'such as "09:00"'),
    ("supervision.window.grid_minutes", 0, "supervision.window.grid_minutes", "5 to 60"),
    ("group_supervision.cadence_weeks", 3, "group_supervision.cadence_weeks", "1, 2"),
    ("group_supervision.anchor_monday", "2020-02-30", "group_supervision.anchor_monday", "is not a day that exists"),
    ("group_supervision.anchor_monday", "2020-01-07", "group_supervision.anchor_monday", "is a Tuesday"),
    ("group_supervision.case_reference_pattern", "[", "group_supervision.case_reference_pattern", "regular expression"),
    ("training.starts", "October", "training.starts", "is not a date"),
    ("training.pathways.talk.steps.0.deadline", {"after": "lunch", "months": 1},
     "training.pathways.talk.steps.day_one.deadline.after", "joining, training_start, go_live"),
    ("timeline.1.planned", "2020-13", "timeline.first-families.planned", '"2020-06-15", "2020-06" or "2020-Q2"'),
    ("timeline.1.planned", "2020-Q5", "timeline.first-families.planned", "is not a date"),
    ("timeline.1.planned", "2020-02-30", "timeline.first-families.planned", "is not a day that exists"),
    ("timeline.0.key", GONE, "timeline.1.key", "is missing"),
    ("rag.amber_days_before", -1, "rag.amber_days_before", "is too small"),
    ("governance.families_board.every", "year", "governance.families_board.every", "quarter, as_needed"),
    ("indicators.delivery.indicators.supervision_in_timescale.target", "90 %",
     "indicators.delivery.indicators.supervision_in_timescale.target", "is not a number"),
    ("reminders.supervision_leads", ["a week"], "reminders.supervision_leads.1", '["7 days", "1 working_days"]'),
    ("digest.weekday", "Sun", "digest.weekday", "Mon, Tue, Wed, Thu, Fri"),
    ("retention_years.supervision", 0, "retention_years.supervision", "is too small"),
    ("retention_years.gossip", 3, "retention_years.gossip", "is not one of the words that are known here"),
    ("escalation.boss", 3, "escalation.boss", "manager, service_manager, supervisee, supervisor"),
]  # fmt: skip

TOGETHER: list[tuple[str, Any, str, str]] = [
    ("go_live", "first-familys", "go_live", 'did you mean "first-families"?'),
    ("disciplines.learning.supervised_by", ["probbation"], "disciplines.learning.supervised_by.1", '"probation"?'),
    ("disciplines.learning.supervised_by", ["learning"], "disciplines.learning", "has nobody to supervise it"),
    ("disciplines.art", {"name": "Art", "worker": "artist"}, "disciplines.art", "manager = true"),
    ("roles.officer.disciplines", ["astrology"], "roles.officer.disciplines.1", "which is not in [disciplines]"),
    ("team_shape.0.role", "convener", "team_shape.1.role", 'did you mean "convenor"?'),
    ("employers.north_probation.name", "Midshire Council", "employers.north_probation.name", "a second time"),
    ("supervision.default_kind", "weekly", "supervision.default_kind", "not in [supervision.kinds]"),
    ("supervision.frequencies.0.kind", "case_", "supervision.frequencies.1.kind", 'did you mean "case"?'),
    ("supervision.frequencies.0.roles", ["psychologist", "ghost"], "supervision.frequencies.1.roles.2", "[roles]"),
    ("supervision.newly_qualified.roles", ["ghost"], "supervision.newly_qualified.roles.1", "[roles]"),
    ("supervision.frequencies.2", GONE, "supervision", "without a frequency for reflective"),
    ("supervision.frequencies.3", RULE, "supervision", "rules for reflective that never apply"),
    ("supervision.frequencies.2.phases", [MONTH, MONTH], "supervision.frequencies.3", "after an open-ended one"),
    ("supervision.frequencies.2.phases", [{**MONTH, "until_weeks": 6}], "supervision.frequencies.3", "without an open"),
    ("supervision.frequencies.2.phases", [{**MONTH, "until_months": 6}, {**MONTH, "until_weeks": 6}, MONTH],
     "supervision.frequencies.3", "each must end later"),
    ("supervision.frequencies.2.phases", [{**MONTH, "until_weeks": 6, "until_months": 6}, MONTH],
     "supervision.frequencies.3.phases.1", "has two ends"),
    ("supervision.rhythm.longest", 40, "supervision.rhythm", "rise from shortest"),
    ("supervision.window.end", "08:00", "supervision.window", "ends before it starts"),
    ("group_supervision.chair", "ghost", "group_supervision.chair", "[roles]"),
    ("group_supervision.teams.EAST.chair", "ghost", "group_supervision.teams.EAST.chair", "[roles]"),
    ("training.pathways.talk.steps.1.after", ["day_zero"], "training.pathways.talk", "after day_zero"),
    ("training.pathways.talk.steps.0.after", ["day_two"], "training.pathways.talk", "day_one > day_two > day_one"),
    ("training.pathways.talk.steps.1.key", "day_one", "training.pathways.talk", "more than one step"),
    ("training.pathways.talk.steps.0.roles", ["ghost"], "training.pathways.talk.steps.day_one.roles.1", "[roles]"),
    ("timeline.0.owner_role", "ghost", "timeline.money.owner_role", "project_lead"),
    ("timeline.1.key", "money", "timeline.money.key", 'is "money" a second time'),
    ("dependencies.0.before", "honey", "dependencies.1.before", 'did you mean "money"?'),
    ("dependencies.1", {"before": "first-families", "after": "money"}, "dependencies",
     "run in a circle: first-families > money > first-families"),
    ("dependencies.1", {"before": "money", "after": "money"}, "dependencies", "money > money"),
    ("rag.words.red", "late", "rag", "in words.red"),
    ("reminders.send_at", "18:00", "reminders", "rise from earliest to send_at to latest"),
    ("reminders.supervision_leads", ["7 days", "7 days"], "reminders", "the same lead twice"),
    ("escalation.manager", 9, "escalation", "hear in turn"),
    ("retention_years.audit", GONE, "retention_years", "says nothing about audit"),
]  # fmt: skip


def test_a_file_without_mistakes_has_no_problems() -> None:
    assert problems(midshire()) == {}


@pytest.mark.parametrize(("place", "value", "key", "words"), VALUES)
def test_a_value_that_cannot_be_read(place: str, value: Any, key: str, words: str) -> None:
    found = problems(changed((place, value)))
    assert words in found.get(key, f"nothing; instead {found}")


@pytest.mark.parametrize(("place", "value", "key", "words"), TOGETHER)
def test_parts_that_do_not_fit_together(place: str, value: Any, key: str, words: str) -> None:
    found = problems(changed((place, value)))
    assert words in found.get(key, f"nothing; instead {found}")


def test_every_mistake_is_told_at_once() -> None:
    found = problems(
        changed(
            ("name", GONE),
            ("roles.officer.disciplines", ["astrology"]),
            ("supervision.window.start", "late"),
            ("dependencies.1", {"before": "first-families", "after": "money"}),
            ("timeline.0.owner_role", "ghost"),
        )
    )
    assert set(found) == {
        "name",
        "roles.officer.disciplines.1",
        "supervision.window.start",
        "dependencies",
        "timeline.money.owner_role",
    }


def test_a_section_that_is_missing_is_one_problem_not_many() -> None:
    assert set(problems(changed(("roles", GONE)))) == {"roles"}
    assert set(problems(changed(("timeline", [])))) == {"timeline"}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('name = "Stronger\n', "line 1", "column"),
        ('name = "a"\nzone = Europe/London\n', "line 2", "invalid value"),
        ('[roles]\n[rag]\n\n[roles]\n', "line 4", "docs/programme.md"),
        ('name = "a"\nname = "b"\n', "line 2", "overwrite"),
        ("name = [1,\n2", "line 2", "the end of the file"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_toml_names_the_line(text: str, line: str, words: str) -> None:
    with pytest.raises(ProgrammeError) as caught:
        parse_programme(text, "midshire.toml")
    ((key, message),) = caught.value.problems
    assert key == line
    assert words in message


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    text = "\ufeff" + MIDSHIRE.read_text(encoding="utf-8").replace("\n", "\r\n")
    assert parse_programme(text, "midshire.toml").name == "Stronger Together"


def test_an_empty_file_names_all_that_is_needed() -> None:
    with pytest.raises(ProgrammeError) as caught:
        parse_programme("", "empty.toml")
    keys = [key for key, _ in caught.value.problems]
    assert {"name", "disciplines", "roles", "supervision", "timeline", "rag"} <= set(keys)
    assert str(caught.value).startswith("empty.toml: key: is missing; write a short key")

"""Oxfordshire's file says what the county's documents say."""

from datetime import date

import pytest

from domain.programme import PlannedDate, Programme

REPORT_TABLE = [
    ("project-plan", "2019-07"),
    ("partner-funding-adult-posts", "2019-07"),
    ("consultation-starts", "2019-09"),
    ("mi-training-starts", "2019-10"),
    ("team-locations", "2019-11"),
    ("consultation-ends", "2020-01"),
    ("workbook-procured", "2020-01"),
    ("recruitment-adult-posts", "2020-02"),
    ("go-live", "2020-06"),
    ("initial-evaluation", "2020-10"),
]


def test_the_timeline_holds_the_ten_rows_of_the_report_in_its_order(programme: Programme) -> None:
    rows = [(row.key, str(row.planned)) for row in programme.timeline if row.in_report_table]
    assert rows == REPORT_TABLE
    assert all(row.planned.precision == "month" for row in programme.timeline if row.in_report_table)
    assert [row.key for row in programme.timeline if row.continuing and row.in_report_table] == [
        "partner-funding-adult-posts"
    ]


def test_a_month_is_kept_until_its_last_day(programme: Programme) -> None:
    go_live = next(row for row in programme.timeline if row.key == programme.go_live)
    assert (go_live.planned.first_day, go_live.planned.last_day) == (date(2020, 6, 1), date(2020, 6, 30))


def test_where_two_documents_differ_both_readings_are_kept(programme: Programme) -> None:
    readings = {row.key: (str(row.planned), row.other_reading) for row in programme.timeline if row.other_reading}
    assert readings == {
        "drug-alcohol-pilot": ("2019-07", "September 2019 (HWB p22a)"),
        "adult-posts-sustainable": ("2021-09", "within 12 months (HWB p23)"),
    }


def test_a_date_that_no_document_gives_is_marked_as_assumed(programme: Programme) -> None:
    assert {row.key for row in programme.timeline if row.assumed} == {
        "budget-2020-21",
        "cabinet-service-changes",
        "district-roll-out",
        "information-sharing",
        "local-name",
    }
    assert all(row.note for row in programme.timeline if row.assumed)


def test_cabinet_and_budget_dates_do_not_move(programme: Programme) -> None:
    assert {row.key for row in programme.timeline if row.hard} == {
        "budget-2020-21",
        "cabinet-adult-posts",
        "cabinet-partner-funding",
        "cabinet-service-changes",
    }


def test_a_row_waits_only_for_rows_that_were_promised_no_later(programme: Programme) -> None:
    planned = {row.key: row.planned for row in programme.timeline}
    late = [d for d in programme.dependencies if planned[d.before].first_day > planned[d.after].last_day]
    assert late == []


def test_a_team_is_as_the_annex_draws_it(programme: Programme) -> None:
    seats = {seat.role: seat.seats for seat in programme.team_shape}
    assert seats == {
        "team_manager": 1,
        "social_worker": 6,
        "family_support_worker": 2,
        "business_support_worker": 1,
        "mental_health_nurse": 1,
        "domestic_abuse_worker": 1,
        "substance_misuse_worker": 1,
    }
    assert [seat.role for seat in programme.team_shape if seat.shared] == [
        "mental_health_nurse",
        "domestic_abuse_worker",
        "substance_misuse_worker",
    ]


def test_supervision_is_by_a_manager_of_the_same_profession(programme: Programme) -> None:
    keys = list(programme.disciplines)
    allowed = {(a, b) for a in keys for b in keys if programme.may_supervise(a, b)}
    assert allowed == {(key, key) for key in keys}
    assert not programme.may_supervise("social_work", "astrology")


def test_every_value_of_the_roster_files_is_known(programme: Programme) -> None:
    assert set(programme.roles) >= {
        "business_manager",
        "business_support_worker",
        "clinical_lead",
        "deputy_director",
        "domestic_abuse_worker",
        "family_support_worker",
        "head_of_service",
        "mental_health_nurse",
        "practice_lead",
        "service_manager",
        "social_worker",
        "substance_misuse_worker",
        "team_manager",
    }
    assert set(programme.employments) == {"permanent", "agency", "seconded"}
    assert {key for key, state in programme.post_states.items() if state.filled} == {"in_post", "agency"}
    assert {key for key, state in programme.post_states.items() if not state.filled} == {
        "funded",
        "recruiting",
        "offered",
        "vacant",
    }
    assert {employer.name for employer in programme.employers.values() if employer.kind == "partner"} == {
        "Thames Mind Partnership",
        "Reducing Harm Alliance",
        "Turning Corner Recovery",
    }


@pytest.mark.parametrize(
    ("oversees", "roles"),
    [
        ("team", {"team_manager"}),
        ("service", {"service_manager"}),
        ("county", {"head_of_service", "deputy_director"}),
        ("profession", {"practice_lead", "business_manager", "clinical_lead"}),
    ],
)
def test_each_manager_answers_for_their_own_part(programme: Programme, oversees: str, roles: set[str]) -> None:
    found = {key for key, role in programme.roles.items() if role.oversees == oversees}
    assert found == roles
    assert all(programme.roles[key].manager for key in found)


def test_newly_qualified_people_meet_more_often_at_first(programme: Programme) -> None:
    first, last = programme.supervision.frequencies
    assert first.career_stage == "newly_qualified"
    assert [(p.every, p.until_weeks, p.until_months, p.minutes) for p in first.phases] == [
        ("week", 6, None, 90),
        ("fortnight", None, 6, 90),
        ("month", None, None, 90),
    ]
    assert last.fits_everybody
    assert [p.every for p in last.phases] == ["month"]


def test_only_professional_supervision_is_planned_here(programme: Programme) -> None:
    kinds = programme.supervision.kinds
    assert set(kinds) == {"professional", "clinical", "safeguarding", "line"}
    assert [key for key, kind in kinds.items() if kind.planned_here] == ["professional"]


def test_all_eight_intervention_programmes_are_there_and_proficiency_is_off(programme: Programme) -> None:
    assert len(programme.training.pathways["interventions"].steps) == 8
    assert not programme.training.proficiency
    assert str(programme.training.starts) == "2019-10"


def test_the_partnership_framework_has_its_four_groups_and_no_target_is_made_up(programme: Programme) -> None:
    groups: dict[str, int] = {}
    for indicator in programme.indicators["partnership"].indicators.values():
        groups[indicator.group] = groups.get(indicator.group, 0) + 1
    assert groups == {"child and young person": 5, "parental": 4, "partnership": 3, "process": 4}
    every = [each for found in programme.indicators.values() for each in found.indicators.values()]
    assert all(indicator.target is None for indicator in every)


def test_case_references_are_off(programme: Programme) -> None:
    assert programme.group_supervision.case_reference_pattern == ""


def test_supervision_records_are_kept_for_25_years(programme: Programme) -> None:
    assert programme.retention_years["supervision"] == 25


def test_a_programme_survives_being_written_and_read(programme: Programme) -> None:
    assert Programme.model_validate(programme.model_dump()) == programme


def test_a_programme_never_changes(programme: Programme) -> None:
    with pytest.raises(ValueError, match="frozen"):
        programme.small_count = 2  # type: ignore[misc]  # the point of the test
    assert PlannedDate.model_validate("2020-Q2") == PlannedDate.model_validate("2020-Q2")

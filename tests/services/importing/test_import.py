import shutil
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import SQLModel, func, select

from domain.programme import Programme
from services.desk import Desk
from services.importing import ImportProblem, ImportRefused, ImportSummary, import_folder
from services.importing.absences import united
from storage import audit
from storage.roster import load_roster
from storage.tables import AbsenceRow, AuditRow, PersonRow, PostRow, SchoolTermRow, SessionRow, TeamRow
from storage.unit_of_work import Database
from tests.conftest import SAMPLE

# Where a test asks for a desk the sample is in the database already.


class Load(Protocol):
    def __call__(self, folder: Path, *, full: bool = False, dry_run: bool = False) -> ImportSummary: ...


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "county"
    shutil.copytree(SAMPLE, folder)
    return folder


@pytest.fixture
def load(database: Database, programme: Programme, now: datetime) -> Load:
    def run(folder: Path, *, full: bool = False, dry_run: bool = False) -> ImportSummary:
        return import_folder(database, programme, folder, actor_id="system", now=now, full=full, dry_run=dry_run)

    return run


def count(database: Database, table: type[SQLModel]) -> int:
    with database.read() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems_of(load: Load, folder: Path) -> tuple[ImportProblem, ...]:
    with pytest.raises(ImportRefused) as refused:
        load(folder)
    return refused.value.problems


def test_the_sample_comes_in_whole_and_twice_changes_nothing(database: Database, files: Path, load: Load) -> None:
    first = load(files)
    assert (first.added["people"], first.added["teams"], first.added["posts"]) == (263, 22, 30)
    tables = (PersonRow, TeamRow, PostRow, SessionRow)
    assert [count(database, table) for table in tables] == [263, 22, 30, 437]
    second = load(files)
    assert not any(second.added.values())
    assert not any(second.changed.values())
    with database.read() as session:
        assert audit.first_broken(session) is None


def test_windows_1252_and_a_byte_order_mark_are_read(database: Database, files: Path, load: Load) -> None:
    people = files / "people.csv"
    people.write_bytes(people.read_text(encoding="utf-8").encode("cp1252", errors="replace"))
    teams = files / "teams.csv"
    teams.write_bytes(b"\xef\xbb\xbf" + teams.read_bytes())
    load(files)
    with database.read() as session:
        names = set(session.exec(select(PersonRow.name)))
    assert "Siân Davies" in names


def test_every_problem_is_listed_and_nothing_is_stored(database: Database, files: Path, load: Load) -> None:
    change(files / "people.csv", "social_work,team_manager", "socal_work,team_manager")
    change(files / "people.csv", "Mon-Fri 09:30-14:30", "Mon-Fri 14:30-09:30")
    change(files / "absence.csv", "2020-04-01,2020-04-03", "01/04/2020,2020-04-03")
    change(files / "history.csv", "2020-04-03", "2020-06-03")
    change(files / "supervisors.csv", "C1002,professional,C1001", "C1002,professional,C9999")
    change(files / "posts.csv", "in_post,P1240", "in_post,")
    found = {(p.file, p.column, p.value) for p in problems_of(load, files)}
    assert ("people.csv", "discipline", "socal_work") in found
    assert ("people.csv", "working_pattern", "Mon-Fri 14:30-09:30") in found
    assert ("absence.csv", "first_day", "01/04/2020") in found
    assert ("history.csv", "held_on", "2020-06-03") in found
    assert ("supervisors.csv", "supervisor_id", "C9999") in found
    assert ("posts.csv", "holder_id", "") in found
    assert count(database, PersonRow) == 0


def test_a_problem_says_where_and_what_to_write(files: Path, load: Load) -> None:
    change(files / "absence.csv", "2020-04-01", "01/04/2020")
    (problem,) = problems_of(load, files)
    assert (problem.row, problem.instead) == (2, "2020-04-01")


def test_a_misspelt_column_and_a_missing_one(files: Path, load: Load) -> None:
    change(files / "teams.csv", "manager_id", "managr_id")
    change(files / "travel.csv", "office_a,office_b,minutes", "office_a,office_b")
    hints = {(p.column, p.instead) for p in problems_of(load, files)}
    assert ("manager_id", "rename 'managr_id' to 'manager_id'") in hints
    assert ("minutes", "add the column 'minutes'") in hints


def test_what_looks_like_a_formula_or_markup_is_only_text(database: Database, files: Path, load: Load) -> None:
    change(files / "people.csv", "Harpreet Jenkins", "=cmd|' /C calc'!A0 <b>&")
    load(files)
    with database.read() as session:
        assert session.get_one(PersonRow, "C1001").name == "=cmd|' /C calc'!A0 <b>&"


def test_a_dry_run_stores_nothing(database: Database, files: Path, load: Load) -> None:
    assert load(files, dry_run=True).added["people"] == 263
    assert count(database, PersonRow) == 0


def test_only_a_full_import_lets_people_leave(desk: Desk, files: Path, load: Load, now: datetime) -> None:
    people = files / "people.csv"
    lines = people.read_text(encoding="utf-8").splitlines(keepends=True)
    people.write_text("".join(line for line in lines if not line.startswith("C1025,")), encoding="utf-8")
    for name in ("supervisors", "absence", "history"):
        (files / f"{name}.csv").unlink()
    assert load(files).left["people"] == 0
    assert load(files, full=True).left["people"] == 1
    with desk.database.read() as session:
        assert session.get_one(PersonRow, "C1025").leaves_on == now.date()


def test_overlapping_absences_are_united(database: Database, files: Path, load: Load) -> None:
    with (files / "absence.csv").open("a", encoding="utf-8") as file:
        file.write("C1001,2020-04-02,2020-04-06\n")
    load(files)
    with database.read() as session:
        spans = session.exec(select(AbsenceRow).where(AbsenceRow.staff_id == "C1001")).all()
    assert (date(2020, 4, 1), date(2020, 4, 6)) in {(s.first_day, s.last_day) for s in spans}


START = date(2020, 1, 1)
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=12)


@given(SPANS)
def test_uniting_keeps_exactly_the_same_days(raw: list[tuple[int, int]]) -> None:
    spans = [(START + timedelta(days=n), START + timedelta(days=n + length)) for n, length in raw]
    result = united(spans)
    assert days(result) == days(spans)
    assert all(a[1] + timedelta(days=1) < b[0] for a, b in pairwise(result))


def days(spans: Iterable[tuple[date, date]]) -> set[date]:
    return {first + timedelta(days=n) for first, last in spans for n in range((last - first).days + 1)}


def test_a_move_to_another_team_is_a_change_with_an_audit_row(desk: Desk, files: Path, load: Load) -> None:
    change(files / "posts.csv", "BANBURY-1;BANBURY-2,in_post,P1240", "BANBURY-1;BANBURY-3,in_post,P1240")
    change(files / "people.csv", ",BANBURY-1,", ",BANBURY-2,")
    tried = load(files, dry_run=True)
    assert [(c.noun, c.how, c.columns) for c in tried.changes] == [
        ("people", "changed", ("teams",)),
        ("posts", "changed", ("teams",)),
    ]
    before = count(desk.database, AuditRow)
    assert load(files).changes == tried.changes
    assert count(desk.database, AuditRow) == before + 2
    assert not load(files).changes


def test_a_corrected_length_is_taken_over(desk: Desk, files: Path, load: Load) -> None:
    change(files / "history.csv", "2020-04-03,10:00,90", "2020-04-03,10:00,75")
    assert load(files).changed["sessions"] == 1
    assert not load(files).changes


def test_somebody_who_moved_to_the_partners_file_has_not_left(desk: Desk, files: Path, load: Load) -> None:
    people, partners = files / "people.csv", files / "partners.csv"
    lines = people.read_text(encoding="utf-8").splitlines(keepends=True)
    moved = next(line for line in lines if line.startswith("C1025,"))
    people.write_text("".join(line for line in lines if line != moved), encoding="utf-8")
    partners.write_text(partners.read_text(encoding="utf-8") + moved, encoding="utf-8")
    load(files)
    partners.unlink()
    assert load(files, full=True).left["people"] == 0


def test_a_dry_run_shows_the_roster_as_it_would_be(desk: Desk, files: Path, load: Load) -> None:
    change(files / "supervisors.csv", "C1002,professional,C1001", "C1002,professional,C1003")
    assert load(files, dry_run=True).roster.supervisors["C1002", "professional"] == "C1003"
    with desk.database.read() as session:
        assert load_roster(session).supervisors["C1002", "professional"] == "C1001"


def test_school_terms_come_with_the_roster_and_a_complete_file_replaces_them(
    database: Database, files: Path, load: Load
) -> None:
    load(files)
    with database.read() as session:
        term = session.get_one(SchoolTermRow, "2019/20 summer 1")
        assert (term.first_day, term.last_day) == (date(2020, 4, 20), date(2020, 5, 22))
    everything = count(database, SchoolTermRow)
    terms = files / "terms.csv"
    terms.write_text("term,first_day,last_day\nSummer,2020-04-21,2020-05-22\n", encoding="utf-8")
    (problem,) = problems_of(load, files)
    assert "shares days with 2019/20 summer 1" in problem.wrong
    assert count(database, SchoolTermRow) == everything
    load(files, full=True)
    assert count(database, SchoolTermRow) == 1


def test_a_term_that_ends_first_or_shares_days_is_refused(files: Path, load: Load) -> None:
    terms = files / "terms.csv"
    terms.write_text(
        "term,first_day,last_day\nOne,2020-09-02,2020-10-23\nTwo,2020-10-23,2020-12-18\nThree,2021-02-12,2021-01-04\n",
        encoding="utf-8",
    )
    found = [(p.row, p.column) for p in problems_of(load, files)]
    assert found == [(3, "first_day"), (4, "last_day")]

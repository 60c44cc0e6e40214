"""Files as people really send them: each is refused with what is wrong, or read, and never a crash."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from domain.programme import Programme
from services.importing import ImportProblem, ImportRefused, import_folder, not_read
from storage.unit_of_work import Database
from tests.conftest import SAMPLE, Moulds


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "county"
    shutil.copytree(SAMPLE, found)
    return found


@pytest.fixture
def problems(
    folder: Path, tmp_path: Path, moulds: Moulds, programme: Programme, now: datetime
) -> Callable[[], list[ImportProblem]]:
    database = Database.at(moulds.copy("sqlite", tmp_path, county=False))

    def run() -> list[ImportProblem]:
        try:
            import_folder(database, programme, folder, actor_id="system", now=now)
        except ImportRefused as refused:
            return list(refused.problems)
        finally:
            database.close()
        return []

    return run


def swap(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


ONE_FAULT: dict[str, tuple[str, Callable[[str], str], int, str]] = {
    "semicolons": ("travel.csv", lambda text: text.replace(",", ";"), 1, "the cells are separated by semicolons"),
    "no header": (
        "teams.csv",
        lambda text: text.split("\n", 1)[1],
        1,
        "the first row does not hold the columns' names",
    ),
    "empty": ("people.csv", lambda _: "", 1, "the first row is empty"),
    "NUL": ("teams.csv", lambda text: text.replace("Banbury 1", "Ban\0bury", 1), 2, "this is not text in UTF-8"),
    "unclosed quote": ("people.csv", lambda text: text.replace("Imran", '"Imran', 1), 3, "a quotation mark"),
    "after a quote": ("travel.csv", lambda text: text.replace("Banbury", '"Ban"bury', 1), 2, "a quotation mark"),
    "huge": ("people.csv", lambda text: text.replace("Imran", "I" * 200_000, 1), 3, "a cell has more than"),
    "long": ("people.csv", lambda text: text.replace("Imran", "I" * 201, 1), 3, "this has 209 characters"),
    "line break": (
        "people.csv",
        lambda text: text.replace("Imran Jenkins", '"Imran\nJenkins"', 1),
        3,
        "it holds a line",
    ),
    "comma": ("people.csv", lambda text: text.replace("Imran Jenkins", "Jenkins, Imran", 1), 3, "16 cells"),
    "year 1": ("history.csv", lambda text: text.replace("2020-04-03", "0001-01-01", 1), 2, "this year is too long ago"),
    "week date": ("history.csv", lambda text: text.replace("2020-04-03", "2020-W14-5", 1), 2, "this is not a date"),
    "later today": ("history.csv", lambda text: text.replace("2020-04-03,10", "2020-04-27,17", 1), 2, "this time is"),
    "no supervisor": ("supervisors.csv", lambda text: text.replace(",C1001", ",", 1), 2, "this is empty"),
    "reversed funds": ("posts.csv", lambda text: text.replace("2021-09-30", "2019-09-30", 1), 2, "this is before"),
    "channel": ("teams.csv", lambda text: text.replace("fsp-banbury-1", "<!channel>", 1), 2, "this is not a channel"),
}


@pytest.mark.parametrize("fault", ONE_FAULT)
def test_one_fault_is_one_problem_with_its_row(
    fault: str, folder: Path, problems: Callable[[], list[ImportProblem]]
) -> None:
    name, spoil, row, wrong = ONE_FAULT[fault]
    text = (folder / name).read_text(encoding="utf-8")
    (folder / name).write_text(spoil(text), encoding="utf-8", newline="")
    (problem,) = problems()
    assert (problem.file, problem.row) == (name, row)
    assert problem.wrong.startswith(wrong)


@pytest.mark.parametrize(
    ("encoded", "row"),
    [
        (lambda text: text.encode("utf-16"), 1),
        (lambda text: text.replace("Imran", "Imr\x81n").encode("latin-1", "replace"), 3),
        (lambda text: b"\xef\xbb\xbf" + text.replace("Imran", "Imrän").encode("latin-1", "replace"), 3),
    ],
    ids=["UTF-16", "not Windows-1252", "a mark that is not true"],
)
def test_another_encoding_is_refused_rather_than_guessed(
    encoded: Callable[[str], bytes], row: int, folder: Path, problems: Callable[[], list[ImportProblem]]
) -> None:
    people = folder / "people.csv"
    people.write_bytes(encoded(people.read_text(encoding="utf-8")))
    assert [(p.file, p.row, p.wrong) for p in problems()] == [
        ("people.csv", row, "this is not text in UTF-8 or Windows-1252")
    ]


def test_a_file_that_cannot_be_read_hides_no_problem_of_another(
    folder: Path, problems: Callable[[], list[ImportProblem]]
) -> None:
    swap(folder / "people.csv", "Imran Jenkins", "Jenkins, Imran")
    swap(folder / "supervisors.csv", "C1003,professional,C1002", "C1003,professional,C9999")
    assert {(p.file, p.value) for p in problems()} == {("people.csv", ""), ("supervisors.csv", "C9999")}


def test_what_spreadsheets_leave_behind_is_no_problem(
    folder: Path, problems: Callable[[], list[ImportProblem]]
) -> None:
    travel = folder / "travel.csv"
    travel.write_text("".join(f"{line},,\r\n" for line in travel.read_text().splitlines()) + ",,,,\r\n", newline="")
    (folder / "teams.csv").rename(folder / "Teams.CSV")
    assert problems() == []


def test_an_absence_without_an_end_is_read(folder: Path, problems: Callable[[], list[ImportProblem]]) -> None:
    with (folder / "absence.csv").open("a", encoding="utf-8") as file:
        file.write("C1025,2020-06-01,9999-12-31\nC1025,2020-07-01,2020-07-02\n")
    assert problems() == []


def test_a_misspelt_file_is_named(folder: Path) -> None:
    (folder / "absence.csv").rename(folder / "absences.csv")
    assert not_read(folder) == ["absences.csv"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("03/04/2020", "2020-04-03"),
        ("3.4.2020", "2020-04-03"),
        ("2020-4-3", "2020-04-03"),
        ("2020-04-03 00:00:00", "2020-04-03"),
        ("31/02/2020", "a date such as 2020-06-15"),
    ],
)
def test_a_date_written_otherwise_is_answered_with_the_date_meant(
    written: str, meant: str, folder: Path, problems: Callable[[], list[ImportProblem]]
) -> None:
    swap(folder / "history.csv", "2020-04-03", written)
    (problem,) = problems()
    assert problem.instead == meant

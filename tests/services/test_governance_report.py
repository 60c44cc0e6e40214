"""What the practice workspace starts with, as the highlight report and the exports see it."""

import csv
import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.cli.governance import write_csv
from bot.prepare import HOME
from domain.timeline.rag import Rag
from services import practice_governance
from services.desk import Desk
from services.governance import export, notes
from services.governance import for_report as governance_report
from services.posts import for_report as posts_report
from services.practice_governance import GovernanceSeed
from storage.roster import load_roster

SEED = GovernanceSeed(**tomllib.loads((HOME / "governance.toml").read_text(encoding="utf-8")))


@pytest.fixture
def seeded(desk: Desk, now: datetime) -> Desk:
    for _ in range(2):
        practice_governance.plant(desk, SEED, now)
    return desk


def test_the_report_has_one_period_and_what_comes(seeded: Desk, now: datetime) -> None:
    found = governance_report.for_report(seeded, date(2020, 4, 1), date(2020, 5, 11), now)
    assert [line.number for line in found.done] == [6]
    assert [line.number for line in found.late] == [1]
    assert [line.number for line in found.due] == [3, 4, 5]
    assert [(line.number, line.grade, line.score) for line in found.risks] == [
        (1, "red", 15),
        (3, "amber", 12),
        (2, "amber", 10),
        (4, "green", 6),
    ]
    assert (found.new_risks, found.closed_risks) == ((4,), ())
    assert [line.text for line in found.changes] == ["Move the start from June to November"]
    assert [line.number for line in found.asked] == [2]
    assert {name: meeting.day for name, meeting in found.meetings.items()} == {
        "Partnership Board": date(2020, 5, 20),
        "Project team of workstream leaders": date(2020, 4, 27),
        "Health and Wellbeing Board": date(2020, 6, 11),
    }


def test_the_register_raises_milestones(seeded: Desk) -> None:
    found = governance_report.raised(seeded)
    assert {key: (one.rag, one.number) for key, one in found.items()} == {
        "adult-posts-sustainable": (Rag.RED, 1),
        "information-sharing": (Rag.AMBER, 3),
        "go-live": (Rag.AMBER, 2),
    }


def test_the_posts_of_the_report(seeded: Desk, now: datetime) -> None:
    found = posts_report.for_report(seeded, now)
    assert (found.vacancy.numerator, found.vacancy.denominator) == (6, 30)
    assert (found.sustained.numerator, found.sustained.notes) == (2, {"refused": 1, "open": 27})
    assert found.effect is not None
    assert (found.effect.waiting.late, len(found.effect.waiting.unknown)) == (("DO02",), 5)
    assert [line.promised for line in found.disciplines] == [10, 10, 10]


def test_the_seeds_own_words_keep_the_rules_for_notes(seeded: Desk, now: datetime) -> None:
    with seeded.database.read() as session:
        roster = load_roster(session)
    for raw in (*SEED.actions, *SEED.risks, *SEED.decisions):
        assert notes.checked(roster, raw["text"], seeded.today(now)) == raw["text"]


def test_what_is_kept_can_be_taken_out(seeded: Desk, now: datetime, tmp_path: Path) -> None:
    lists = {export.actions: 6, export.risks: 4, export.decisions: 2, export.posts: 30}
    for read, count in lists.items():
        rows, file = read(seeded, now), tmp_path / f"{read.__name__}.csv"
        write_csv(file, rows)
        with file.open(encoding="utf-8-sig", newline="") as lines:
            written = list(csv.DictReader(lines))
        assert len(rows) == len(written) == count
        assert [list(row.values()) for row in written] == [
            ["" if v is None else str(v) for v in r.values()] for r in rows
        ]
    write_csv(file, [{"text": "=1+1"}])
    assert file.read_text(encoding="utf-8-sig").splitlines() == ["text", "'=1+1"], "no spreadsheet runs it"

"""`plan group`, `plan month` and `plan check` as a script would call them."""

import json
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from domain.access import SYSTEM
from domain.calendar import BankHolidays, Month
from domain.programme import Programme
from services.desk import Desk
from services.planning import proposals
from storage.tables import SessionRow
from storage.unit_of_work import Database
from tests.end_to_end.test_refusals import run_bot
from tests.planning_now import plan_month

NOW = ("--now", "2020-04-27T09:00+01:00")
MONDAY = date(2020, 1, 6)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")


@pytest.fixture
def settings(database_url: str) -> dict[str, str]:
    return {"PRACTICE": "1", "DATABASE_URL": database_url}


def plan(folder: Path, settings: dict[str, str], *words: str) -> dict[str, Any]:
    done = run_bot(folder, "plan", *words, "--json", **settings)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_term_and_a_month_around_it(
    tmp_path: Path, settings: dict[str, str], database_url: str, programme: Programme
) -> None:
    group = plan(tmp_path, settings, "group", "--from", "2020-05", "--months", "3", "--approve", *NOW)
    assert {"status", "gap", "slots", "sessions"} <= group.keys()
    assert (group["status"], group["gap"], len(group["slots"]), group["approved"]) == ("optimal", 0.0, 22, True)
    for slot in group["slots"]:
        assert {"team", "weeks", "weekday", "start", "end", "chair_id", "absent"} <= slot.keys()
        assert slot["weeks"] in ("every", "a", "b")
        assert slot["weekday"] in DAYS
    absent = {(a["staff_id"], a["cause"]) for slot in group["slots"] for a in slot["absent"]}
    assert {("P1241", "working_pattern"), ("P1243", "working_pattern"), ("C1123", "unavailable")} <= absent
    slots = {slot["team"]: slot for slot in group["slots"]}
    for session in group["sessions"]:
        slot, day = slots[session["team"]], date.fromisoformat(session.get("moved_from", session["date"]))
        assert DAYS[day.weekday()] == slot["weekday"]
        assert "ab"[(day - MONDAY).days // 7 % 2] == slot["weeks"]
        assert session["date"] not in ("2020-05-08", "2020-05-25")
    if database_url.startswith("sqlite"):
        month = plan(tmp_path, settings, "month", "--from", "2020-05", "--approve", *NOW)["plans"][0]
        assert len(month["sessions"]) > 250
    else:
        # The solver knows of no database: proving a county's month once is enough.
        assert _book_may(database_url, programme) > 250
    checked = run_bot(tmp_path, "plan", "check", "--from", "2020-05", **settings)
    assert (checked.returncode, "nothing wrong" in checked.stdout) == (0, True), checked.stdout
    _move_a_session_to_sunday(database_url)
    checked = run_bot(tmp_path, "plan", "check", "--json", **settings)
    assert checked.returncode == 1
    wrong = json.loads(checked.stdout)["wrong"]
    assert {line["rule"] for line in wrong} == {"working_pattern"}
    assert "does not work then" in wrong[0]["text"]
    again = plan(tmp_path, settings, "group", "--from", "2020-08", *NOW)
    assert again["cost_by_term"]["change"] == 0
    assert {slot["team"]: slot["start"] for slot in again["slots"]} == {t: s["start"] for t, s in slots.items()}


def _book_may(url: str, programme: Programme) -> int:
    now, may = datetime(2020, 4, 27, 8, tzinfo=UTC), Month(2020, 5)
    with closing(Database.at(url)) as database:
        desk = Desk(database, programme, BankHolidays(programme.bank_holidays))
        return proposals.approve(desk, SYSTEM, may, plan_month(desk, SYSTEM, may, now).version, now).sessions


def _move_a_session_to_sunday(url: str) -> None:
    database = Database.at(url)
    with database.work("system", datetime(2020, 4, 27, 8, tzinfo=UTC)) as uow:
        row = uow.session.exec(
            select(SessionRow).where(SessionRow.source == "plan").order_by(SessionRow.staff_id)
        ).first()
        assert row is not None
        row.starts_at += timedelta(days=6 - row.starts_at.weekday())
        uow.session.add(row)
        uow.commit()
    database.close()


def test_without_json_it_reads_as_a_table(tmp_path: Path) -> None:
    done = run_bot(tmp_path, "plan", "group", PRACTICE="1")
    assert done.returncode == 0
    assert "Planning group supervision from 2020-05-01 to 2020-07-31" in done.stderr
    assert "Banbury 1" in done.stdout
    assert "does not work then" in done.stdout
    assert "optimal" in done.stdout


@pytest.mark.parametrize(
    "words", [("group", "--from", "soon"), ("group", "--from", "9999-12"), ("check", "--from", "2020-5x")]
)
def test_nonsense_is_answered_kindly(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run_bot(tmp_path, "plan", *words, "--json", PRACTICE="1")
    assert (done.returncode, done.stdout) == (1, "")
    assert f'I can\'t read "{words[-1]}". Write for example 2020-05.' in done.stderr


def test_a_county_without_teams_has_nothing_to_plan(tmp_path: Path) -> None:
    """A database without practice is empty until somebody imports into it."""
    words = ("plan", "group", "--from", "2020-05", *NOW)
    done = run_bot(tmp_path, *words, "--json")
    assert (done.returncode, json.loads(done.stdout)["status"]) == (0, "nothing_to_do")
    done = run_bot(tmp_path, *words)
    assert done.returncode == 1
    assert "No team can be given a time" in done.stderr
    assert "Traceback" not in done.stderr
    done = run_bot(tmp_path, "plan", "check")
    assert (done.returncode, done.stdout) == (0, "0 sessions and 0 group meetings: nothing wrong.\n")

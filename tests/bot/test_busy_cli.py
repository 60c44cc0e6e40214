"""`python -m bot busy`, as an operator types it."""

import json
from pathlib import Path

from tests.conftest import SAMPLE
from tests.end_to_end.test_refusals import run_bot
from tests.services.test_busy import calendar

NOW = ("--now", "2020-04-27T09:00+01:00")


def test_a_file_is_read_listed_replaced_and_taken_back(tmp_path: Path) -> None:
    database = {"DATABASE_URL": f"sqlite:///{tmp_path / 'county.db'}"}

    def said(*words: str) -> str:
        done = run_bot(tmp_path, *words, *NOW, **database)
        assert "Traceback" not in done.stderr
        return f"{done.returncode} {done.stdout}{done.stderr}"

    run_bot(tmp_path, "import", str(SAMPLE), *NOW, **database)
    file = tmp_path / "nia.ics"
    file.write_bytes(calendar("SUMMARY:Court\r\nDTSTART:20200512T130000Z\r\nDTEND:20200512T150000Z"))
    for _ in range(2):
        assert said("busy", "C1062", str(file)).startswith("0 Read: the calendar of Nia O'Connor has 1 busy time")
    (feed,) = json.loads(said("busy", "C1062", "--list", "--json")[2:])["calendars"]
    assert (feed["at_address"], feed["coming"], feed["problem"]) == (False, 1, None)
    assert said("busy", "C1063", "--remove", feed["key"]) == "1 I can't find that fixed time any more.\n"
    assert said("busy", "C1062", "--remove", feed["key"]).startswith("0 Removed: the calendar")
    assert said("busy", "C1062", "--list") == "0 Nia O'Connor has no fixed times.\n"
    file.write_text("no calendar")
    assert said("busy", "C1062", str(file)).startswith("1 I can't read that as a calendar.")
    assert said("busy", "NOBODY", "--list").startswith('1 I don\'t know a person called "NOBODY".')
    assert said("busy", "C1062").startswith("2 ")

"""`python -m bot governance`, as an operator types it."""

import json
from pathlib import Path

from tests.conftest import SAMPLE
from tests.end_to_end.test_refusals import run_bot

NOW = ("--now", "2020-04-27T09:00+01:00")


def test_posts_are_printed_for_a_script_and_written_for_a_spreadsheet(tmp_path: Path) -> None:
    database = {"DATABASE_URL": f"sqlite:///{tmp_path / 'county.db'}"}
    run_bot(tmp_path, "import", str(SAMPLE), *NOW, **database)
    file = tmp_path / "posts.csv"
    done = run_bot(tmp_path, "governance", "posts", "--json", "--csv", str(file), *NOW, **database)
    assert done.returncode == 0, done.stderr
    posts = json.loads(done.stdout)["posts"]
    assert len(posts) == 30
    assert posts[0]["post_id"] == "DO01"
    assert (posts[1]["state"], posts[1]["empty"], posts[1]["empty_since"]) == ("vacant", "yes", "2020-04-01")
    assert len(file.read_text(encoding="utf-8-sig").splitlines()) == 31
    done = run_bot(tmp_path, "governance", "actions", "--csv", str(tmp_path / "none" / "x.csv"), *NOW, **database)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)

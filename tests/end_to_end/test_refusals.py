"""What stops the start, and what a wrong request gets."""

import socket
import subprocess
from pathlib import Path

import httpx
import pytest

from tests import forks
from tests.end_to_end.server import environment, running


def run_bot(folder: Path, *words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    return forks.run(list(words), environment(folder, **settings), folder)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({}, "SLACK_BOT_TOKEN: is not set"),
        ({"PRACTICE": "1", "HOST": "0.0.0.0"}, "HOST: must be 127.0.0.1"),
        ({"PRACTICE": "1", "SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_BOT_TOKEN: must not be set together with PRACTICE"),
        ({"PRACTICE": "1", "PORT": "seventy"}, "PORT:"),
        ({"PRACTICE": "1", "PROGRAMME": "atlantis"}, "PROGRAMME: 'atlantis'"),
        ({"PRACTICE": "1", "DATABASE_URL": "nonsense://x"}, "DATABASE_URL:"),
        ({"PRACTICE": "1", "DATABASE_URL": "mysql://x/y"}, "DATABASE_URL: must start with sqlite:/// or postgresql://"),
        ({"PRACTICE": "1", "DATABASE_URL": f"sqlite:///{__file__}"}, "DATABASE_URL: the file is not a database"),
    ],
)
def test_a_bad_setting_is_named(tmp_path: Path, settings: dict[str, str], named: str) -> None:
    done = run_bot(tmp_path, "run", **settings)
    assert done.returncode == 1
    assert named in done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_looks_at_the_roster_by_the_practice_clock(tmp_path: Path) -> None:
    """In June 2019 no team had its manager yet."""
    settings = {"PRACTICE": "1", "DATABASE_URL": f"sqlite:///{tmp_path / 'p.db'}"}
    assert run_bot(tmp_path, "db", "upgrade", **settings).returncode == 0
    by_itself, in_april, before = (
        run_bot(tmp_path, "doctor", *now, **settings).stdout.splitlines()[-1]
        for now in ([], ["--now", "2020-04-27T09:00+01:00"], ["--now", "2019-06-27T09:00+01:00"])
    )
    assert by_itself == in_april != before


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run_bot(tmp_path, "run", PRACTICE="1", PORT=port)
    assert done.returncode == 1
    assert f"PORT: {port}" in done.stderr


def test_practice_and_real_databases_are_kept_apart(tmp_path: Path) -> None:
    assert run_bot(tmp_path, "db", "upgrade").returncode == 0
    done = run_bot(tmp_path, "run", PRACTICE="1")
    assert "names a real database" in done.stderr
    practice = {"DATABASE_URL": f"sqlite:///{tmp_path / 'p.db'}"}
    assert run_bot(tmp_path, "db", "upgrade", PRACTICE="1", **practice).returncode == 0
    done = run_bot(tmp_path, "run", SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="x", **practice)
    assert "names a practice database" in done.stderr


def test_a_wrong_signature_is_refused(tmp_path: Path) -> None:
    with running(tmp_path) as practice:
        headers = {"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": "v0=0"}
        form = {"command": "/team", "user_id": "UC1060"}
        url = f"{practice.url}/slack/events"
        assert httpx.post(url, data=form, headers=headers, trust_env=False).status_code == 401

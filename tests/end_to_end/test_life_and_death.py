"""A real process with a Slack of the test's own: killed, stopped in mid-work, doubled, cut off."""

import hashlib
import hmac
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from bot.clock import real_now, wall_seconds
from domain.access import SYSTEM
from domain.calendar import BankHolidays
from domain.programme import Programme
from services import installation, people
from services.desk import Desk
from services.importing import import_folder
from storage import schema
from storage.tables import NoticeRow
from storage.unit_of_work import Database
from tests.conftest import SAMPLE
from tests.end_to_end.server import environment, free_port, wait_until_ready
from tests.end_to_end.slack_server import SlackServer, slack_server
from tests.forks import Fork
from tests.postgres import new_database

SECRET = "a secret of the test"
TEAMS = [f"{town}-{n}" for town in ("BANBURY", "BICESTER") for n in (1, 2, 3)]
STAFF = [f"C{1060 + n}" for n in range(9)]


@dataclass
class Running:
    process: Fork
    url: str

    def stop(self, how: signal.Signals = signal.SIGTERM) -> str:
        """What it wrote to standard error."""
        self.process.send_signal(how)
        return self.process.communicate(timeout=30)[1]

    def post(self, form: dict[str, str], secret: str = SECRET, *, age: int = 0) -> int:
        """A signed request; the status of the acknowledgement."""
        body = urlencode(form)
        stamp = str(int(wall_seconds()) - age)
        digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={digest}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        url = f"{self.url}/slack/events"
        return httpx.post(url, content=body, headers=headers, trust_env=False, timeout=10).status_code


@contextmanager
def bot(folder: Path, slack: SlackServer, database: str, **settings: str) -> Iterator[Running]:
    port = free_port()
    given = {"SLACK_BOT_TOKEN": "xoxb-test", "SLACK_SIGNING_SECRET": SECRET, **settings}
    env = environment(folder, PORT=str(port), SLACK_API_URL=slack.url, **(given | {"DATABASE_URL": database}))
    with Fork(["run"], env, folder) as process:
        try:
            yield Running(process, f"http://127.0.0.1:{port}")
        finally:
            if process.poll() is None:
                process.kill()


def fill(url: str, programme: Programme, *, notices: int = 0) -> None:
    """A county with some linked people, and as many things each of them must be told."""
    now = real_now()
    database = Database.at(url)
    schema.upgrade(database.engine)
    import_folder(database, programme, SAMPLE, actor_id="system", now=now)
    desk = Desk(database, programme, BankHolidays())
    installation.ensure(desk, practice=False, now=now)
    for staff_id in STAFF:
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    with database.work("system", now) as uow:
        for staff_id in STAFF:
            for team in TEAMS[:notices]:
                uow.session.add(NoticeRow(staff_id=staff_id, kind="channel_closed", subject=team, created_at=now))
        uow.commit()
    database.close()


def until(wanted: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not wanted():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


@pytest.fixture
def slack() -> Iterator[SlackServer]:
    with slack_server() as found:
        yield found


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'fsp.db'}"


def test_killed_in_the_middle_nothing_is_lost(
    tmp_path: Path, slack: SlackServer, sqlite: str, programme: Programme
) -> None:
    fill(sqlite, programme, notices=6)
    slack.delay = 0.5
    with bot(tmp_path, slack, sqlite) as first:
        until(lambda: len(slack.posts) >= 25)
        first.stop(signal.SIGKILL)
    slack.delay = 0.0
    with bot(tmp_path, slack, sqlite) as second:
        until(lambda: len(set(slack.posts)) == 6 * len(STAFF))
        time.sleep(1)
        second.stop()
    again = sum(Counter(slack.posts).values()) - 6 * len(STAFF)
    assert again <= 20, "at most what was in flight goes out twice"


@pytest.mark.postgres
def test_two_processes_start_together_and_send_once(
    tmp_path: Path, slack: SlackServer, postgres: str, programme: Programme
) -> None:
    url = new_database(postgres)
    with ExitStack() as both:
        running = [both.enter_context(bot(tmp_path, slack, url)) for _ in range(2)]
        for one in running:
            wait_until_ready(one.url, one.process)
        fill(url, programme, notices=3)
        until(lambda: len(set(slack.posts)) == 3 * len(STAFF))
        time.sleep(6)
        for one in running:
            one.stop()
            assert one.process.returncode == 0
    assert set(Counter(slack.posts).values()) == {1}


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_finishes_what_it_acknowledged(
    tmp_path: Path, slack: SlackServer, sqlite: str, programme: Programme, how: signal.Signals
) -> None:
    fill(sqlite, programme)
    slack.delay = 1.0
    with bot(tmp_path, slack, sqlite) as running:
        wait_until_ready(running.url, running.process)
        form = {"command": "/team", "text": "", "user_id": "UC1062", "trigger_id": "1.1", "channel_id": "D1"}
        assert running.post(form | {"response_url": f"{slack.url}response"}) == 200
        errors = running.stop(how)
    assert running.process.returncode == 0, errors
    assert "Bicester 1" in slack.responses[-1]["text"]
    assert "unfinished=0" in errors


def test_only_fresh_requests_with_slacks_signature_are_taken(
    tmp_path: Path, slack: SlackServer, sqlite: str, programme: Programme
) -> None:
    fill(sqlite, programme)
    form = {"command": "/team", "user_id": "UC1062", "trigger_id": "1.1", "response_url": f"{slack.url}response"}
    with bot(tmp_path, slack, sqlite) as running:
        wait_until_ready(running.url, running.process)
        assert running.post(form, "another secret") == 401
        assert running.post(form, age=400) == 401
        assert running.post(form) == 200
        errors = running.stop()
    assert errors.count("request refused") == 2
    assert not any(name in errors for name in ("UC1062", "O'Connor"))


def test_ready_means_that_slack_answers(tmp_path: Path, slack: SlackServer, sqlite: str) -> None:
    slack.refusal = "token_revoked"
    with bot(tmp_path, slack, sqlite) as running:
        until(lambda: alive(running))
        until(lambda: "token_revoked" in httpx.get(f"{running.url}/readyz", trust_env=False).text)
        assert httpx.get(f"{running.url}/readyz", trust_env=False).status_code == 503
        slack.refusal = None
        wait_until_ready(running.url, running.process)
        running.stop()
        assert running.process.returncode == 0


def test_a_token_revoked_at_work_stops_everything_and_loses_nothing(
    tmp_path: Path, slack: SlackServer, sqlite: str, programme: Programme
) -> None:
    fill(sqlite, programme)
    with bot(tmp_path, slack, sqlite) as running:
        wait_until_ready(running.url, running.process)
        slack.refusal = "token_revoked"
        fill(sqlite, programme, notices=1)
        until(lambda: "fsp_slack_token_refused 1.0" in httpx.get(f"{running.url}/metrics", trust_env=False).text)
        assert "token_revoked" in httpx.get(f"{running.url}/readyz", trust_env=False).text
        errors = running.stop()
    assert running.process.returncode == 0
    assert errors.count("delivering stopped") == 1
    assert slack.posts == []
    slack.refusal = None
    with bot(tmp_path, slack, sqlite) as renewed:
        until(lambda: len(slack.posts) == len(STAFF))
        renewed.stop()
    assert set(Counter(slack.posts).values()) == {1}


def test_a_stop_before_slack_ever_answered(tmp_path: Path, sqlite: str) -> None:
    nobody = SlackServer(url=f"http://127.0.0.1:{free_port()}/api/")
    with bot(tmp_path, nobody, sqlite) as running:
        until(lambda: alive(running))
        answer = httpx.get(f"{running.url}/readyz", trust_env=False)
        assert answer.status_code == 503
        assert "Slack" in answer.json()["checks"]["couriers"]
        running.stop()
        assert running.process.returncode == 0


def alive(running: Running) -> bool:
    try:
        return httpx.get(f"{running.url}/healthz", trust_env=False).status_code == 200
    except httpx.TransportError:
        return False

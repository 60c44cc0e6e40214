"""Starting `python -m bot run`, and talking to the practice workspace."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, TypeAlias

import httpx

from tests.forks import ROOT, Fork

Process: TypeAlias = "Started | Fork"
START_SECONDS = 40


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """A clean environment: nothing of the caller's settings, everything below `folder`."""
    names = {"PATH", "HOME", "LANG", "VIRTUAL_ENV", "TMPDIR"}
    return {
        **{name: value for name, value in os.environ.items() if name in names},
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": f"sqlite:///{folder / 'practice.db'}",
        **settings,
    }


class Practice:
    """The practice workspace of a running bot, as its page uses it."""

    def __init__(self, url: str, process: Process) -> None:
        self.url = url
        self.process = process
        self._http = httpx.Client(base_url=f"{url}/practice", timeout=120, trust_env=False)
        directory = self._http.get("/page/directory").json()
        self.users = {user["name"]: user for user in directory["users"]}
        self.channels = {channel["name"]: channel["id"] for channel in directory["channels"]}

    def close(self) -> None:
        self._http.close()

    def type(self, name: str, text: str, place: str | None = None) -> None:
        """`name` types `text` into their conversation with the bot, or into a channel."""
        self._act("/page/say", {"in": place or self.users[name]["direct"], "text": text}, name)

    def press(self, name: str, message: dict[str, Any], label: str) -> None:
        block, element = next(
            (block, element)
            for block in message["blocks"]
            if block["type"] == "actions"
            for element in block["elements"]
            if element["text"]["text"] == label
        )
        where = {"in": self.users[name]["direct"], "ts": message["ts"]}
        ids = {"block_id": block["block_id"], "action_id": element["action_id"], "chosen": {}, "values": {}}
        self._act("/page/press", where | ids, name)

    def move_clock(self, to: str) -> int:
        """Returns how many messages went out."""
        return int(self._act("/page/clock", {"to": to}, None)["sent"])

    def state(self, name: str, place: str | None = None) -> dict[str, Any]:
        user = self.users[name]
        found: dict[str, Any] = self._http.get(
            "/page/state", params={"as": user["id"], "in": place or user["direct"]}
        ).json()
        return found

    def messages(self, name: str, place: str | None = None) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.state(name, place)["messages"]
        return found

    def wait_for(self, name: str, words: str, place: str | None = None, seconds: float = 30) -> dict[str, Any]:
        """The newest message that says `words`, once it is there."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for message in reversed(self.messages(name, place)):
                if words in message["text"]:
                    return dict(message)
            time.sleep(0.1)
        texts = [message["text"] for message in self.messages(name, place)]
        raise AssertionError(f"nothing said {words!r}; there was {texts}")

    def _act(self, path: str, body: dict[str, Any], name: str | None) -> dict[str, Any]:
        if name is not None:
            body["as"] = self.users[name]["id"]
        answer: dict[str, Any] = self._http.post(path, json=body).json()
        assert "problem" not in answer, answer
        return answer


@contextmanager
def running(folder: Path, *, anew: bool = False, **settings: str) -> Iterator[Practice]:
    """A bot in practice, stopped by SIGTERM at the end. With `anew` it is started as a person would."""
    port = free_port()
    env = environment(folder, PRACTICE="1", PORT=str(port), **settings)
    with Started(env, folder) if anew else Fork(["run"], env, folder) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            wait_until_ready(url, process)
            with closing(Practice(url, process)) as practice:
                yield practice
        finally:
            process.send_signal(signal.SIGTERM)
            _, errors = process.communicate(timeout=30)
    assert process.returncode == 0, errors


class Started(subprocess.Popen[str]):
    """`python -m bot run` as a person starts it.

    What it logs goes into a file: a pipe that nobody empties fills up, and then the bot waits for ever to write more.
    """

    def __init__(self, env: dict[str, str], folder: Path) -> None:
        with NamedTemporaryFile(dir=folder, prefix=".log-", delete=False) as log:
            self._log = Path(log.name)
            super().__init__([sys.executable, "-m", "bot", "run"], env=env, cwd=folder, stderr=log, text=True)

    def communicate(self, input: str | None = None, timeout: float | None = None) -> tuple[str, str]:  # noqa: A002  Popen's own parameters
        """Nothing, and what it logged, once it has ended."""
        self.wait(timeout)
        return "", self._log.read_text()


def wait_until_ready(url: str, process: Process) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise AssertionError(f"the bot stopped: {process.communicate()[1]}")
        try:
            if httpx.get(f"{url}/readyz", timeout=5, trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("the bot did not become ready")

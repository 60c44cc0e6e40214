"""Processes of `python -m bot` that need not load the program each time: they are forked from one that has.

A fork has its own memory, environment, folder, output and exit code, and is killed like any other process. Only loading
the modules, which takes longer than most commands, is done once a run. `test_main_job.py` and
`test_databases.py` in tests/end_to_end start `python -m bot` itself.
"""

import atexit
import gc
import json
import os
import signal
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parent.parent
POLL_SECONDS = 0.01


class Fork:
    """As much of `subprocess.Popen` as tests need; output goes into files below `folder`."""

    def __init__(self, words: list[str], env: dict[str, str], folder: Path) -> None:
        self.words = words
        self._files = [_new_file(folder, name) for name in ("out", "err")]
        files = [str(file) for file in self._files]
        self.pid = _ask(words=words, env=env, folder=str(folder), files=files) or 0
        self.returncode: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.wait(60)

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = _ask(ended=self.pid)
        return self.returncode

    def wait(self, timeout: float) -> int:
        end = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired(self.words, timeout)
            time.sleep(POLL_SECONDS)
        assert self.returncode is not None
        return self.returncode

    def communicate(self, timeout: float = 60) -> tuple[str, str]:
        """What it wrote to standard output and standard error, once it has ended."""
        self.wait(timeout)
        out, err = (file.read_text() for file in self._files)
        return out, err

    def send_signal(self, how: signal.Signals) -> None:
        # Until `poll` has seen its end the number is still its own.
        if self.poll() is None:
            os.kill(self.pid, how)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def run(words: list[str], env: dict[str, str], folder: Path, timeout: float = 60) -> "subprocess.CompletedProcess[str]":
    """Like `subprocess.run` with the output kept."""
    with Fork(words, env, folder) as fork:
        try:
            out, err = fork.communicate(timeout)
        except BaseException:
            fork.kill()
            raise
    assert fork.returncode is not None
    return subprocess.CompletedProcess(words, fork.returncode, out, err)


def _new_file(folder: Path, name: str) -> Path:
    # Hidden, and out of the way of what a test looks for in its own folder.
    place = folder / ".forks"
    place.mkdir(exist_ok=True)
    return place / f"{len(list(place.iterdir()))}-{name}"


def _ask(**task: Any) -> int | None:
    """One line to the process that has loaded the program, one line back."""
    parent = _parent()
    assert parent.stdin is not None
    assert parent.stdout is not None
    parent.stdin.write(json.dumps(task) + "\n")
    parent.stdin.flush()
    answer: int | None = json.loads(parent.stdout.readline())
    return answer


@cache
def _parent() -> "subprocess.Popen[str]":
    """It ends when its input does: with this process, at the latest."""
    env = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "VIRTUAL_ENV"}}
    command = [sys.executable, "-m", "tests.forks"]
    parent = subprocess.Popen(command, env=env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    # Popen's own end closes the input and waits.
    atexit.register(parent.__exit__, None, None, None)
    return parent


def _serve() -> dict[str, Any]:
    """Fork for each task. Returns the task in the fork, and never in the parent."""
    for line in sys.stdin:
        task = json.loads(line)
        if "ended" in task:
            pid, status = os.waitpid(task["ended"], os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if pid else None
        elif not (answer := os.fork()):
            return dict(task)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    sys.exit()


def _become(task: dict[str, Any]) -> None:
    """What a fresh process would have been given."""
    outside = [os.open(os.devnull, os.O_RDONLY)]
    outside += [os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600) for file in task["files"]]
    for place, handle in enumerate(outside):
        os.dup2(handle, place)
        os.close(handle)
    os.environ.clear()
    os.environ.update(task["env"])
    os.chdir(task["folder"])
    sys.argv = ["bot", *task["words"]]


if __name__ == "__main__":
    from bot.cli import main

    # What the collector never looks at stays shared: a fork's end would otherwise copy all of it.
    gc.collect()
    gc.freeze()
    _become(_serve())
    main()

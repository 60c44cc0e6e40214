"""Long work in a child process: the bot stays responsive, the work can be stopped, and a crash takes nothing along."""

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
POLL_SECONDS = 0.1


class Stopped(Exception):
    """The work was stopped before it was done: `stop` said so, or the process shuts down."""


class ChildFailed(Exception):
    """The work failed; the text is the child's traceback, which holds ids but no names."""


class Children:
    """The children of this process. After `close` none runs and none is started."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self.closed = False

    def run(self, function: str, *args: Any, stop: Callable[[], bool] = lambda: False) -> Any:
        """Call `module:function` in a child and wait. Arguments and result are pickled.

        The name, not the function: what the child loads, a solver of many megabytes, never enters this process.
        Raises `Stopped` once `stop` returns true (it is asked ten times a second), or `ChildFailed`.
        """
        task = pickle.dumps((function, args))
        process = self._start()
        # A pipe holds little: both ends are served by a thread, so that neither waits for the other.
        answer: list[tuple[bytes, bytes]] = []
        talk = threading.Thread(target=lambda: answer.append(process.communicate(task)), daemon=True)
        talk.start()
        try:
            while talk.is_alive():
                talk.join(POLL_SECONDS)
                if talk.is_alive() and (self.closed or stop()):
                    raise Stopped
        finally:
            process.kill()
            talk.join()
            with self._lock:
                self._running.discard(process)
        if self.closed:
            raise Stopped
        output, errors = answer[0]
        if process.returncode != 0:
            raise ChildFailed(errors.decode(errors="replace"))
        return pickle.loads(output)  # noqa: S301  written by our own child

    def close(self) -> None:
        """Stop whatever runs; a durable job begins again on the next start."""
        with self._lock:
            self.closed = True
            running = list(self._running)
        for process in running:
            process.kill()

    def _start(self) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self.closed:
                raise Stopped
            process = subprocess.Popen(
                [sys.executable, "-m", "jobs.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                # Ctrl-C in a terminal reaches the whole group; the parent decides when the child stops.
                start_new_session=True,
            )
            self._running.add(process)
            return process


def _work() -> None:
    parent = os.getppid()
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    function, args = pickle.load(sys.stdin.buffer)  # noqa: S301  written by our own parent
    module, _, name = function.partition(":")
    result = getattr(import_module(module), name)(*args)
    sys.stdout.buffer.write(pickle.dumps(result))


def _end_with(parent: int) -> None:
    """A parent that was killed cannot stop its child."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


if __name__ == "__main__":
    _work()

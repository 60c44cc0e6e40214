import threading
import time

import pytest

from jobs.child import ChildFailed, Children, Stopped


def test_the_result_comes_back_however_large() -> None:
    assert len(Children().run("operator:mul", [1], 500_000)) == 500_000


def test_a_failure_is_told_with_its_trace() -> None:
    with pytest.raises(ChildFailed, match="ZeroDivisionError"):
        Children().run("operator:truediv", 1, 0)


def test_it_stops_when_asked() -> None:
    began = time.monotonic()
    with pytest.raises(Stopped):
        Children().run("time:sleep", 60, stop=lambda: time.monotonic() - began > 0.3)
    assert time.monotonic() - began < 20


def test_closing_stops_what_runs_and_starts_nothing_more() -> None:
    children = Children()
    threading.Timer(0.5, children.close).start()
    with pytest.raises(Stopped):
        children.run("time:sleep", 60)
    with pytest.raises(Stopped):
        children.run("operator:add", 1, 2)

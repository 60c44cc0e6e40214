"""A plan under way when the bot stops is made after the next start; the bot's own process never loads the solver."""

import subprocess
import sys
import time
from pathlib import Path

from tests.end_to_end.server import running
from tests.forks import ROOT

ASKER = "Naomi Yilmaz"


def test_a_plan_begins_again_after_a_restart(tmp_path: Path) -> None:
    with running(tmp_path) as practice:
        practice.type(ASKER, "/supervision plan May")
        practice.wait_for(ASKER, "Planning May 2020")
        stopping = time.monotonic()
    assert time.monotonic() - stopping < 20, "the child is stopped, not waited for"
    with running(tmp_path) as practice:
        practice.wait_for(ASKER, "Supervision in May 2020: ", seconds=60)


def test_the_solver_stays_in_the_child() -> None:
    program = (
        "import sys, bot.bootstrap, bot.cli, commands.catalogue;"
        "sys.exit(any(name.startswith('ortools') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0

"""The first start of a practice database: the sample roster, the seed and the practice clock."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import Clock, real_now
from services import installation, practice_seed, timeline
from services.desk import Desk
from services.importing import import_folder
from services.practice_seed import Seed

HOME = Path(__file__).parent.parent / "practice"
FIRST_MORNING = datetime(2020, 4, 27, 8, 0, tzinfo=UTC)
"""Monday 27 April 2020, 09:00 in London."""


def prepare_practice(desk: Desk) -> Clock:
    """Load the sample into a new practice database; later starts go on where the clock stopped."""
    offset = (FIRST_MORNING - real_now()).total_seconds()
    if installation.ensure(desk, practice=True, now=FIRST_MORNING, offset_seconds=offset):
        import_folder(desk.database, desk.programme, HOME / "sample", actor_id="system", now=FIRST_MORNING)
        timeline.ensure_timeline(desk, FIRST_MORNING)
        practice_seed.plant(desk, read_seed(), FIRST_MORNING)
    found = installation.find(desk)
    assert found is not None
    clock = Clock()
    clock.set_to(found.ticked_until or FIRST_MORNING)
    installation.set_offset(desk, clock.offset.total_seconds(), clock.now())
    return clock


def read_seed() -> Seed:
    raw = tomllib.loads((HOME / "seed.toml").read_text(encoding="utf-8"))
    return Seed(happened=raw["happened"], grants=raw["grants"])

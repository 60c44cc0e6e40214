"""Making a database ready: its tables, its mark as practice or real, and what it starts with."""

import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import Clock, real_now
from bot.settings import Settings, SettingsError
from services import installation, practice_governance, practice_seed, timeline
from services.desk import Desk
from services.importing import import_folder
from services.practice_governance import GovernanceSeed
from services.practice_groups import GroupSeed
from services.practice_seed import Seed
from storage import schema

HOME = Path(__file__).parent.parent / "practice"
FIRST_MORNING = datetime(2020, 4, 27, 8, 0, tzinfo=UTC)
"""Monday 27 April 2020, 09:00 in London."""


def prepare(settings: Settings, desk: Desk) -> None:
    """Create the tables of an empty database and mark it; refuse one of another version or kind."""
    state = schema.state(desk.database.engine)
    if state is schema.SchemaState.EMPTY:
        schema.upgrade(desk.database.engine)
    elif state is not schema.SchemaState.CURRENT:
        hint = "run: python -m bot db upgrade" if state is schema.SchemaState.OLDER else "install the newer program"
        sys.exit(f"The database is {state.value} than this program; {hint}")
    mark(settings, desk)


def mark(settings: Settings, desk: Desk) -> None:
    """Fix whether a new database is a practice one, and give it what it starts with."""
    found = installation.find(desk)
    if found is None:
        _first_start(settings, desk)
    elif found.practice and settings.talks_to_slack:
        problem = "names a practice database, which never talks to Slack; use another"
        raise SettingsError((("DATABASE_URL", problem),))
    elif settings.practice and not found.practice:
        raise SettingsError((("DATABASE_URL", "names a real database; the practice workspace needs one of its own"),))


def resume_practice_clock(desk: Desk) -> Clock:
    """The practice clock goes on from where it stopped."""
    found = installation.find(desk)
    assert found is not None
    clock = Clock()
    clock.set_to(found.ticked_until or FIRST_MORNING)
    installation.set_offset(desk, clock.offset.total_seconds(), clock.now())
    return clock


def _first_start(settings: Settings, desk: Desk) -> None:
    """The mark comes last: a start that was interrupted begins again."""
    if not settings.practice:
        timeline.ensure_timeline(desk, real_now())
        installation.ensure(desk, practice=False, now=real_now())
        return
    import_folder(desk.database, desk.programme, HOME / "sample", actor_id="system", now=FIRST_MORNING)
    timeline.ensure_timeline(desk, FIRST_MORNING)
    practice_seed.plant(desk, _read_seed(), FIRST_MORNING)
    practice_governance.plant(desk, _read_governance(), FIRST_MORNING)
    offset = (FIRST_MORNING - real_now()).total_seconds()
    installation.ensure(desk, practice=True, now=FIRST_MORNING, offset_seconds=offset)


def _read_seed() -> Seed:
    raw = tomllib.loads((HOME / "seed.toml").read_text(encoding="utf-8"))
    groups = raw["group_supervision"]
    return Seed(raw["happened"], raw["grants"], GroupSeed(**groups), raw["family_reviews"]["days"])


def _read_governance() -> GovernanceSeed:
    return GovernanceSeed(**tomllib.loads((HOME / "governance.toml").read_text(encoding="utf-8")))

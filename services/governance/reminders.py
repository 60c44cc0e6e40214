"""What the bot says by itself about actions: still true at this moment, and the facts to say it with."""

from dataclasses import dataclass
from datetime import datetime

from domain.access import Actor
from domain.governance.actions import ActionState
from services.desk import Desk
from services.governance.action_views import ActionLine, line_of, name
from services.notices import Drop, Subject
from storage.roster import load_roster
from storage.tables import ActionRow


@dataclass(frozen=True, slots=True)
class GivenView:
    line: ActionLine
    by: str


@dataclass(frozen=True, slots=True)
class DueView:
    """`for_other` tells that the action is somebody else's than the reader's."""

    line: ActionLine
    for_other: bool


def given(desk: Desk, about: Subject, now: datetime) -> GivenView | Drop:
    """Somebody was given an action, and it is still theirs and open."""
    found = _open(desk, about, now)
    if isinstance(found, Drop):
        return found
    if not found.mine:
        return Drop("moved")
    with desk.database.read() as session:
        return GivenView(found, name(load_roster(session), str(about.facts["by"])))


def due(desk: Desk, about: Subject, now: datetime) -> DueView | Drop:
    """An action comes to its date, or is at it."""
    found = _open(desk, about, now)
    return found if isinstance(found, Drop) else DueView(found, for_other=not found.mine)


def late(desk: Desk, about: Subject, now: datetime) -> DueView | Drop:
    """An action is over its date."""
    found = _open(desk, about, now)
    if isinstance(found, Drop):
        return found
    return DueView(found, for_other=not found.mine) if found.late else Drop("not_late")


def _open(desk: Desk, about: Subject, now: datetime) -> ActionLine | Drop:
    with desk.database.read() as session:
        row = session.get(ActionRow, about.subject)
        if row is None:
            return Drop("gone")
        if row.state is not ActionState.OPEN:
            return Drop(row.state.value)
        # A reminder's key says for which date it was; a notice's does not.
        if about.key.startswith("action_") and row.due_on.isoformat() not in about.key:
            return Drop("moved")
        reader = Actor(about.staff_id or "", "", frozenset())
        return line_of(desk, load_roster(session), reader, row, desk.today(now))

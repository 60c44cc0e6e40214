"""Actions as people see them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from domain import access
from domain.access import Action, Actor
from domain.governance.actions import Origin, days_late
from domain.roster import Roster
from services.desk import Desk
from services.governance.history import ChangeLine, history_of
from services.governance.sources import SourceName, name_of
from storage.tables import ActionRow


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action. `late` are calendar days over its date, `left` days until it; `state` is one of `ActionState`."""

    action_id: str
    number: int
    text: str
    owner: str
    due_on: date
    late: int
    left: int
    state: str
    source: SourceName
    mine: bool
    keeps: bool


@dataclass(frozen=True, slots=True)
class ActionsView:
    """A list. `scope` is mine, team, overdue or all; `name` the team's where one was named.

    `scopes` are those that whoever asks can see besides.
    """

    scope: str
    name: str
    today: date
    lines: tuple[ActionLine, ...]
    scopes: tuple[str, ...]

    @property
    def late(self) -> int:
        return sum(line.late > 0 for line in self.lines)


@dataclass(frozen=True, slots=True)
class ActionView:
    """One action with its history. `done` says what was just done to it, as a code, or is empty."""

    line: ActionLine
    reason: str
    done_on: date | None
    settled_by: str | None
    settled_at: datetime | None
    added_by: str
    added_at: datetime
    history: tuple[ChangeLine, ...]
    version: int
    done: str = ""


def may_keep(actor: Actor, row: ActionRow, roster: Roster) -> bool:
    """Its owner, whoever gave it, and whoever may keep actions of its owner."""
    if actor.staff_id in (row.owner_id, row.added_by):
        return True
    owner = roster.people.get(row.owner_id)
    return owner is not None and access.may_about(actor, Action.KEEP_ACTION, owner)


def line_of(desk: Desk, roster: Roster, actor: Actor, row: ActionRow, today: date) -> ActionLine:
    return ActionLine(
        action_id=row.id,
        number=row.number,
        text=row.text,
        owner=name(roster, row.owner_id),
        due_on=row.due_on,
        late=days_late(row.due_on, row.state, today),
        left=max(0, (row.due_on - today).days),
        state=row.state.value,
        source=name_of(desk.programme, Origin(row.source_kind, row.source_key)),
        mine=row.owner_id == actor.staff_id,
        keeps=may_keep(actor, row, roster),
    )


def view_of(
    desk: Desk, session: Session, roster: Roster, actor: Actor, row: ActionRow, now: datetime, done: str = ""
) -> ActionView:
    return ActionView(
        line=line_of(desk, roster, actor, row, desk.today(now)),
        reason=row.reason,
        done_on=row.done_on,
        settled_by=None if row.settled_by is None else name(roster, row.settled_by),
        settled_at=row.settled_at,
        added_by=name(roster, row.added_by),
        added_at=row.added_at,
        history=history_of(session, roster, row.id),
        version=row.version,
        done=done,
    )


def name(roster: Roster, staff_id: str) -> str:
    """A person's name; what the system or somebody gone did keeps its id."""
    person = roster.people.get(staff_id)
    return staff_id if person is None else person.name

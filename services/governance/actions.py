"""Actions: given, handed on, moved, done, dropped and opened again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from domain import access
from domain.access import Action, Actor
from domain.errors import AlreadySettled, BadValue, NotFound, Stale
from domain.governance.actions import ActionState, Origin
from domain.roster import Person, Roster
from services.desk import Desk
from services.find import find_person
from services.governance.action_views import ActionView, may_keep, name, view_of
from services.governance.changes import keep, tell_owner
from services.governance.notes import checked
from storage import governance
from storage.roster import load_roster
from storage.tables import ActionRow
from storage.unit_of_work import UnitOfWork

GIVEN = "action_given"
NO_ORIGIN = Origin()


@dataclass(frozen=True, slots=True)
class NewAction:
    """`owner` as it was typed; empty for whoever asks."""

    text: str
    owner: str
    due_on: date
    origin: Origin = NO_ORIGIN


def add(desk: Desk, actor: Actor, new: NewAction, now: datetime) -> ActionView:
    """Keep a new action and tell its owner. Raises `NotFound` for an unknown owner, `BadValue`, `NotAllowed`."""
    with desk.database.work(actor.staff_id, now) as uow:
        roster = load_roster(uow.session)
        owner = _owner(uow, roster, actor, new.owner, new.due_on, desk.today(now))
        row = ActionRow(
            number=governance.next_number(uow.session, ActionRow),
            text=checked(roster, new.text, desk.today(now)),
            owner_id=owner.staff_id,
            due_on=_still_to_come(new.due_on, desk.today(now)),
            source_kind=new.origin.kind,
            source_key=new.origin.key,
            state=ActionState.OPEN,
            added_at=now,
            added_by=actor.staff_id,
        )
        uow.session.add(row)
        keep(uow, "action", row, "add", after=owner.staff_id)
        tell_owner(uow, GIVEN, row)
        uow.commit()
        return view_of(desk, uow.session, roster, actor, row, now, "added")


def show(desk: Desk, actor: Actor, reference: str, now: datetime) -> ActionView:
    """One action by its number or id. Raises `NotFound`, `NotAllowed`."""
    with desk.database.read() as session:
        roster = load_roster(session)
        row = governance.named(session, ActionRow, reference)
        if row is None:
            raise NotFound(what="action", typed=reference, suggestions=[])
        owner = roster.people.get(row.owner_id)
        seen = owner is not None and access.may_about(actor, Action.SEE_ACTIONS, owner)
        access.require(seen or may_keep(actor, row, roster), Action.SEE_ACTIONS)
        return view_of(desk, session, roster, actor, row, now)


def done(desk: Desk, actor: Actor, reference: str, day: date | None, now: datetime) -> ActionView:
    """Record that it is done, today or on an earlier `day`. Raises `BadValue` for a day still to come."""
    with _change(desk, actor, reference, now) as (uow, roster, row):
        on = day or desk.today(now)
        if on > desk.today(now):
            raise BadValue(what="future_done", typed=on.isoformat(), example="")
        _settle(uow, row, ActionState.DONE)
        row.done_on = on
        keep(uow, "action", row, "done", after=on.isoformat())
        return _stored(desk, uow, roster, actor, row, "done")


def drop(desk: Desk, actor: Actor, reference: str, reason: str, now: datetime) -> ActionView:
    """Close it undone, with a reason that follows the rules for notes."""
    with _change(desk, actor, reference, now) as (uow, roster, row):
        words = checked(roster, reason, desk.today(now))
        _settle(uow, row, ActionState.DROPPED)
        row.reason = words
        keep(uow, "action", row, "drop")
        return _stored(desk, uow, roster, actor, row, "dropped")


def hand_on(desk: Desk, actor: Actor, reference: str, to: str, now: datetime, seen: int | None = None) -> ActionView:
    """Give it to somebody else, who is told. `seen` is the version that was looked at.

    Raises `NotFound`, `NotAllowed`, `BadValue`, `Stale`.
    """
    with _change(desk, actor, reference, now) as (uow, roster, row):
        _unchanged(row, seen)
        owner = _owner(uow, roster, actor, to, row.due_on, desk.today(now))
        if owner.staff_id == row.owner_id:
            raise AlreadySettled(what="action_owner", answer="", by=owner.name)
        before, row.owner_id = row.owner_id, owner.staff_id
        keep(uow, "action", row, "hand_on", before=before, after=owner.staff_id)
        tell_owner(uow, GIVEN, row)
        return _stored(desk, uow, roster, actor, row, "handed_on")


def move(desk: Desk, actor: Actor, reference: str, day: date, now: datetime, seen: int | None = None) -> ActionView:
    """Give it another date; the one before stays in its history. Raises `BadValue`, `Stale`."""
    with _change(desk, actor, reference, now) as (uow, roster, row):
        _unchanged(row, seen)
        before, row.due_on = row.due_on, _still_to_come(day, desk.today(now))
        keep(uow, "action", row, "move", before=before.isoformat(), after=day.isoformat())
        return _stored(desk, uow, roster, actor, row, "moved")


def reopen(desk: Desk, actor: Actor, reference: str, now: datetime) -> ActionView:
    """Open a settled action again, with the date it had. Raises `AlreadySettled` when it is open."""
    with _change(desk, actor, reference, now, settled=True) as (uow, roster, row):
        before, row.state = row.state, ActionState.OPEN
        row.reason, row.done_on, row.settled_at, row.settled_by = "", None, None, None
        keep(uow, "action", row, "reopen", before=before.value)
        return _stored(desk, uow, roster, actor, row, "reopened")


@contextmanager
def _change(
    desk: Desk, actor: Actor, reference: str, now: datetime, *, settled: bool = False
) -> Iterator[tuple[UnitOfWork, Roster, ActionRow]]:
    """An action to change, locked. Raises `AlreadySettled` with who was faster."""
    with desk.database.work(actor.staff_id, now) as uow:
        roster = load_roster(uow.session)
        row = governance.named(uow.session, ActionRow, reference, lock=True)
        if row is None:
            raise NotFound(what="action", typed=reference, suggestions=[])
        access.require(may_keep(actor, row, roster), Action.KEEP_ACTION)
        if (row.state is not ActionState.OPEN) != settled:
            by = None if row.settled_by is None else name(roster, row.settled_by)
            raise AlreadySettled(what="action", answer=row.state.value, by=by, number=row.number)
        yield uow, roster, row


def _unchanged(row: ActionRow, seen: int | None) -> None:
    if seen is not None and seen != row.version:
        raise Stale(what="action", number=row.number)


def _settle(uow: UnitOfWork, row: ActionRow, state: ActionState) -> None:
    row.state, row.settled_at, row.settled_by = state, uow.now, uow.actor_id


def _owner(uow: UnitOfWork, roster: Roster, actor: Actor, typed: str, due_on: date, today: date) -> Person:
    """Whoever is to do it: somebody in the programme today and on its date, whom the asker may give actions to."""
    here = [person.staff_id for person in roster.people.values() if person.in_service(today)]
    owner = find_person(uow.session, roster, typed or actor.staff_id, here)
    access.require(access.may_about(actor, Action.KEEP_ACTION, owner), Action.KEEP_ACTION)
    if owner.leaves_on is not None and owner.leaves_on < due_on:
        raise BadValue(what="owner_leaves", typed="", example="", name=owner.name, day=owner.leaves_on)
    return owner


def _still_to_come(day: date, today: date) -> date:
    if day < today:
        raise BadValue(what="past_due", typed=day.isoformat(), example="", day=day)
    return day


def _stored(desk: Desk, uow: UnitOfWork, roster: Roster, actor: Actor, row: ActionRow, done: str) -> ActionView:
    row.version += 1
    uow.session.add(row)
    uow.commit()
    return view_of(desk, uow.session, roster, actor, row, uow.now, done)

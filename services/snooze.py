"""*Remind me tomorrow*: one reminder once more, on the reader's next working morning, if it is still true then."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from domain import access
from domain.access import Action, Actor
from domain.errors import AlreadySettled, NotFound
from domain.reminders.own_days import next_own_day, sending_time
from domain.reminders.preferences import CHANGEABLE
from domain.supervision.states import LIVE
from services.desk import Desk
from storage.roster import load_roster
from storage.tables import (
    DeliveryRow,
    DeliveryState,
    GroupOccurrenceRow,
    OccurrenceState,
    PersonRow,
    SessionRow,
    SnoozeRow,
)

AGAIN = ":again:"
LOOK_BACK = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Snoozed:
    """`at` is when it comes again; None when the session (which is `before`) or a long leave comes first."""

    at: datetime | None
    before: datetime | None


def snooze(desk: Desk, actor: Actor, kind: str, subject: str, now: datetime) -> Snoozed:
    """Only what the actor was sent. Pressing twice changes nothing. Raises `NotFound`, `AlreadySettled`."""
    access.require(access.may(actor, Action.SET_REMINDERS), Action.SET_REMINDERS)
    with desk.database.work(actor.staff_id, now) as uow:
        uow.session.get(PersonRow, actor.staff_id, with_for_update=True)
        found = _received(uow.session, actor.staff_id, kind, subject, now)
        if found is None or kind not in CHANGEABLE:
            raise NotFound(what="reminder", typed="", suggestions=[])
        key, facts = found
        starts_at = _session_start(uow.session, subject)
        at = _next_morning(desk, uow.session, actor.staff_id, now)
        if at is None or (starts_at is not None and at >= starts_at):
            return Snoozed(None, starts_at)
        again = f"{key.partition(AGAIN)[0]}{AGAIN}{desk.today(at).isoformat()}"
        if uow.session.get(SnoozeRow, again) is None:
            row = SnoozeRow(
                key=again, staff_id=actor.staff_id, kind=kind, subject=subject, facts=facts, due_at=at, asked_at=now
            )
            uow.session.add(row)
            uow.record("reminder.snooze", actor.staff_id, {"kind": kind})
            uow.commit()
        return Snoozed(at, starts_at)


def _received(
    session: Session, staff_id: str, kind: str, subject: str, now: datetime
) -> tuple[str, dict[str, Any]] | None:
    """The key and the facts of the last reminder of this kind that the person was sent, alone or with others."""
    rows = session.exec(
        select(DeliveryRow)
        .where(
            DeliveryRow.staff_id == staff_id,
            DeliveryRow.state == DeliveryState.SENT,
            col(DeliveryRow.kind).in_((kind, "together")),
            col(DeliveryRow.due_at) > now - LOOK_BACK,
        )
        .order_by(col(DeliveryRow.due_at).desc())
    )
    for row in rows:
        for part_kind, part_subject, key, facts in _parts(row):
            if (part_kind, part_subject) == (kind, subject):
                return key, dict(facts)
    return None


def _parts(row: DeliveryRow) -> list[tuple[str, str, str, Mapping[str, Any]]]:
    if row.kind != "together":
        return [(row.kind, row.subject, row.key, row.facts)]
    parts = [json.loads(text) for text in row.facts["about"]]
    return [(kind, subject, key, {"lead": lead, "about": about}) for kind, subject, key, lead, about in parts]


def _session_start(session: Session, subject: str) -> datetime | None:
    row = session.get(SessionRow, subject)
    if row is not None and row.state not in LIVE:
        raise AlreadySettled(what="session", answer=row.state.value)
    meeting = session.get(GroupOccurrenceRow, subject)
    if meeting is not None and meeting.state is OccurrenceState.CANCELLED:
        raise AlreadySettled(what="meeting", answer=meeting.state.value)
    about = row or meeting
    return None if about is None else about.starts_at


def _next_morning(desk: Desk, session: Session, staff_id: str, now: datetime) -> datetime | None:
    roster = load_roster(session)
    person = roster.people[staff_id]
    day = next_own_day(roster, desk.holidays, person, desk.today(now) + timedelta(days=1))
    return None if day is None else sending_time(desk.programme.reminders, desk.zone, person, day)

"""Taking up one delivery: its recipient, its kind's late policy, and its moment in their conversation."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session, col, func, select

from reminders.kinds import Kind
from reminders.late import settle, to_the_same
from reminders.letters import by_mail
from reminders.rules import RULES
from services.desk import Desk
from services.notices import Subject
from storage import people
from storage.tables import DeliveryRow, DeliveryState, PersonRow, TeamRow

log = structlog.get_logger()

LOOK_BACK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Place:
    """A Slack user, a channel by name, or by mail to somebody without Slack."""

    slack_user_id: str | None = None
    channel: str | None = None
    mail: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """What is to be said, and not before `begin`. `others` are the late ones that the message speaks for as well."""

    about: Subject
    kind: Kind
    others: tuple[Subject, ...]
    place: Place
    begin: datetime


def claim(desk: Desk, delivery_id: str, now: datetime, spacing: timedelta) -> Claim | str | None:
    """Claim a delivery; or the reason why it is not to be sent; or None when it is done already.

    `spacing` lies between two messages to one recipient, whichever process sends them.
    """
    with desk.database.work("system", now) as uow:
        row = _held(uow.session, delivery_id)
        if row is None or row.state is not DeliveryState.WAITING:
            return None
        place = _place(desk, uow.session, row, now)
        if isinstance(place, str):
            return place
        reason, absorbed = settle(uow.session, row, RULES[Kind(row.kind)].late, now)
        if reason is not None:
            return reason
        for other in absorbed:
            log.info("delivery merged", action="late", delivery=other.id, into=row.id, kind=row.kind)
        if absorbed:
            row.facts = {**row.facts, "merged": [*row.facts.get("merged", ()), *(other.id for other in absorbed)]}
        row.begun_at = begin = _free(uow.session, row, now, spacing)
        uow.session.add(row)
        merged = [uow.session.get_one(DeliveryRow, key) for key in row.facts.get("merged", ())]
        uow.commit()
    return Claim(subject_of(row), Kind(row.kind), tuple(map(subject_of, merged)), place, begin)


def goes_by_mail(desk: Desk, delivery_id: str, now: datetime) -> bool:
    with desk.database.read() as session:
        row = session.get(DeliveryRow, delivery_id)
        place = None if row is None else _place(desk, session, row, now)
    return isinstance(place, Place) and place.mail


def subject_of(row: DeliveryRow) -> Subject:
    return Subject(row.subject, row.staff_id, row.team_code, row.facts, row.due_at, row.key)


def _held(session: Session, delivery_id: str) -> DeliveryRow | None:
    """The delivery, with its recipient held: all that concerns one recipient is decided one after the other."""
    row = session.get(DeliveryRow, delivery_id)
    if row is None:
        return None
    table: type[PersonRow | TeamRow] = TeamRow if row.staff_id is None else PersonRow
    # `key_share` leaves the row free for whoever only points at it.
    session.get(table, row.staff_id or row.team_code, with_for_update={"key_share": True})
    session.refresh(row)
    return row


def _place(desk: Desk, session: Session, row: DeliveryRow, now: datetime) -> Place | str:
    """Where the delivery goes, or why it goes nowhere."""
    if row.staff_id is None:
        team = session.get(TeamRow, row.team_code)
        channel = None if team is None else team.channel
        return Place(channel=channel) if channel else "no_channel"
    person = session.get(PersonRow, row.staff_id)
    if person is None or (person.leaves_on is not None and person.leaves_on < desk.today(now)):
        return "left"
    user = people.slack_user_of(session, row.staff_id)
    if user is not None:
        return Place(slack_user_id=user)
    return Place(mail=True) if by_mail(desk, person) else "not_on_slack"


def _free(session: Session, row: DeliveryRow, now: datetime, spacing: timedelta) -> datetime:
    """The next free moment in the recipient's conversation."""
    latest = session.exec(
        select(func.max(DeliveryRow.begun_at)).where(
            to_the_same(row), col(DeliveryRow.id) != row.id, col(DeliveryRow.begun_at) > now - LOOK_BACK
        )
    ).one()
    return now if latest is None else max(now, latest + spacing)

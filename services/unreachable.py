"""A person whom Slack no longer takes messages for: those who can mend it are told, once a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, select

from domain.access import Role
from services.desk import Desk
from services.notices import Drop, Subject
from storage import people
from storage.tables import NoticeRow, PersonRow
from storage.unit_of_work import UnitOfWork

PERSON_UNREACHABLE = "person_unreachable"

GONE_FROM_SLACK = frozenset({"account_inactive", "user_disabled", "user_not_found", "cannot_dm_bot"})
"""Slack's words for a user to whom no message goes."""


@dataclass(frozen=True, slots=True)
class UnreachableView:
    name: str
    staff_id: str


def person_unreachable(desk: Desk, about: Subject, now: datetime) -> UnreachableView | Drop:
    """Still worth saying while the person belongs to the programme."""
    with desk.database.read() as session:
        person = session.get(PersonRow, about.subject)
    if person is None or (person.leaves_on is not None and person.leaves_on < desk.today(now)):
        return Drop("left")
    return UnreachableView(person.name, person.staff_id)


def tell_administrators(uow: UnitOfWork, staff_id: str) -> None:
    """Once a day and person. An administrator is not told about themselves: it would not arrive."""
    recent = uow.session.exec(
        select(NoticeRow.id).where(
            col(NoticeRow.kind) == PERSON_UNREACHABLE,
            col(NoticeRow.subject) == staff_id,
            col(NoticeRow.created_at) > uow.now - timedelta(days=1),
        )
    ).first()
    if recent is not None:
        return
    for administrator in people.holders_of(uow.session, Role.ADMINISTRATOR):
        if administrator != staff_id:
            notice = NoticeRow(staff_id=administrator, kind=PERSON_UNREACHABLE, subject=staff_id, created_at=uow.now)
            uow.session.add(notice)

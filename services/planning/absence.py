"""Somebody is unavailable: said by hand between two imports. A reason is never asked for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import select

from domain import access
from domain.access import Action, Actor
from domain.calendar import Month, local
from services.desk import Desk
from services.planning.times import the_person
from services.sessions import SessionView, view
from storage import sessions
from storage.locks import Turn, take_turn
from storage.roster import load_roster, next_version
from storage.tables import AbsenceRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class AwayView:
    """`lost` are the sessions that no longer hold; `months` those in which new times can be looked for."""

    name: str
    first_day: date
    last_day: date
    lost: tuple[SessionView, ...]
    months: tuple[Month, ...]


def away(desk: Desk, actor: Actor, typed: str, first: date, last: date, now: datetime) -> AwayView:
    """Mark somebody as unavailable from `first` to `last`, inclusive; stretches that overlap become one."""
    access.require(access.may(actor, Action.BOOK_SESSION), Action.BOOK_SESSION)
    with desk.database.work(actor.staff_id, now) as uow:
        take_turn(uow.session, Turn.PLANNING)
        roster = load_roster(uow.session)
        person = the_person(uow.session, roster, actor, typed)
        _unite(uow, person.staff_id, first, last)
        next_version(uow.session)
        uow.record("absence.add", person.staff_id, {"first_day": first.isoformat(), "last_day": last.isoformat()})
        uow.commit()
    with desk.database.read() as session:
        roster = load_roster(session)
        begins, ends = local(first, time(), desk.zone), local(last + timedelta(days=1), time(), desk.zone)
        lost = sessions.concerning(session, person.staff_id, max(begins, now), ends)
        return AwayView(
            person.name,
            first,
            last,
            tuple(view(desk, roster, row) for row in lost),
            tuple(sorted({Month.of(desk.today(row.starts_at)) for row in lost})),
        )


def _unite(uow: UnitOfWork, staff_id: str, first: date, last: date) -> None:
    rows = uow.session.exec(select(AbsenceRow).where(AbsenceRow.staff_id == staff_id)).all()
    touching = [row for row in rows if row.first_day <= last and first <= row.last_day]
    for row in touching:
        uow.session.delete(row)
    uow.session.flush()
    uow.session.add(
        AbsenceRow(
            staff_id=staff_id,
            first_day=min([first, *(row.first_day for row in touching)]),
            last_day=max([last, *(row.last_day for row in touching)]),
        )
    )

"""Breaches that are foreseen are told while they can be prevented: to the supervisor and the team's manager, once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from domain.calendar import is_working_day, to_local
from domain.roster import Roster
from services.desk import Desk
from services.notices import Drop, Subject
from services.planning.forecast import BreachLine, as_facts, breach_line, look_ahead
from services.ports import Planner
from storage import sessions
from storage.roster import load_roster
from storage.tables import NoticeRow

KIND = "breach_foreseen"
REMEMBERED = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class ForeseenView:
    limit_days: int
    breaches: tuple[BreachLine, ...]


def tell_of_breaches(desk: Desk, planner: Planner, now: datetime) -> int:
    """On a working day, within the hours for messages: a notice to each person concerned. Returns how many."""
    here, hours = to_local(now, desk.zone), desk.programme.reminders
    if not is_working_day(here.date(), desk.holidays) or not hours.send_at <= here.time() <= hours.latest:
        return 0
    with desk.database.read() as session:
        roster = load_roster(session)
    found = look_ahead(desk, roster, frozenset(roster.people), planner, now)
    breaches = [as_facts(one) for one in found.breaches]
    with desk.database.work("system", now) as uow:
        told = 0
        for staff_id, own in sorted(_by_recipient(desk, roster, breaches, here.date()).items()):
            known = _known(uow.session, staff_id, now)
            new = [breach for breach in own if _key(breach) not in known]
            if new:
                told += 1
                facts = {"breaches": new}
                uow.session.add(NoticeRow(staff_id=staff_id, kind=KIND, subject=staff_id, facts=facts, created_at=now))
        if told:
            uow.record("breaches.foreseen", "county", {"told": told})
            uow.commit()
        return told


def breach_foreseen(desk: Desk, about: Subject, now: datetime) -> ForeseenView | Drop:
    """Those that nobody has prevented since."""
    with desk.database.read() as session:
        roster = load_roster(session)
        left = [b for b in about.facts["breaches"] if not _prevented(desk, session, b, now)]
    if not left:
        return Drop("prevented")
    return ForeseenView(desk.programme.supervision.rhythm.limit, tuple(breach_line(roster, b) for b in left))


def _by_recipient(
    desk: Desk, roster: Roster, breaches: list[dict[str, Any]], today: date
) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for breach in breaches:
        for staff_id in _concerned(roster, breach):
            person = roster.people.get(staff_id)
            if person is not None and person.reachable(mail=desk.reach.mail) and person.in_service(today):
                found.setdefault(staff_id, []).append(breach)
    return found


def _concerned(roster: Roster, breach: Mapping[str, Any]) -> Iterator[str]:
    person = roster.people[breach["staff_id"]]
    managers = [roster.teams[code].manager_id for code in person.teams if code in roster.teams]
    for staff_id in dict.fromkeys([breach["supervisor_id"], *managers]):
        if staff_id is not None and staff_id != person.staff_id:
            yield staff_id


def _known(session: Session, staff_id: str, now: datetime) -> set[str]:
    rows = session.exec(
        select(NoticeRow).where(
            col(NoticeRow.staff_id) == staff_id,
            col(NoticeRow.kind) == KIND,
            col(NoticeRow.created_at) > now - REMEMBERED,
        )
    )
    return {_key(breach) for row in rows for breach in row.facts["breaches"]}


def _key(breach: Mapping[str, Any]) -> str:
    """The same breach a few days earlier or later is no news."""
    return f"{breach['staff_id']} {breach['kind']} {breach['rule']} {breach['on'][:7]}"


def _prevented(desk: Desk, session: Session, breach: Mapping[str, Any], now: datetime) -> bool:
    coming = sessions.next_for(session, [breach["staff_id"]], now).get((breach["staff_id"], breach["kind"]))
    on = date.fromisoformat(breach["on"])
    return on < desk.today(now) or (coming is not None and desk.today(coming.starts_at) <= on)

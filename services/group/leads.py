"""Who leads the opening of each meeting: fixed a week ahead, told once, and passed on when they can't come."""

from datetime import datetime, timedelta

from sqlmodel import Session

from domain.access import Action, Actor
from domain.errors import BadValue
from domain.group import rota
from domain.roster import Roster
from services.desk import Desk
from services.find import find_person
from services.group.agenda import still_to_come
from services.group.expected import Coming, expected
from services.group.meetings import Meeting, describe, find, require
from services.group.show import MeetingView, meeting_view, of_team
from storage import meetings
from storage.roster import load_roster
from storage.tables import GroupOccurrenceRow, NoticeRow
from storage.unit_of_work import UnitOfWork

MEETING_LEAD = "meeting_lead"
AHEAD = timedelta(days=8)
"""A day more than the first reminder, so that it can say who leads."""
MEMORY = timedelta(days=365)


def fix_leads(desk: Desk, uow: UnitOfWork, now: datetime) -> int:
    """Choose who leads the coming week's meetings; returns how many were chosen. Cheap when there is nothing to do."""
    if not desk.programme.group_supervision.activities:
        return 0
    roster = load_roster(uow.session)
    coming = meetings.of_teams(uow.session, list(roster.teams), now, now + AHEAD)
    open_ = [row for row in coming if _needs_one(desk, roster, row)]
    for row in open_:
        _choose(desk, uow, roster, row, describe(desk, uow.session, roster, row))
    return len(open_)


def pass_on(desk: Desk, uow: UnitOfWork, roster: Roster, row: GroupOccurrenceRow, meeting: Meeting) -> None:
    """Somebody can't come any more: where they were to lead, another is chosen and told."""
    if row.lead_id is not None and row.lead_id not in _able(desk, uow.session, roster, meeting):
        _choose(desk, uow, roster, row, meeting)


def lead(desk: Desk, actor: Actor, typed: str, now: datetime) -> MeetingView:
    """The chair chooses who leads the next meeting's opening. Raises `NotFound`, `BadValue` where they can't come."""
    with desk.database.work(actor.staff_id, now) as uow:
        roster = load_roster(uow.session)
        row, meeting = find(desk, uow.session, roster, of_team(uow.session, roster, actor, "", now).id, lock=True)
        require(actor, Action.RUN_GROUP, meeting)
        still_to_come(row, now)
        members = {person.staff_id for person in roster.members(meeting.team_code)}
        person = find_person(uow.session, roster, typed, members)
        if person.staff_id not in _able(desk, uow.session, roster, meeting):
            raise BadValue(what="lead_away", typed=person.name, example="")
        row.activity = row.activity or _activity(desk, uow.session, row)
        _store(uow, row, person.staff_id)
        uow.commit()
    return meeting_view(desk, actor, row.id, now, "lead", person.name)


def _needs_one(desk: Desk, roster: Roster, row: GroupOccurrenceRow) -> bool:
    return row.lead_id is None or not roster.available(row.lead_id, desk.today(row.starts_at))


def _choose(desk: Desk, uow: UnitOfWork, roster: Roster, row: GroupOccurrenceRow, meeting: Meeting) -> None:
    before = _before(uow.session, row)
    past = [other.lead_id for other in before if other.lead_id is not None]
    chosen = rota.choose(_able(desk, uow.session, roster, meeting), past, meeting.chair_id)
    if chosen is None and row.lead_id is None:
        return
    row.activity = row.activity or _activity(desk, uow.session, row)
    _store(uow, row, chosen)


def _store(uow: UnitOfWork, row: GroupOccurrenceRow, chosen: str | None) -> None:
    if chosen == row.lead_id:
        return
    row.lead_id = chosen
    uow.session.add(row)
    uow.record("meeting.lead", row.id, {"lead": chosen})
    if chosen is not None and chosen != uow.actor_id:
        uow.session.add(NoticeRow(staff_id=chosen, kind=MEETING_LEAD, subject=row.id, facts={}, created_at=uow.now))
    uow.session.flush()


def _able(desk: Desk, session: Session, roster: Roster, meeting: Meeting) -> list[str]:
    seats = expected(desk, session, roster, meeting).seats
    return [seat.staff_id for seat in seats if seat.staff_id is not None and seat.coming is Coming.EXPECTED]


def _activity(desk: Desk, session: Session, row: GroupOccurrenceRow) -> str | None:
    last = next((other.activity for other in reversed(_before(session, row)) if other.activity), None)
    return rota.next_activity(list(desk.programme.group_supervision.activities), last)


def _before(session: Session, row: GroupOccurrenceRow) -> list[GroupOccurrenceRow]:
    return list(meetings.of_team(session, row.team_code, row.starts_at - MEMORY, row.starts_at))

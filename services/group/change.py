"""Changing single meetings: moved, cancelled, or one more, as they were seen when somebody pressed."""

from collections.abc import Collection
from datetime import date, datetime

from sqlmodel import col, select

from domain.access import Action, Actor
from domain.errors import Stale
from domain.roster import Roster
from services.desk import Desk
from services.group.agenda import still_to_come
from services.group.choices import extra_meeting, must_be_possible, which
from services.group.meetings import Meeting, describe, find, require
from services.group.show import MeetingView, meeting_view
from services.team import find_team
from storage import meetings
from storage.locks import Turn, take_turn
from storage.roster import load_roster
from storage.tables import GroupOccurrenceRow, NoticeRow, OccurrenceState
from storage.unit_of_work import UnitOfWork

GROUP_CHANGED = "group_changed"


def move(desk: Desk, actor: Actor, meeting_id: str, seen: datetime, at: datetime, now: datetime) -> MeetingView:
    """Move a meeting that was `seen` at its old time; its agenda goes with it. Everybody concerned is told.

    On another day, whoever could not come or was excused is expected again. Raises `Stale`,
    `BadValue`, `AlreadySettled`.
    """
    with desk.database.work(actor.staff_id, now) as uow:
        take_turn(uow.session, Turn.PLANNING)
        roster = load_roster(uow.session)
        row, meeting = find(desk, uow.session, roster, meeting_id, lock=True)
        require(actor, Action.RUN_GROUP, meeting)
        still_to_come(row, now)
        if row.starts_at != seen:
            raise Stale(what="meeting")
        must_be_possible(desk, uow.session, roster, meeting, at, now)
        _make_room(uow, row, at)
        again = _forget_replies(uow, row) if desk.today(at) != desk.today(seen) else set()
        planned = row.planned_at or seen
        row.planned_at = None if planned == at else planned
        row.starts_at = at
        uow.session.add(row)
        uow.record("meeting.move", row.id, {"from": seen.isoformat(), "to": at.isoformat()})
        off = _tell(desk, uow, roster, row, meeting, {"what": "moved", "was": seen.isoformat()}, again)
        uow.commit()
    return meeting_view(desk, actor, meeting_id, now, "moved", off)


def to_cancel(desk: Desk, actor: Actor, typed: str, day: date | None, now: datetime) -> MeetingView:
    """The meeting that `/group cancel` is about, before anything is done."""
    with desk.database.read() as session:
        roster = load_roster(session)
        row = which(desk, session, roster, actor, typed, day, now)
        require(actor, Action.RUN_GROUP, describe(desk, session, roster, row))
        still_to_come(row, now)
    return meeting_view(desk, actor, row.id, now)


def to_cancel_it(desk: Desk, actor: Actor, meeting_id: str, now: datetime) -> MeetingView:
    with desk.database.read() as session:
        row, meeting = find(desk, session, load_roster(session), meeting_id)
        require(actor, Action.RUN_GROUP, meeting)
        still_to_come(row, now)
    return meeting_view(desk, actor, meeting_id, now)


def team_of(desk: Desk, actor: Actor, meeting_id: str) -> str:
    """The code of the team whose meeting this is, for whoever may add one."""
    with desk.database.read() as session:
        _, meeting = find(desk, session, load_roster(session), meeting_id)
        require(actor, Action.RUN_GROUP, meeting)
    return meeting.team_code


def cancel(desk: Desk, actor: Actor, meeting_id: str, now: datetime) -> MeetingView:
    """Cancel a meeting: it counts as planned and not held. Everybody concerned is told."""
    with desk.database.work(actor.staff_id, now) as uow:
        roster = load_roster(uow.session)
        row, meeting = find(desk, uow.session, roster, meeting_id, lock=True)
        require(actor, Action.RUN_GROUP, meeting)
        still_to_come(row, now)
        row.state = OccurrenceState.CANCELLED
        uow.session.add(row)
        uow.record("meeting.cancel", row.id, {"team": row.team_code})
        off = _tell(desk, uow, roster, row, meeting, {"what": "cancelled"})
        uow.commit()
    return meeting_view(desk, actor, meeting_id, now, "cancelled", off)


def add_extra(desk: Desk, actor: Actor, team_code: str, at: datetime, minutes: int, now: datetime) -> MeetingView:
    """Add one more meeting; everybody concerned is told. A second press finds it there: `BadValue`."""
    with desk.database.work(actor.staff_id, now) as uow:
        take_turn(uow.session, Turn.PLANNING)
        roster = load_roster(uow.session)
        meeting = extra_meeting(desk, uow.session, roster, find_team(roster, actor, team_code), at, minutes)
        require(actor, Action.RUN_GROUP, meeting)
        must_be_possible(desk, uow.session, roster, meeting, at, now)
        row = GroupOccurrenceRow(
            team_code=meeting.team_code, starts_at=at, minutes=minutes, state=OccurrenceState.PLANNED
        )
        uow.session.add(row)
        uow.session.flush()
        uow.record("meeting.extra", row.id, {"team": row.team_code, "at": at.isoformat()})
        off = _tell(desk, uow, roster, row, meeting, {"what": "extra"})
        uow.commit()
    return meeting_view(desk, actor, row.id, now, "extra", off)


def _make_room(uow: UnitOfWork, row: GroupOccurrenceRow, at: datetime) -> None:
    """A cancelled meeting of the series may stand at the very time: it stays, and leaves the series."""
    if row.series_id is None:
        return
    there = uow.session.exec(
        select(GroupOccurrenceRow).where(
            col(GroupOccurrenceRow.series_id) == row.series_id,
            col(GroupOccurrenceRow.starts_at) == at,
            col(GroupOccurrenceRow.state) == OccurrenceState.CANCELLED,
        )
    ).all()
    for other in there:
        other.series_id = None
        uow.session.add(other)
    uow.session.flush()


def _forget_replies(uow: UnitOfWork, row: GroupOccurrenceRow) -> set[str]:
    """What people said about one day says nothing about another. Returns who has to say it again."""
    known = meetings.replies(uow.session, row.id)
    for reply in known.values():
        uow.session.delete(reply)
    return set(known)


def _tell(
    desk: Desk,
    uow: UnitOfWork,
    roster: Roster,
    row: GroupOccurrenceRow,
    meeting: Meeting,
    facts: dict[str, str],
    again: Collection[str] = (),
) -> str:
    """One notice to each member who is there then, the chair and the deputy, but not to whoever changed it.

    `again` are those who had said that they can't come, or were excused, on another day. Returns the names of those who
    are not on Slack.
    """
    day = desk.today(row.starts_at)
    people = {p.staff_id for p in roster.members(row.team_code)} | {meeting.chair_id, meeting.deputy_id}
    off_slack: list[str] = []
    for staff_id in sorted(key for key in people - {uow.actor_id} if key is not None):
        person = roster.people.get(staff_id)
        if person is None or not person.in_service(day):
            continue
        if not person.reachable(mail=desk.reach.mail):
            off_slack.append(person.name)
            continue
        own = facts | {"starts_at": row.starts_at.isoformat()} | ({"again": "yes"} if staff_id in again else {})
        uow.session.add(NoticeRow(staff_id=staff_id, kind=GROUP_CHANGED, subject=row.id, facts=own, created_at=uow.now))
    return ", ".join(off_slack)

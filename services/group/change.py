"""Changing single meetings: moved, cancelled, or one more, as they were seen when somebody pressed."""

from datetime import datetime

from sqlmodel import col, delete, select

from domain.access import Action, Actor
from domain.errors import Stale
from domain.roster import Roster
from services.desk import Desk
from services.group.agenda import still_to_come
from services.group.choices import extra_meeting, must_be_possible
from services.group.meetings import describe, find, require
from services.group.show import MeetingView, meeting_view, of_team
from services.team import find_team
from storage.locks import Turn, take_turn
from storage.roster import load_roster
from storage.tables import GroupOccurrenceRow, MeetingReplyRow, NoticeRow, OccurrenceState
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
        if desk.today(at) != desk.today(seen):
            uow.session.execute(delete(MeetingReplyRow).where(col(MeetingReplyRow.occurrence_id) == row.id))
        row.planned_at = row.planned_at or seen
        row.starts_at = at
        uow.session.add(row)
        uow.record("meeting.move", row.id, {"from": seen.isoformat(), "to": at.isoformat()})
        _tell(desk, uow, roster, row, actor, {"what": "moved", "was": seen.isoformat()})
        uow.commit()
    return meeting_view(desk, actor, meeting_id, now, "moved")


def to_cancel(desk: Desk, actor: Actor, typed: str, now: datetime) -> MeetingView:
    """The meeting that `/group cancel` is about, before anything is done."""
    with desk.database.read() as session:
        roster = load_roster(session)
        row = of_team(session, roster, actor, typed, now)
        require(actor, Action.RUN_GROUP, describe(desk, session, roster, row))
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
        _tell(desk, uow, roster, row, actor, {"what": "cancelled"})
        uow.commit()
    return meeting_view(desk, actor, meeting_id, now, "cancelled")


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
        _tell(desk, uow, roster, row, actor, {"what": "extra"})
        uow.commit()
    return meeting_view(desk, actor, row.id, now, "extra")


def _make_room(uow: UnitOfWork, row: GroupOccurrenceRow, at: datetime) -> None:
    """A cancelled meeting of the series may stand at the very time: it stays, and leaves the series."""
    there = uow.session.exec(
        select(GroupOccurrenceRow).where(
            col(GroupOccurrenceRow.series_id) == row.series_id,
            col(GroupOccurrenceRow.starts_at) == at,
            col(GroupOccurrenceRow.state) == OccurrenceState.CANCELLED,
        )
    ).all()
    for other in there:
        if row.series_id is None:
            continue
        other.series_id = None
        uow.session.add(other)
    uow.session.flush()


def _tell(
    desk: Desk, uow: UnitOfWork, roster: Roster, row: GroupOccurrenceRow, actor: Actor, facts: dict[str, str]
) -> None:
    """One notice to each member who is there then, but not to whoever changed it."""
    for person in roster.members(row.team_code):
        if person.on_slack and person.staff_id != actor.staff_id and person.in_service(desk.today(row.starts_at)):
            uow.session.add(
                NoticeRow(
                    staff_id=person.staff_id,
                    kind=GROUP_CHANGED,
                    subject=row.id,
                    facts=facts | {"starts_at": row.starts_at.isoformat()},
                    created_at=uow.now,
                )
            )

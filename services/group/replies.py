"""Who can't come to a meeting by their own word, and whom the chair excuses. A reason is never asked."""

from datetime import datetime

from sqlmodel import Session

from domain.access import Action, Actor
from domain.errors import NotFound
from domain.roster import Roster
from services import by_link
from services.desk import Desk
from services.find import find_person
from services.group.agenda import still_to_come
from services.group.leads import pass_on
from services.group.meetings import Meeting, find, require
from services.group.show import MeetingView, meeting_view
from storage import meetings
from storage.roster import load_roster
from storage.tables import GroupOccurrenceRow, MeetingReply, MeetingReplyRow, NoticeRow
from storage.unit_of_work import UnitOfWork

MEETING_CANNOT = "meeting_cannot"
MEETING_EXCUSED = "meeting_excused"


def cannot(desk: Desk, actor: Actor, meeting_id: str, now: datetime, *, link: str | None = None) -> MeetingView:
    """A member says that they can't come; the chair hears of it, with the slots that need somebody. Safe to repeat.

    By a link, its digest is `link`.
    """
    with desk.database.work(actor.staff_id, now) as uow:
        roster, row, meeting = _open(desk, uow.session, meeting_id, now)
        _member(roster, meeting, actor.staff_id)
        by_link.use_for_meeting(uow, link, row.id)
        if actor.staff_id not in meetings.replies(uow.session, row.id):
            _reply(uow, row, actor.staff_id, MeetingReply.CANNOT, link)
            if meeting.chair_id not in (None, actor.staff_id):
                _tell(uow, row, meeting.chair_id or "", MEETING_CANNOT, {"who": actor.staff_id})
            pass_on(desk, uow, roster, row, meeting)
        uow.commit()
    return meeting_view(desk, actor, meeting_id, now, "cannot")


def can_come(desk: Desk, actor: Actor, meeting_id: str, now: datetime) -> MeetingView:
    """Somebody can come after all; an excusal ends with it."""
    with desk.database.work(actor.staff_id, now) as uow:
        roster, row, meeting = _open(desk, uow.session, meeting_id, now)
        _member(roster, meeting, actor.staff_id)
        _take_back(uow, row, actor.staff_id)
        uow.commit()
    return meeting_view(desk, actor, meeting_id, now, "can_come")


def excuse(desk: Desk, actor: Actor, meeting_id: str, typed: str, now: datetime) -> MeetingView:
    """The chair excuses a member (by name, mention or staff id), who is told. Raises `NotFound`, `NotAllowed`."""
    with desk.database.work(actor.staff_id, now) as uow:
        roster, row, meeting = _open(desk, uow.session, meeting_id, now)
        require(actor, Action.RUN_GROUP, meeting)
        person = _named(uow.session, roster, meeting, typed)
        known = meetings.replies(uow.session, row.id).get(person)
        if known is None or known.reply is not MeetingReply.EXCUSED:
            _reply(uow, row, person, MeetingReply.EXCUSED)
            if person != actor.staff_id:
                _tell(uow, row, person, MEETING_EXCUSED, {})
            pass_on(desk, uow, roster, row, meeting)
        uow.commit()
    return meeting_view(desk, actor, meeting_id, now, "excused", roster.people[person].name)


def expect_again(desk: Desk, actor: Actor, meeting_id: str, typed: str, now: datetime) -> MeetingView:
    """The chair takes an excusal back."""
    with desk.database.work(actor.staff_id, now) as uow:
        roster, row, meeting = _open(desk, uow.session, meeting_id, now)
        require(actor, Action.RUN_GROUP, meeting)
        person = _named(uow.session, roster, meeting, typed)
        _take_back(uow, row, person)
        uow.commit()
    return meeting_view(desk, actor, meeting_id, now, "expected", roster.people[person].name)


def _open(desk: Desk, session: Session, meeting_id: str, now: datetime) -> tuple[Roster, GroupOccurrenceRow, Meeting]:
    roster = load_roster(session)
    row, meeting = find(desk, session, roster, meeting_id, lock=True)
    still_to_come(row, now)
    return roster, row, meeting


def _named(session: Session, roster: Roster, meeting: Meeting, typed: str) -> str:
    return find_person(session, roster, typed, {p.staff_id for p in roster.members(meeting.team_code)}).staff_id


def _member(roster: Roster, meeting: Meeting, staff_id: str) -> None:
    if meeting.team_code not in roster.people[staff_id].teams:
        raise NotFound(what="place_in_that_meeting", typed="", suggestions=[])


def _reply(
    uow: UnitOfWork, row: GroupOccurrenceRow, staff_id: str, reply: MeetingReply, link: str | None = None
) -> None:
    uow.session.merge(
        MeetingReplyRow(
            occurrence_id=row.id, staff_id=staff_id, reply=reply, replied_at=uow.now, replied_by=uow.actor_id
        )
    )
    uow.session.flush()
    uow.record("meeting.reply", row.id, {"who": staff_id, "reply": reply.value, **by_link.how(link)})


def _take_back(uow: UnitOfWork, row: GroupOccurrenceRow, staff_id: str) -> None:
    known = meetings.replies(uow.session, row.id).get(staff_id)
    if known is not None:
        uow.session.delete(known)
        uow.record("meeting.reply", row.id, {"who": staff_id, "reply": "coming"})


def _tell(uow: UnitOfWork, row: GroupOccurrenceRow, staff_id: str, kind: str, facts: dict[str, str]) -> None:
    facts = facts | {"starts_at": row.starts_at.isoformat()}
    uow.session.add(NoticeRow(staff_id=staff_id, kind=kind, subject=row.id, facts=facts, created_at=uow.now))

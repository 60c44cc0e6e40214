"""Answering by a link in a mail about a group supervision: a member can't come, a chair says whether it was held.

As in `services.answer_links`: a question changes nothing, an answer works once.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from domain import links
from domain.access import Actor
from domain.errors import AlreadySettled, NotFound
from domain.links import Answer, Claim, Token
from services import people
from services.answer_links import RECORDED_WITHIN, LinkClosed, secret
from services.desk import Desk
from services.group import record, replies
from services.group.meetings import Meeting, find
from storage import meetings, reach
from storage.roster import load_roster
from storage.tables import GroupOccurrenceRow, MeetingRecordRow, OccurrenceState


@dataclass(frozen=True, slots=True)
class MeetingQuestion:
    """What a link would answer, for the page that asks; once answered, what was said. `answer` is an `Answer`."""

    answer: str
    team: str
    starts_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Stands:
    """How the meeting stands now, for a page that answers nothing."""

    team: str
    starts_at: datetime
    cancelled: bool


def address(desk: Desk, session: Session, meeting_id: str, staff_id: str, answer: Answer, key: str) -> str | None:
    """The link by which somebody answers about a meeting; None where they can't."""
    if desk.reach.address is None or session.get(GroupOccurrenceRow, meeting_id) is None:
        return None
    row, meeting = find(desk, session, load_roster(session), meeting_id)
    if row.state is OccurrenceState.CANCELLED:
        return None
    ends = row.starts_at if answer is Answer.CANNOT else meeting.ends_at + RECORDED_WITHIN
    claim = Claim(row.id, for_supervisor=False, answer=answer, starts_at=row.starts_at, expires_at=ends)
    return f"{desk.reach.address}/answer/{links.sign(claim, staff_id, key)}"


def question(desk: Desk, token: str, now: datetime) -> MeetingQuestion:
    """What pressing the button would answer. Raises `LinkClosed`."""
    found, _, meeting = _open(desk, token, now)
    return MeetingQuestion(found.claim.answer.value, meeting.team, meeting.starts_at, meeting.minutes)


def answer(desk: Desk, token: str, now: datetime) -> MeetingQuestion:
    """Answer as the person the link is for. Raises `LinkClosed`, also for the second of two presses at once."""
    found, actor, meeting = _open(desk, token, now)
    said, link = found.claim.answer, found.digest
    try:
        if said is Answer.CANNOT:
            replies.cannot(desk, actor, meeting.meeting_id, now, link=link)
        else:
            record.say_held(desk, actor, meeting.meeting_id, held=said is Answer.MEETING_HELD, now=now, link=link)
    except AlreadySettled:
        _open(desk, token, now)
        raise
    return MeetingQuestion(said.value, meeting.team, meeting.starts_at, meeting.minutes)


def _open(desk: Desk, token: str, now: datetime) -> tuple[Token, Actor, Meeting]:
    """What the link says, who answers, and the meeting. Raises `LinkClosed`."""
    found = links.read(token)
    key = secret(desk, now)
    with desk.database.read() as session:
        if found is None or session.get(GroupOccurrenceRow, found.claim.session_id) is None:
            raise LinkClosed(reason="forged", session=None)
        roster = load_roster(session)
        row, meeting = find(desk, session, roster, found.claim.session_id)
        # Who it is for is in the signature alone: one of the team's, or whoever chairs.
        whose = {person.staff_id for person in roster.members(row.team_code)} | {meeting.chair_id or ""}
        staff_id = next((one for one in sorted(whose) if found.genuine(one, key)), None)
        if staff_id is None:
            raise LinkClosed(reason="forged", session=None)
        reason = _closed(session, found, row, staff_id, now)
        if reason is not None:
            stands = Stands(meeting.team, row.starts_at, cancelled=row.state is OccurrenceState.CANCELLED)
            raise LinkClosed(reason=reason, session=None, meeting=stands)
    try:
        return found, people.actor_for(desk, staff_id, now), meeting
    except NotFound:
        raise LinkClosed(reason="left", session=None) from None


def _closed(session: Session, found: Token, row: GroupOccurrenceRow, staff_id: str, now: datetime) -> str | None:
    if reach.was_used(session, found.digest):
        return "used"
    if row.state is OccurrenceState.CANCELLED:
        return "settled"
    if row.starts_at != found.claim.starts_at:
        return "moved"
    if found.claim.answer is Answer.CANNOT:
        settled = staff_id in meetings.replies(session, row.id)
    else:
        settled = session.get(MeetingRecordRow, row.id) is not None
    if settled:
        return "settled"
    return "expired" if now >= found.claim.expires_at else None

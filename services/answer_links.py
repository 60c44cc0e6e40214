"""Answering by a link in a mail: what it would answer, and answering, once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from domain import links
from domain.access import Actor
from domain.errors import AlreadySettled, NotFound, Refusal
from domain.links import Answer, Claim, Token
from domain.supervision.states import LIVE, SessionState
from services import people, sessions
from services.desk import Desk
from services.sessions import Answered, SessionView, view
from storage import reach
from storage.roster import load_roster
from storage.tables import SessionRow

RECORDED_WITHIN = timedelta(days=60)
"""How long after a session a link may still say whether it was held."""

_BEFORE = frozenset({Answer.CONFIRM, Answer.DECLINE})


@dataclass(frozen=True, slots=True)
class Question:
    """What a link would answer, for the page that asks; `other` is the name of the other person, who may be nobody."""

    answer: str
    session: SessionView
    for_supervisor: bool
    other: str | None


class LinkClosed(Refusal):
    """A link that answers nothing. Facts: `reason`, `session` (a view as things stand now, or None), or `meeting`.

    `reason`: forged (or cut short), expired, used, moved, settled (answered some other way), left.
    """

    code = "link"


def secret(desk: Desk, now: datetime) -> str:
    return desk.reach.secret or reach.link_secret(desk.database, now)


def address(desk: Desk, row: SessionRow, staff_id: str, answer: Answer, key: str) -> str | None:
    """The link by which one of the two people answers about a session; None where there can be none."""
    if desk.reach.address is None or row.state not in LIVE or staff_id not in (row.staff_id, row.supervisor_id):
        return None
    ends = row.starts_at if answer in _BEFORE else row.starts_at + timedelta(minutes=row.minutes) + RECORDED_WITHIN
    claim = Claim(row.id, staff_id == row.supervisor_id, answer, row.starts_at, ends)
    return f"{desk.reach.address}/answer/{links.sign(claim, staff_id, key)}"


def question(desk: Desk, token: str, now: datetime) -> Question:
    """What pressing the button would answer. Changes nothing: mail programs open links by themselves.

    Raises `LinkClosed`.
    """
    claim, _, _ = _open(desk, token, now)
    with desk.database.read() as session:
        row = session.get_one(SessionRow, claim.session_id)
        found = view(desk, load_roster(session), row)
    other = found.supervisee if claim.for_supervisor else found.supervisor
    return Question(claim.answer.value, found, claim.for_supervisor, other)


def answer(desk: Desk, token: str, now: datetime) -> Answered:
    """Answer as the person the link is for. Raises `LinkClosed`, also for the second of two presses at once."""
    claim, actor, digest = _open(desk, token, now)
    try:
        if claim.answer is Answer.CONFIRM:
            return sessions.confirm(desk, actor, claim.session_id, now, link=digest)
        if claim.answer is Answer.DECLINE:
            return sessions.decline(desk, actor, claim.session_id, now, link=digest)
        outcome = SessionState.HELD if claim.answer is Answer.HELD else SessionState.MISSED
        return sessions.record(desk, actor, claim.session_id, outcome, now, link=digest)
    except AlreadySettled:
        _open(desk, token, now)
        raise


def _open(desk: Desk, token: str, now: datetime) -> tuple[Claim, Actor, str]:
    """What the link says, who answers and its digest. Raises `LinkClosed`."""
    found = links.read(token)
    key = secret(desk, now)
    with desk.database.read() as session:
        row = None if found is None else session.get(SessionRow, found.claim.session_id)
        staff_id = _answers(found, row)
        if found is None or row is None or staff_id is None or not found.genuine(staff_id, key):
            raise LinkClosed(reason="forged", session=None)
        reason = _closed(session, found, row, now)
        if reason is not None:
            last = reach.in_place_of(session, row) if reason == "moved" else row
            raise LinkClosed(reason=reason, session=view(desk, load_roster(session), last))
    try:
        return found.claim, people.actor_for(desk, staff_id, now), found.digest
    except NotFound:
        raise LinkClosed(reason="left", session=None) from None


def _answers(found: Token | None, row: SessionRow | None) -> str | None:
    if found is None or row is None:
        return None
    return row.supervisor_id if found.claim.for_supervisor else row.staff_id


def _closed(session: Session, found: Token, row: SessionRow, now: datetime) -> str | None:
    if reach.was_used(session, found.digest):
        return "used"
    if row.state is SessionState.REARRANGED or row.starts_at != found.claim.starts_at:
        return "moved"
    if row.state not in LIVE:
        return "settled"
    return "expired" if now >= found.claim.expires_at else None

"""What became of the bot's own messages: for operations, and for whoever asks why they got one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from domain import access
from domain.access import Action, Actor
from domain.errors import AlreadySettled, NotFound
from domain.roster import Roster
from services import workers
from services.desk import Desk
from services.ports import Jobs
from storage import messages
from storage.messages import Counts
from storage.roster import load_roster
from storage.tables import DeliveryRow, DeliveryState, FamilyReviewRow, GroupOccurrenceRow, SessionRow

LATE_AFTER = timedelta(hours=1)
RECENT = timedelta(days=1)
FAILED_SHOWN_FOR = timedelta(days=7)
MOST_FAILED = 8
MOST_WHY = 10
AGAIN = "again"
"""In a failed delivery's facts: the id of the one that took its place."""


@dataclass(frozen=True, slots=True)
class FailedLine:
    """`to` is a person's or a team's name, `reason` a code of ours or Slack's."""

    delivery_id: str
    kind: str
    to: str
    staff_id: str | None
    due_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class StatusView:
    """`trouble` is why delivering has stopped or Slack does not answer, or None; `counts` are of the last day."""

    trouble: str | None
    counts: Counts
    workers: int
    failed: tuple[FailedLine, ...]
    more_failed: int


@dataclass(frozen=True, slots=True)
class WhyLine:
    """One message that was sent. `about` is whose session, or `team` which team's meeting it was about, if any."""

    kind: str
    sent_at: datetime
    lead: str
    about: str | None
    starts_at: datetime | None
    team: str | None = None


@dataclass(frozen=True, slots=True)
class WhyView:
    lines: tuple[WhyLine, ...]


@dataclass(frozen=True, slots=True)
class SentAgain:
    kind: str
    to: str


def status(desk: Desk, actor: Actor, trouble: str | None, now: datetime) -> StatusView:
    access.require(access.may(actor, Action.SEE_STATUS), Action.SEE_STATUS)
    with desk.database.read() as session:
        roster = load_roster(session)
        counted = messages.counts(session, now - RECENT, LATE_AFTER)
        rows = messages.failed_since(session, now - FAILED_SHOWN_FOR)
    failed = [_failed(roster, row) for row in rows if AGAIN not in row.facts]
    shown = tuple(failed[:MOST_FAILED])
    return StatusView(trouble, counted, workers.alive(desk), shown, len(failed) - len(shown))


def send_again(desk: Desk, actor: Actor, jobs: Jobs, delivery_id: str, now: datetime) -> SentAgain:
    """Queue a failed delivery anew: whether it still helps is decided when it is sent. Once for each failure."""
    access.require(access.may(actor, Action.SEE_STATUS), Action.SEE_STATUS)
    with desk.database.work(actor.staff_id, now) as uow:
        row = uow.session.get(DeliveryRow, delivery_id, with_for_update=True)
        if row is None:
            raise NotFound(what="message", typed="", suggestions=[])
        if row.state is not DeliveryState.FAILED or AGAIN in row.facts:
            raise AlreadySettled(what="message", answer="sent_again")
        anew = DeliveryRow(
            key=f"{row.key}:again:{row.id}",
            kind=row.kind,
            subject=row.subject,
            staff_id=row.staff_id,
            team_code=row.team_code,
            facts=dict(row.facts),
            due_at=row.due_at,
            state=DeliveryState.WAITING,
        )
        row.facts = {**row.facts, AGAIN: anew.id}
        uow.session.add_all([row, anew])
        uow.session.flush()
        jobs.enqueue(uow.session, anew.id)
        uow.record("delivery.again", row.id, {"as": anew.id})
        uow.commit()
        return SentAgain(row.kind, _recipient(load_roster(uow.session), row))


def why(desk: Desk, actor: Actor) -> WhyView:
    """The asker's own last messages from the bot."""
    with desk.database.read() as session:
        roster = load_roster(session)
        rows = messages.last_sent_to(session, actor.staff_id, MOST_WHY)
        lines = tuple(_why(session, roster, actor, row) for row in rows)
    return WhyView(lines)


def conversation_with_user(desk: Desk, slack_user_id: str) -> str | None:
    """Where the bot wrote to this Slack user before."""
    with desk.database.read() as session:
        return messages.conversation_with(session, slack_user_id)


def _why(session: Session, roster: Roster, actor: Actor, row: DeliveryRow) -> WhyLine:
    booked = session.get(SessionRow, row.subject)
    meeting = None
    if booked is None:
        meeting = session.get(GroupOccurrenceRow, row.subject) or session.get(FamilyReviewRow, row.subject)
    person = None if booked is None else roster.people.get(booked.staff_id)
    team = None if meeting is None else roster.teams.get(meeting.team_code)
    about = booked or meeting
    return WhyLine(
        kind=row.kind,
        sent_at=row.sent_at or row.due_at,
        lead=str(row.facts.get("lead", "")),
        about=None if person is None or person.staff_id == actor.staff_id else person.name,
        starts_at=None if about is None else about.starts_at,
        team=None if team is None else team.name,
    )


def _failed(roster: Roster, row: DeliveryRow) -> FailedLine:
    reason = row.reason or "unexpected"
    return FailedLine(row.id, row.kind, _recipient(roster, row), row.staff_id, row.due_at, reason)


def _recipient(roster: Roster, row: DeliveryRow) -> str:
    if row.staff_id is not None:
        person = roster.people.get(row.staff_id)
        return row.staff_id if person is None else person.name
    team = roster.teams.get(row.team_code or "")
    return row.team_code or "" if team is None else team.name

"""What the bot says by itself about supervision: still true at this moment, and the facts to say it with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, select

from domain.access import Actor, Role
from domain.supervision.states import LIVE, SessionState
from services import sessions
from services.desk import Desk
from services.sessions import SessionView, view
from storage import people
from storage.roster import load_roster
from storage.tables import NoticeRow, SessionRow, TeamRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Subject:
    """A delivery as it was claimed: what it is about, for whom, and when it was due."""

    subject: str
    staff_id: str | None
    team_code: str | None
    facts: Mapping[str, Any]
    due_at: datetime
    key: str


@dataclass(frozen=True, slots=True)
class Drop:
    """Not to be sent any more; `reason` is a code for the operations page."""

    reason: str


@dataclass(frozen=True, slots=True)
class ComingView:
    """`again` names this reminder to whoever wants it once more; empty on the day itself."""

    session: SessionView
    confirmed: bool
    again: str = ""


@dataclass(frozen=True, slots=True)
class HeldView:
    """`for_supervisor` tells who is asked."""

    session: SessionView
    for_supervisor: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """The sessions that somebody has (or gives) by an approved plan."""

    month: str
    sessions: tuple[SessionView, ...]


@dataclass(frozen=True, slots=True)
class DeclinedView:
    """`offered` tells whether whoever declined was shown other times."""

    session: SessionView
    by: str
    by_supervisee: bool
    month: str
    offered: bool = True


@dataclass(frozen=True, slots=True)
class ChannelView:
    team: str
    channel: str


CHANNEL_CLOSED = "channel_closed"


def coming(desk: Desk, about: Subject, now: datetime) -> ComingView | Drop:
    row, found = _session(desk, about.subject)
    if row is None or found is None:
        return Drop("gone")
    if row.state not in LIVE:
        return Drop(row.state.value)
    if row.starts_at.isoformat() not in about.key:
        return Drop("moved")
    if row.starts_at <= now:
        return Drop("past")
    again = "" if about.facts.get("lead") == "0-days" else f"supervision_coming|{row.id}"
    return ComingView(found, confirmed=row.state is SessionState.CONFIRMED, again=again)


def held_question(desk: Desk, about: Subject, now: datetime) -> HeldView | Drop:  # noqa: ARG001  one shape for all rules
    row, found = _session(desk, about.subject)
    if row is None or found is None:
        return Drop("gone")
    if row.state not in LIVE:
        return Drop(row.state.value)
    if row.starts_at.isoformat() not in about.key:
        return Drop("moved")
    return HeldView(found, for_supervisor=about.staff_id == row.supervisor_id)


def asked_again(desk: Desk, actor: Actor, session_id: str, now: datetime) -> tuple[str, ComingView | HeldView]:
    """What the actor may say about one session now, and its template. Raises as recording it would."""
    found = sessions.to_record(desk, actor, session_id)
    if found.starts_at > now:
        return "reminders/supervision_coming", ComingView(found, confirmed=found.state == SessionState.CONFIRMED)
    return "reminders/supervision_held", HeldView(found, for_supervisor=found.supervisee != actor.name)


def plan_approved(desk: Desk, about: Subject, now: datetime) -> PlanView | Drop:
    ids = about.facts["sessions"]
    with desk.database.read() as session:
        roster = load_roster(session)
        rows = [row for key in ids if (row := session.get(SessionRow, key)) is not None]
    live = sorted((r for r in rows if r.state in LIVE and r.starts_at > now), key=lambda r: r.starts_at)
    if not live:
        return Drop("nothing_left")
    return PlanView(about.subject, tuple(view(desk, roster, row) for row in live))


def declined(desk: Desk, about: Subject, now: datetime) -> DeclinedView | Drop:  # noqa: ARG001  one shape for all rules
    row, found = _session(desk, about.subject)
    if row is None or found is None:
        return Drop("gone")
    by_supervisee = about.facts["by"] == row.staff_id
    by = found.supervisee if by_supervisee else found.supervisor
    return DeclinedView(found, by or "", by_supervisee, f"{desk.today(row.starts_at):%Y-%m}", "how" not in about.facts)


def channel_closed(desk: Desk, about: Subject, now: datetime) -> ChannelView | Drop:  # noqa: ARG001  one shape for all rules
    with desk.database.read() as session:
        team = session.get(TeamRow, about.subject)
    return Drop("gone") if team is None else ChannelView(team.name, team.channel)


def tell_administrators(uow: UnitOfWork, team_code: str) -> None:
    """The bot is not in a team's channel: say so to those who can mend it, once a day and team."""
    recent = uow.session.exec(
        select(NoticeRow.id).where(
            col(NoticeRow.kind) == CHANNEL_CLOSED,
            col(NoticeRow.subject) == team_code,
            col(NoticeRow.created_at) > uow.now - timedelta(days=1),
        )
    ).first()
    if recent is None:
        for staff_id in people.holders_of(uow.session, Role.ADMINISTRATOR):
            uow.session.add(NoticeRow(staff_id=staff_id, kind=CHANNEL_CLOSED, subject=team_code, created_at=uow.now))


def _session(desk: Desk, session_id: str) -> tuple[SessionRow | None, SessionView | None]:
    with desk.database.read() as session:
        row = session.get(SessionRow, session_id)
        return row, None if row is None else view(desk, load_roster(session), row)

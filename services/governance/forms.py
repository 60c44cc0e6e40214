"""What the modals about governance offer to choose from."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.access import Actor
from domain.governance.actions import Origin
from services.desk import Desk
from services.governance.board_meetings import known_board
from services.governance.sources import SourceName, choices
from storage import timeline


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """`value` is `kind/key`."""

    value: str
    source: SourceName


@dataclass(frozen=True, slots=True)
class NewActionForm:
    """`chosen` is the source that is chosen to begin with, or empty; `owner` whoever asks."""

    owner: str
    today: date
    sources: tuple[SourceChoice, ...]
    chosen: str


def new_action(desk: Desk, actor: Actor, chosen: str, now: datetime) -> NewActionForm:
    with desk.database.read() as session:
        found = [SourceChoice(value(o), SourceName(o.kind, name)) for o, name in choices(desk, session)]
    if chosen and chosen not in {one.value for one in found}:
        kind, _, key = chosen.partition("/")
        found.insert(0, SourceChoice(chosen, SourceName(kind, key)))
    return NewActionForm(actor.name, desk.today(now), tuple(found), chosen)


@dataclass(frozen=True, slots=True)
class NewDecisionForm:
    """`milestones` are (title, key) pairs."""

    board: str
    owner: str
    milestones: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NewRiskForm:
    """`review_on` is the programme's usual; `kind` is chosen to begin with, or empty."""

    kind: str
    owner: str
    review_on: date
    milestones: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NewMeetingForm:
    board: str
    at: time


def new_decision(desk: Desk, actor: Actor, board: str, now: datetime) -> NewDecisionForm:  # noqa: ARG001  one shape for all forms
    return NewDecisionForm(known_board(desk, board).name, actor.name, milestones(desk))


def new_risk(desk: Desk, actor: Actor, kind: str, now: datetime) -> NewRiskForm:
    review_on = desk.today(now) + timedelta(days=desk.programme.risks.review_days)
    return NewRiskForm(kind, actor.name, review_on, milestones(desk))


def new_meeting(desk: Desk, _actor: Actor, board: str, now: datetime) -> NewMeetingForm:  # noqa: ARG001  one shape for all forms
    rule = known_board(desk, board)
    return NewMeetingForm(rule.name, rule.at)


def milestones(desk: Desk) -> tuple[tuple[str, str], ...]:
    """(title, key) of every milestone of the timeline, in its order."""
    with desk.database.read() as session:
        stored = timeline.milestones(session)
    return tuple((row.title, row.key) for row in desk.programme.timeline if row.key in stored)


def value(origin: Origin) -> str:
    return f"{origin.kind}/{origin.key}"

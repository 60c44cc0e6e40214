"""What a delivery says at this moment, or why it says nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import Refusal
from reminders.claim import Claim, claim
from reminders.close import close
from reminders.kinds import Kind
from reminders.rules import RULES
from services.desk import Desk
from services.notices import Drop, Subject
from services.sessions import SessionView
from storage.tables import DeliveryState
from templates.render import Message, Renderer


@dataclass(frozen=True, slots=True)
class Ready:
    """A message and where it goes: a Slack user, or a channel by name; not before `begin`."""

    message: Message
    slack_user_id: str | None
    channel: str | None
    begin: datetime


@dataclass(frozen=True, slots=True)
class SeveralView:
    """Late messages of one kind to one person, in one."""

    kind: str
    sessions: tuple[SessionView, ...]


def prepare(
    desk: Desk, renderer: Renderer, delivery_id: str, now: datetime, *, spacing: timedelta = timedelta()
) -> Ready | None:
    """Render the delivery with the facts of this moment, or close it and return None."""
    claimed = claim(desk, delivery_id, now, spacing)
    if claimed is None:
        return None
    if isinstance(claimed, Claim):
        said = _said(desk, renderer, claimed, now)
        if isinstance(said, Message):
            return Ready(said, claimed.slack_user_id, claimed.channel, claimed.begin)
        claimed = said.reason
    close(desk, delivery_id, DeliveryState.DROPPED, now, tries=0, reason=claimed)
    return None


def _said(desk: Desk, renderer: Renderer, claimed: Claim, now: datetime) -> Message | Drop:
    rule = RULES[claimed.kind]
    subjects = (*claimed.others, claimed.about)
    views = [_view(desk, claimed.kind, about, now) for about in subjects]
    true = [view for view in views if not isinstance(view, Drop)]
    if not true:
        assert isinstance(views[-1], Drop)
        return views[-1]
    if len(true) == 1:
        return renderer.message(rule.template, true[0])
    found = {view.session.session_id: view.session for view in true}  # type: ignore[attr-defined]  # see Rule
    sessions = tuple(sorted(found.values(), key=lambda session: session.starts_at))
    return renderer.message("reminders/several", SeveralView(claimed.kind.value, sessions))


def _view(desk: Desk, kind: Kind, about: Subject, now: datetime) -> object:
    try:
        return RULES[kind].view(desk, about, now)
    except Refusal as error:
        return Drop(error.code)

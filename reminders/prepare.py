"""What a delivery says at this moment, or why it says nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import Refusal
from reminders.claim import Claim, Place, claim
from reminders.close import close
from reminders.kinds import Kind
from reminders.letters import Parcel, Said, write_letter
from reminders.rules import RULES
from services.desk import Desk
from services.letters import Letter
from services.notices import Drop, Subject
from services.sessions import SessionView
from storage.tables import DeliveryState
from templates.render import Message, Renderer


@dataclass(frozen=True, slots=True)
class Ready:
    """A message and where it goes, not before `begin`; to somebody without Slack `letter` says the same."""

    message: Message
    place: Place
    begin: datetime
    letter: Letter | None = None


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
        said = _said(desk, claimed, now)
        if not isinstance(said, Drop):
            return _ready(desk, renderer, delivery_id, claimed, said, now)
        claimed = said.reason
    close(desk, delivery_id, DeliveryState.DROPPED, now, tries=0, reason=claimed)
    return None


def _ready(desk: Desk, renderer: Renderer, delivery_id: str, claimed: Claim, said: Said, now: datetime) -> Ready:
    message, letter = renderer.message(said.template, said.view), None
    if claimed.place.mail:
        letter = write_letter(desk, renderer, said, Parcel(delivery_id, claimed.kind, claimed.about), now)
    return Ready(message, claimed.place, claimed.begin, letter)


def _said(desk: Desk, claimed: Claim, now: datetime) -> Said | Drop:
    rule = RULES[claimed.kind]
    subjects = (*claimed.others, claimed.about)
    views = [_view(desk, claimed.kind, about, now) for about in subjects]
    true = [view for view in views if not isinstance(view, Drop)]
    if not true:
        assert isinstance(views[-1], Drop)
        return views[-1]
    if len(true) == 1:
        return Said(rule.template, true[0])
    found = {view.session.session_id: view.session for view in true}  # type: ignore[attr-defined]  # see Rule
    sessions = tuple(sorted(found.values(), key=lambda session: session.starts_at))
    return Said("reminders/several", SeveralView(claimed.kind.value, sessions))


def _view(desk: Desk, kind: Kind, about: Subject, now: datetime) -> object:
    try:
        return RULES[kind].view(desk, about, now)
    except Refusal as error:
        return Drop(error.code)

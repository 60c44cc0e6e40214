"""A delivery as a letter: to people without Slack, with a link for each answer and the calendar entries it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.links import MEETING, Answer
from services import answer_links
from services.desk import Desk
from services.group import links as meeting_links
from services.invitations import Parties, changes, entry_of, invitation
from services.letters import Invitation, Letter
from services.notices import Subject
from services.sessions import view
from storage.roster import load_roster
from storage.tables import PersonRow, SessionRow
from templates.letter import Link
from templates.render import Renderer

ANSWERS: Mapping[str, Answer] = {
    "supervision.confirm": Answer.CONFIRM,
    "supervision.decline": Answer.DECLINE,
    "supervision.held": Answer.HELD,
    "supervision.missed": Answer.MISSED,
    "group.cannot": Answer.CANNOT,
    "group.held": Answer.MEETING_HELD,
    "group.not_held": Answer.MEETING_NOT_HELD,
}
"""The buttons that a letter has as links. The others need Slack."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says: a template and its view."""

    template: str
    view: object


@dataclass(frozen=True, slots=True)
class Parcel:
    """The delivery that a letter is for."""

    delivery_id: str
    kind: str
    about: Subject


def by_mail(desk: Desk, person: PersonRow) -> bool:
    """Does the roster say that they have no Slack, and do letters go out?"""
    return desk.reach.mail and not person.on_slack and bool(person.email)


def write_letter(desk: Desk, renderer: Renderer, said: Said, parcel: Parcel, now: datetime) -> Letter:
    """The letter with the facts of this moment; one delivery's id makes it the same mail however often it is tried."""
    with desk.database.read() as session:
        person = session.get_one(PersonRow, parcel.about.staff_id)
    written = renderer.letter(said.template, said.view, _links(desk, person, now))
    invitations = _invitations(desk, renderer, person, parcel, now)
    return Letter(
        parcel.delivery_id, person.email, person.name, written.subject, written.text, written.html, invitations
    )


def _invitations(
    desk: Desk, renderer: Renderer, person: PersonRow, parcel: Parcel, now: datetime
) -> tuple[Invitation, ...]:
    parties = Parties(desk.reach.sender, desk.programme.name, person.email, person.name)
    with desk.database.read() as session:
        roster = load_roster(session)
        found = [
            entry_of(session, change, renderer.words("calendar/session", view(desk, roster, change.row)))
            for change in changes(session, parcel.kind, parcel.about)
        ]
    return tuple(invitation(entry, parties, now) for entry in found)


def _links(desk: Desk, person: PersonRow, now: datetime) -> Link | None:
    if not desk.reach.links:
        return None
    key = answer_links.secret(desk, now)

    def link(action: str, subject: str) -> str | None:
        answer = ANSWERS.get(action)
        if answer is None:
            return None
        with desk.database.read() as session:
            if answer in MEETING:
                return meeting_links.address(desk, session, subject, person.staff_id, answer, key)
            row = session.get(SessionRow, subject)
        return None if row is None else answer_links.address(desk, row, person.staff_id, answer, key)

    return link

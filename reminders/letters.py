"""A delivery as a letter: to people without Slack, with a link for each answer and the calendar entries it is about."""

from collections.abc import Mapping
from datetime import datetime

from domain.links import Answer
from services import answer_links
from services.desk import Desk
from services.letters import Letter
from storage.tables import DeliveryRow, PersonRow, SessionRow
from templates.letter import Link
from templates.render import Renderer

ANSWERS: Mapping[str, Answer] = {
    "supervision.confirm": Answer.CONFIRM,
    "supervision.decline": Answer.DECLINE,
    "supervision.held": Answer.HELD,
    "supervision.missed": Answer.MISSED,
}
"""The buttons that a letter has as links. The others need Slack."""


def by_mail(desk: Desk, person: PersonRow) -> bool:
    """Does the roster say that they have no Slack, and do letters go out?"""
    return desk.reach.mail and not person.on_slack and bool(person.email)


def write_letter(
    desk: Desk, renderer: Renderer, template: str, view: object, row: DeliveryRow, now: datetime
) -> Letter:
    """The letter with the facts of this moment; one delivery's key makes it the same mail however often it is tried."""
    with desk.database.read() as session:
        person = session.get_one(PersonRow, row.staff_id)
    written = renderer.letter(template, view, _links(desk, person, now))
    return Letter(row.id, person.email, person.name, written.subject, written.text, written.html)


def _links(desk: Desk, person: PersonRow, now: datetime) -> Link | None:
    if not desk.reach.links:
        return None
    key = answer_links.secret(desk, now)

    def link(action: str, session_id: str) -> str | None:
        if action not in ANSWERS:
            return None
        with desk.database.read() as session:
            row = session.get(SessionRow, session_id)
        return None if row is None else answer_links.address(desk, row, person.staff_id, ANSWERS[action], key)

    return link

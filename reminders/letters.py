"""A delivery as a letter: to people without Slack, with a link for each answer and the calendar entries it is about."""

from services.desk import Desk
from services.letters import Letter
from storage.tables import DeliveryRow, PersonRow
from templates.render import Renderer


def by_mail(desk: Desk, person: PersonRow) -> bool:
    """Does the roster say that they have no Slack, and do letters go out?"""
    return desk.reach.mail and not person.on_slack and bool(person.email)


def write_letter(desk: Desk, renderer: Renderer, template: str, view: object, row: DeliveryRow) -> Letter:
    """The letter with the facts of this moment; one delivery's key makes it the same mail however often it is tried."""
    with desk.database.read() as session:
        person = session.get_one(PersonRow, row.staff_id)
    written = renderer.letter(template, view, None)
    return Letter(row.id, person.email, person.name, written.subject, written.text, written.html)

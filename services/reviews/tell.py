"""Notices to those who come to a family review."""

from datetime import datetime

from domain.roster import Roster
from services.desk import Desk
from services.reviews.view import chair_of
from storage import reviews
from storage.tables import FamilyReviewRow, NoticeRow
from storage.unit_of_work import UnitOfWork

REVIEW_CHANGED = "review_changed"


def tell(
    desk: Desk, uow: UnitOfWork, roster: Roster, row: FamilyReviewRow, what: str, was: datetime | None = None
) -> None:
    """One notice to everybody who comes, but not to whoever changed it."""
    people = {member.staff_id for member in reviews.members(uow.session, [row.id])[row.id]}
    chair = chair_of(desk, roster, row)
    facts = {"what": what, "starts_at": row.starts_at.isoformat()} | ({"was": was.isoformat()} if was else {})
    for staff_id in sorted((people | ({chair} if chair else set())) - {uow.actor_id}):
        person = roster.people.get(staff_id)
        if person is not None and person.reachable(mail=desk.reach.mail) and person.in_service(desk.today(uow.now)):
            notice = NoticeRow(staff_id=staff_id, kind=REVIEW_CHANGED, subject=row.id, facts=facts, created_at=uow.now)
            uow.session.add(notice)

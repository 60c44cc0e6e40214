"""Who holds a role: those who have it in the roster, and those whom it was granted to."""

from datetime import date

from sqlmodel import Session

from domain.access import GRANTED_ROLES, Role
from domain.roster import Roster
from storage import people


def holders(session: Session, roster: Roster, role: str | None, today: date) -> list[str]:
    """Staff ids, in order, of everybody in service who holds `role`."""
    if role is None:
        return []
    granted = people.holders_of(session, Role(role)) if role in {r.value for r in GRANTED_ROLES} else []
    found = {*granted, *(p.staff_id for p in roster.people.values() if p.role == role)}
    return sorted(key for key in found if key in roster.people and roster.people[key].in_service(today))

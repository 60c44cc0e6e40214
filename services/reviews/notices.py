"""What the bot says by itself about a family review, as things are when it is sent."""

from dataclasses import dataclass
from datetime import datetime

from services import people
from services.desk import Desk
from services.notices import Drop, Subject
from services.reviews.view import ReviewView, view
from storage.roster import load_roster
from storage.tables import FamilyReviewRow


@dataclass(frozen=True, slots=True)
class ReviewChangedView:
    """`what` is called, moved or cancelled; `was` is where it stood before a move. `lead` brought it (a name)."""

    review: ReviewView
    what: str
    was: datetime | None


def changed(desk: Desk, about: Subject, now: datetime) -> ReviewChangedView | Drop:
    what, was = about.facts["what"], about.facts.get("was")
    found = _view(desk, about, now)
    if isinstance(found, Drop):
        return found
    if found.begun:
        return Drop("past")
    if found.cancelled is not (what == "cancelled") or found.starts_at.isoformat() != about.facts["starts_at"]:
        return Drop("changed_again")
    return ReviewChangedView(found, what, datetime.fromisoformat(was) if was else None)


def coming(desk: Desk, about: Subject, now: datetime) -> ReviewView | Drop:
    found = _planned(desk, about, now)
    if isinstance(found, Drop):
        return found
    comes = {member.staff_id for member in found.members if not member.away}
    return found if about.staff_id in comes else Drop("not_expected")


def to_do(desk: Desk, about: Subject, now: datetime) -> ReviewView | Drop:
    """To whoever brought it, while an agency is still to be invited or its report not here."""
    found = _planned(desk, about, now)
    if isinstance(found, Drop):
        return found
    return found if found.to_do else Drop("done")


def held(desk: Desk, about: Subject, now: datetime) -> ReviewView | Drop:
    """To whoever brought it, until everything is recorded."""
    found = _view(desk, about, now)
    if isinstance(found, Drop):
        return found
    if found.cancelled:
        return Drop("cancelled")
    if found.starts_at.isoformat() not in about.key:
        return Drop("moved")
    return Drop("recorded") if found.complete else found


def _planned(desk: Desk, about: Subject, now: datetime) -> ReviewView | Drop:
    found = _view(desk, about, now)
    if isinstance(found, Drop):
        return found
    if found.cancelled:
        return Drop("cancelled")
    if found.begun:
        return Drop("past")
    return found if found.starts_at.isoformat() in about.key else Drop("moved")


def _view(desk: Desk, about: Subject, now: datetime) -> ReviewView | Drop:
    actor = people.actor_for(desk, about.staff_id or "", now)
    with desk.database.read() as session:
        row = session.get(FamilyReviewRow, about.subject)
        if row is None:
            return Drop("gone")
        return view(desk, session, load_roster(session), actor, row, now)

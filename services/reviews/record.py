"""What is recorded of a family review: held or not, who was there, what each agency did, and the Workbook.

What nobody said stays empty and never counts as a yes. A correction is audited with before and after.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.access import Action, Actor
from domain.errors import AlreadySettled, BadValue, Stale
from domain.roster import Roster
from services.desk import Desk
from services.reviews.view import ReviewView, find, require, version_of, view
from storage import reviews
from storage.roster import load_roster
from storage.tables import FamilyReviewRow, OccurrenceState, Presence
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Recorded:
    """A whole record, as the modal gives it. `missing` are staff ids; agencies not in `agencies` were not answered."""

    held: bool
    missing: frozenset[str]
    agencies: Mapping[str, Presence]
    workbook: bool | None
    version: str


def to_record(desk: Desk, actor: Actor, review_id: str, now: datetime) -> ReviewView:
    with desk.database.read() as session:
        roster = load_roster(session)
        row = _open(find(session, roster, review_id), actor, now)
        return view(desk, session, roster, actor, row, now)


def say_held(desk: Desk, actor: Actor, review_id: str, *, held: bool, now: datetime) -> ReviewView:
    """Did it happen? The first answer stands; the same again changes nothing."""
    with desk.database.work(actor.staff_id, now) as uow:
        roster = load_roster(uow.session)
        row = _open(find(uow.session, roster, review_id, lock=True), actor, now)
        if row.held is None:
            row.held, row.recorded_at, row.recorded_by = held, now, actor.staff_id
            uow.session.add(row)
            uow.record("review.record", row.id, {"held": held})
        elif row.held is not held:
            raise AlreadySettled(what="review", answer="held" if row.held else "not_held")
        shown = view(desk, uow.session, roster, actor, row, now, "recorded")
        uow.commit()
        return shown


def record(desk: Desk, actor: Actor, review_id: str, given: Recorded, now: datetime) -> ReviewView:
    """Everything at once: a first record or a correction. Raises `Stale` when it changed since it was seen."""
    with desk.database.work(actor.staff_id, now) as uow:
        roster = load_roster(uow.session)
        row = _open(find(uow.session, roster, review_id, lock=True), actor, now)
        if version_of(row) != given.version:
            raise Stale(what="review_record")
        first = row.held is None
        before = {} if first else _plain(uow, row, "before")
        if first:
            row.recorded_at, row.recorded_by = now, actor.staff_id
        else:
            row.changed_at, row.changed_by = now, actor.staff_id
        row.held = given.held
        row.workbook = given.workbook if given.held else None
        uow.session.add(row)
        _attend(uow, roster, row, given)
        uow.record("review.record" if first else "review.correct", row.id, before | _plain(uow, row, "after"))
        shown = view(desk, uow.session, roster, actor, row, now, "recorded")
        uow.commit()
        return shown


def _open(row: FamilyReviewRow, actor: Actor, now: datetime) -> FamilyReviewRow:
    require(actor, Action.RUN_REVIEW, row)
    if row.state is OccurrenceState.CANCELLED:
        raise AlreadySettled(what="review", answer="cancelled")
    if row.starts_at > now:
        raise BadValue(what="future_meeting", typed="", at=row.starts_at, example="")
    return row


def _attend(uow: UnitOfWork, roster: Roster, row: FamilyReviewRow, given: Recorded) -> None:
    for member in reviews.members(uow.session, [row.id])[row.id]:
        member.there = member.staff_id not in given.missing and member.staff_id in roster.people if given.held else None
        uow.session.add(member)
    for agency in reviews.agencies(uow.session, [row.id])[row.id]:
        agency.presence = given.agencies.get(agency.agency) if given.held else None
        uow.session.add(agency)
    uow.session.flush()


def _plain(uow: UnitOfWork, row: FamilyReviewRow, when: str) -> dict[str, object]:
    """The record's answers for the audit trail, each under the name of when it stood so; people as a count."""
    members = reviews.members(uow.session, [row.id])[row.id]
    agencies = reviews.agencies(uow.session, [row.id])[row.id]
    return {
        f"{when}_held": row.held,
        f"{when}_workbook": row.workbook,
        f"{when}_there": sum(bool(member.there) for member in members),
    } | {f"{when}_{one.agency}": None if one.presence is None else one.presence.value for one in agencies}

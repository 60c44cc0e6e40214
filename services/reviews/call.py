"""Calling a family review, and moving or cancelling one. Everybody who is to come is told."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlmodel import Session, col, select

from domain import access
from domain.access import Action, Actor
from domain.calendar import is_working_day
from domain.errors import AlreadySettled, BadValue, Stale
from domain.programme.group import MEETING_MINUTES
from domain.roster import Roster
from domain.when import Moment
from services.desk import Desk
from services.group.agenda import opaque
from services.reviews.tell import tell
from services.reviews.view import ReviewView, find, require, view
from services.team import find_team
from storage import reviews
from storage.roster import load_roster
from storage.tables import FamilyReviewRow, Invitation, OccurrenceState, ReviewAgencyRow, ReviewMemberRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CallForm:
    """What the modal offers: pairs of name and key. `chosen` is whoever calls it.

    `references` tells whether the programme allows case references.
    """

    team_code: str
    team: str
    day: date | None
    at: time | None
    minutes: int
    people: tuple[tuple[str, str], ...]
    chosen: str
    chair: str | None
    offices: tuple[str, ...]
    office: str
    agencies: tuple[tuple[str, str], ...]
    references: bool


@dataclass(frozen=True, slots=True)
class Called:
    """A review as it was asked for. `minutes` None is the programme's length; `agencies` are the programme's keys."""

    team_code: str
    at: datetime
    minutes: int | None
    office: str
    chair_id: str | None
    members: frozenset[str]
    agencies: frozenset[str]
    reference: str | None = None


def to_call(desk: Desk, actor: Actor, typed: str, wished: Moment | None, now: datetime) -> CallForm:
    """What there is to choose from for a review of a team. Raises `NotFound` or `NotAllowed`."""
    with desk.database.read() as session:
        roster = load_roster(session)
        code = find_team(roster, actor, typed)
    access.require(access.may_about_team(actor, Action.CALL_REVIEW, code), Action.CALL_REVIEW)
    if not desk.programme.agencies:
        raise BadValue(what="no_agencies", typed="", example="")
    team, today = roster.teams[code], desk.today(now)
    people = sorted((p.name, p.staff_id) for p in roster.members(code) if p.in_service(today))
    return CallForm(
        team_code=code,
        team=team.name,
        day=None if wished is None else wished.day,
        at=None if wished is None else wished.at,
        minutes=desk.programme.family_review.minutes,
        people=tuple(people),
        chosen=actor.staff_id if any(key == actor.staff_id for _, key in people) else "",
        chair=roster.first_available((team.manager_id,), today),
        offices=tuple(sorted({other.office for other in roster.teams.values()})),
        office=team.office,
        agencies=tuple((agency.name, key) for key, agency in desk.programme.agencies.items()),
        references=bool(desk.programme.group_supervision.case_reference_pattern),
    )


def call(desk: Desk, actor: Actor, given: Called, now: datetime) -> ReviewView:
    """Store a review and tell everybody who is to come. The same one sent twice is one. Raises `BadValue`."""
    with desk.database.work(actor.staff_id, now) as uow:
        roster = load_roster(uow.session)
        code = find_team(roster, actor, given.team_code)
        access.require(access.may_about_team(actor, Action.CALL_REVIEW, code), Action.CALL_REVIEW)
        row = _checked(desk, roster, actor, code, given, now)
        there = _same(uow.session, row)
        if there is not None:
            return view(desk, uow.session, roster, actor, there, now, "called")
        uow.session.add(row)
        uow.session.flush()
        for staff_id in sorted(given.members | {actor.staff_id, row.chair_id or actor.staff_id}):
            uow.session.add(ReviewMemberRow(review_id=row.id, staff_id=staff_id))
        for key in sorted(given.agencies):
            uow.session.add(_agency(row.id, key, actor, now))
        uow.record("review.call", row.id, {"team": code, "at": row.starts_at.isoformat()})
        uow.session.flush()
        tell(desk, uow, roster, row, "called")
        uow.commit()
        return view(desk, uow.session, roster, actor, row, now, "called")


def move(desk: Desk, actor: Actor, review_id: str, seen: datetime, at: datetime, now: datetime) -> ReviewView:
    """Move a review that was `seen` at its old time. Agencies are to be invited again; a report stays."""
    with desk.database.work(actor.staff_id, now) as uow:
        roster = load_roster(uow.session)
        row = _to_change(uow, roster, actor, review_id, now)
        if row.starts_at != seen:
            raise Stale(what="review")
        _day_must_do(desk, at, now)
        row.starts_at, row.moved_at = at, now
        uow.session.add(row)
        for agency in reviews.agencies(uow.session, [row.id])[row.id]:
            if agency.invitation is not Invitation.REPORT_HERE:
                agency.invitation, agency.changed_at, agency.changed_by = Invitation.OPEN, now, actor.staff_id
                uow.session.add(agency)
        uow.record("review.move", row.id, {"from": seen.isoformat(), "to": at.isoformat()})
        uow.session.flush()
        tell(desk, uow, roster, row, "moved", seen)
        uow.commit()
        return view(desk, uow.session, roster, actor, row, now, "moved")


def cancel(desk: Desk, actor: Actor, review_id: str, now: datetime) -> ReviewView:
    with desk.database.work(actor.staff_id, now) as uow:
        roster = load_roster(uow.session)
        row = _to_change(uow, roster, actor, review_id, now)
        row.state = OccurrenceState.CANCELLED
        uow.session.add(row)
        uow.record("review.cancel", row.id, {"team": row.team_code})
        tell(desk, uow, roster, row, "cancelled")
        uow.commit()
        return view(desk, uow.session, roster, actor, row, now, "cancelled")


def _to_change(uow: UnitOfWork, roster: Roster, actor: Actor, review_id: str, now: datetime) -> FamilyReviewRow:
    row = find(uow.session, roster, review_id, lock=True)
    require(actor, Action.RUN_REVIEW, row)
    if row.state is OccurrenceState.CANCELLED:
        raise AlreadySettled(what="review", answer="cancelled")
    if row.starts_at <= now:
        raise AlreadySettled(what="review", answer="begun")
    return row


def _checked(desk: Desk, roster: Roster, actor: Actor, code: str, given: Called, now: datetime) -> FamilyReviewRow:
    _day_must_do(desk, given.at, now)
    minutes = desk.programme.family_review.minutes if given.minutes is None else given.minutes
    least, most = MEETING_MINUTES
    if not least <= minutes <= most:
        raise BadValue(what="meeting_length", typed=str(minutes), least=least, most=most, example="")
    if not given.agencies or given.agencies - desk.programme.agencies.keys():
        raise BadValue(what="review_agencies", typed="", example="")
    day = desk.today(given.at)
    if given.chair_id is not None and not roster.available(given.chair_id, day):
        raise BadValue(what="review_chair", typed="", example="")
    if not all(key in roster.people and roster.people[key].in_service(day) for key in given.members):
        raise BadValue(what="review_member", typed="", example="")
    return FamilyReviewRow(
        team_code=code,
        starts_at=given.at,
        minutes=minutes,
        office=given.office,
        lead_id=actor.staff_id,
        chair_id=given.chair_id,
        reference=opaque(desk, given.reference) if given.reference else None,
        state=OccurrenceState.PLANNED,
        called_at=now,
        called_by=actor.staff_id,
    )


def _day_must_do(desk: Desk, at: datetime, now: datetime) -> None:
    """To come, and on a day on which the agencies work."""
    if at <= now:
        raise BadValue(what="past_meeting", typed="", example="")
    day = desk.today(at)
    if not is_working_day(day, desk.holidays):
        raise BadValue(what="review_day", typed="", at=at, holiday=desk.holidays.name(day), example="")


def _agency(review_id: str, key: str, actor: Actor, now: datetime) -> ReviewAgencyRow:
    return ReviewAgencyRow(
        review_id=review_id, agency=key, invitation=Invitation.OPEN, changed_at=now, changed_by=actor.staff_id
    )


def _same(session: Session, row: FamilyReviewRow) -> FamilyReviewRow | None:
    """A modal may arrive twice: the same person calls one review of a team at one time."""
    return session.exec(
        select(FamilyReviewRow).where(
            col(FamilyReviewRow.team_code) == row.team_code,
            col(FamilyReviewRow.starts_at) == row.starts_at,
            col(FamilyReviewRow.lead_id) == row.lead_id,
            col(FamilyReviewRow.state) == OccurrenceState.PLANNED,
        )
    ).first()

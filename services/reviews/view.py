"""A family review as people see it: when, who of the team comes, and how far each agency's invitation has come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from domain import access
from domain.access import Action, Actor, Role
from domain.calendar import local
from domain.errors import NotFound
from domain.programme.reviews import Agency
from domain.roster import Roster
from domain.school_terms import SchoolDays, WrittenReport, written_report
from services.desk import Desk
from services.group.record_view import LATE, name_of
from services.planning.taken import fixed_times
from storage import meetings, reviews, sessions
from storage.tables import FamilyReviewRow, Invitation, OccurrenceState, Presence, ReviewAgencyRow, ReviewMemberRow


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency. `report` is what is asked of a closed one; `unknown`: no school terms say whether it is open.

    `invitation` and `presence` are the values of the enumerations.
    """

    key: str
    name: str
    role: str
    invitation: Invitation
    report: WrittenReport | None
    unknown: bool
    presence: Presence | None

    @property
    def to_do(self) -> bool:
        """Is there still something to do before the review?"""
        if self.report is not None:
            # Where it is too late for a report, whoever brought the review has to know, and to decide.
            return self.invitation not in (Invitation.REPORT_HERE, Invitation.NOT_COMING)
        return self.invitation is Invitation.OPEN


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member of the team who comes. `clash` is a code of what else they have then; `there` as recorded.

    Nobody writes to those who are not `reachable`: whoever calls the review has to tell them.
    """

    staff_id: str
    name: str
    away: bool
    clash: str | None
    there: bool | None
    reachable: bool = True


@dataclass(frozen=True, slots=True)
class ReviewView:
    """`lead` brought it, `chair` chairs it. `runs`: the reader may move, cancel and record it.

    `arranges`: the reader may say how far invitations have come. `done` is what was just done, a code.
    """

    review_id: str
    team: str
    team_code: str
    starts_at: datetime
    minutes: int
    office: str
    link: str | None
    lead: str
    chair: str | None
    reference: str | None
    cancelled: bool
    begun: bool
    held: bool | None
    workbook: bool | None
    recorded_at: datetime | None
    recorded_by: str | None
    corrected_by: str | None
    late: bool
    members: tuple[MemberLine, ...]
    agencies: tuple[AgencyLine, ...]
    version: str
    runs: bool
    arranges: bool
    done: str = ""

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def complete(self) -> bool:
        """Is nothing of the record open? A review that was not held has nothing more to say."""
        if self.held is not True:
            return self.held is False
        return self.workbook is not None and all(line.presence is not None for line in self.agencies)

    @property
    def to_do(self) -> tuple[AgencyLine, ...]:
        return tuple(line for line in self.agencies if line.to_do)


def find(session: Session, roster: Roster, review_id: str, *, lock: bool = False) -> FamilyReviewRow:
    """A review by its id. Raises `NotFound`."""
    row = session.get(FamilyReviewRow, review_id, with_for_update=lock)
    if row is None or row.team_code not in roster.teams:
        raise NotFound(what="family_review", typed="", suggestions=[])
    return row


def require(actor: Actor, action: Action, row: FamilyReviewRow) -> None:
    """Raise `NotAllowed` unless the actor may; whoever brought or chairs a review runs it as a manager would."""
    access.require(_may(actor, action, row), action)


def _may(actor: Actor, action: Action, row: FamilyReviewRow) -> bool:
    if actor.staff_id in (row.lead_id, row.chair_id):
        actor = replace(actor, roles=actor.roles | {Role.TEAM_MANAGER}, led=actor.led | {row.team_code})
    return access.may_about_team(actor, action, row.team_code)


def schools(desk: Desk, session: Session) -> SchoolDays:
    return SchoolDays(reviews.terms(session), desk.holidays)


def view(
    desk: Desk, session: Session, roster: Roster, actor: Actor, row: FamilyReviewRow, now: datetime, done: str = ""
) -> ReviewView:
    people = reviews.members(session, [row.id])[row.id]
    agencies = reviews.agencies(session, [row.id])[row.id]
    own = meetings.chosen(session).get(row.team_code)
    ended = row.starts_at + timedelta(minutes=row.minutes)
    return ReviewView(
        review_id=row.id,
        team=roster.teams[row.team_code].name,
        team_code=row.team_code,
        starts_at=row.starts_at,
        minutes=row.minutes,
        office=row.office,
        link=None if own is None else own.link,
        lead=name_of(roster, row.lead_id),
        chair=name_of(roster, chair_of(desk, roster, row) or "") or None,
        reference=row.reference,
        cancelled=row.state is OccurrenceState.CANCELLED,
        begun=row.starts_at <= now,
        held=row.held,
        workbook=row.workbook,
        recorded_at=row.recorded_at,
        recorded_by=name_of(roster, row.recorded_by or "") or None,
        corrected_by=name_of(roster, row.changed_by or "") or None,
        late=row.recorded_at is not None and row.recorded_at - ended > LATE,
        members=tuple(_members(desk, session, roster, row, people, now)),
        agencies=tuple(agency_lines(desk, schools(desk, session), row, agencies)),
        version=version_of(row),
        runs=_may(actor, Action.RUN_REVIEW, row),
        arranges=_may(actor, Action.CALL_REVIEW, row),
        done=done,
    )


def version_of(row: FamilyReviewRow) -> str:
    """Changes with each record or correction; "0" before the first."""
    at = row.changed_at or row.recorded_at
    return "0" if at is None else f"{at.timestamp():.6f}"


def chair_of(desk: Desk, roster: Roster, row: FamilyReviewRow) -> str | None:
    """Whoever was asked to chair; where they left or are away, who brought it, then the team's manager."""
    day = desk.today(row.starts_at)
    return roster.first_available((row.chair_id, row.lead_id, roster.teams[row.team_code].manager_id), day)


def agency_lines(
    desk: Desk, days: SchoolDays, row: FamilyReviewRow, found: Sequence[ReviewAgencyRow]
) -> Iterator[AgencyLine]:
    """In the programme's order; one that the programme no longer has keeps its key as its name."""
    by_key = {one.agency: one for one in found}
    known = desk.programme.agencies
    for key in (*(k for k in known if k in by_key), *(k for k in by_key if k not in known)):
        agency = known.get(key) or Agency(name=key, role=key)
        keeps = agency.keeps_terms
        yield AgencyLine(
            key=key,
            name=agency.name,
            role=agency.role,
            invitation=by_key[key].invitation,
            report=report_for(desk, days, row) if keeps else None,
            unknown=keeps and days.open_on(desk.today(row.starts_at)) is None,
            presence=by_key[key].presence,
        )


def report_for(desk: Desk, days: SchoolDays, row: FamilyReviewRow) -> WrittenReport | None:
    """What a closed school is asked for, counted from when the review got its present time."""
    since = desk.today(row.moved_at or row.called_at)
    return written_report(days, desk.today(row.starts_at), since, desk.programme.family_review.report_days)


def _members(
    desk: Desk, session: Session, roster: Roster, row: FamilyReviewRow, rows: list[ReviewMemberRow], now: datetime
) -> Iterator[MemberLine]:
    day = desk.today(row.starts_at)
    clashes = _clashes(desk, session, roster, row) if row.starts_at > now else {}
    for member in rows:
        person = roster.people.get(member.staff_id)
        if person is not None:
            away = not roster.available(person.staff_id, day)
            reachable = person.reachable(mail=desk.reach.mail)
            yield MemberLine(person.staff_id, person.name, away, clashes.get(person.staff_id), member.there, reachable)


def _clashes(desk: Desk, session: Session, roster: Roster, row: FamilyReviewRow) -> dict[str, str]:
    """What else people have at the time of a review, by staff id."""
    begins, ends = row.starts_at, row.starts_at + timedelta(minutes=row.minutes)
    day = desk.today(begins)
    found = {}
    for busy in fixed_times(desk, session, roster, day, day, without=row.id):
        if local(day, busy.start, desk.zone) < ends and begins < local(day, busy.end, desk.zone):
            found[busy.staff_id] = busy.cause.value
    for other in sessions.between(session, begins - timedelta(hours=8), ends):
        if other.starts_at + timedelta(minutes=other.minutes) > begins:
            for staff_id in (other.staff_id, other.supervisor_id):
                if staff_id is not None:
                    found[staff_id] = "supervision"
    return found

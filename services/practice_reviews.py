"""Family reviews as the practice workspace starts with them: most of the past ones recorded, and some to come."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from domain.calendar import local
from domain.roster import Roster
from services.desk import Desk
from services.reviews.view import report_for, schools
from storage.tables import FamilyReviewRow, Invitation, OccurrenceState, Presence, ReviewAgencyRow, ReviewMemberRow
from storage.unit_of_work import UnitOfWork

LEAD_TIME = timedelta(days=28)
"""How long before its day a review was called."""


def plant(desk: Desk, uow: UnitOfWork, roster: Roster, days: Sequence[date]) -> None:
    """Store one review for every other team on each of `days`, brought by one of its members in turn."""
    for number, code in enumerate(roster.teams):
        for index, day in enumerate(days):
            if (number + index) % 2 == 0:
                _review(desk, uow, roster, code, day, number)


def _review(desk: Desk, uow: UnitOfWork, roster: Roster, code: str, day: date, number: int) -> None:
    team = roster.teams[code]
    there = [p.staff_id for p in roster.members(code) if p.staff_id != team.manager_id and p.on_slack]
    there = [staff_id for staff_id in there if roster.available(staff_id, day)]
    if not there:
        return
    lead = there[(number + day.month) % len(there)]
    called = min(local(day - LEAD_TIME, time(10), desk.zone), uow.now)
    row = FamilyReviewRow(
        team_code=code,
        starts_at=local(day, time(10 + number % 3 * 2), desk.zone),
        minutes=desk.programme.family_review.minutes,
        office=team.office,
        lead_id=lead,
        chair_id=roster.first_available((team.manager_id,), day),
        state=OccurrenceState.PLANNED,
        called_at=called,
        called_by=lead,
    )
    over = row.starts_at < uow.now
    recorded = over and number % 5 != 0
    row.held = number % 7 != 0 if recorded else None
    if recorded:
        row.recorded_at, row.recorded_by, row.workbook = row.starts_at + timedelta(hours=2), lead, row.held or None
    uow.session.add(row)
    uow.session.flush()
    for staff_id in sorted({lead, there[-1], row.chair_id or lead}):
        uow.session.add(ReviewMemberRow(review_id=row.id, staff_id=staff_id, there=True if row.held else None))
    for place, key in enumerate(desk.programme.agencies):
        uow.session.add(_agency(desk, uow, row, key, place, over=over))
    uow.record_soon("review.call", row.id, {"team": code, "at": row.starts_at.isoformat()})


def _agency(desk: Desk, uow: UnitOfWork, row: FamilyReviewRow, key: str, place: int, *, over: bool) -> ReviewAgencyRow:
    """Of a review to come the first agency has answered; for the others there is still something to do."""
    closed = desk.programme.agencies[key].keeps_terms and report_for(desk, schools(desk, uow.session), row) is not None
    past = Invitation.REPORT_HERE if closed else Invitation.COMING
    presence = Presence.REPORT if closed else Presence.NEITHER if row.starts_at.hour == 13 else Presence.THERE
    return ReviewAgencyRow(
        review_id=row.id,
        agency=key,
        invitation=past if over or place == 0 else Invitation.OPEN,
        presence=presence if row.held else None,
        changed_at=row.called_at,
        changed_by=row.called_by,
    )

"""What the bot reminds people of around a meeting, re-checked at the moment it is sent."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from domain.roster import Roster
from services import people
from services.desk import Desk
from services.group import record_view
from services.group.expected import Coming, expected
from services.group.meetings import Meeting, find
from services.group.notices import coming as still_coming
from services.group.record_view import RecordView, name_of
from services.group.show import MeetingView, view
from services.notices import Drop, Subject
from storage.roster import load_roster
from storage.tables import GroupOccurrenceRow, MeetingRecordRow, OccurrenceState


@dataclass(frozen=True, slots=True)
class SummaryView:
    """The reader's part of the Workbook is asked for before this meeting; `again` puts the reminder off."""

    team: str
    starts_at: datetime
    again: str = ""


@dataclass(frozen=True, slots=True)
class UnrecordedView:
    """A meeting of which nothing was recorded; `chair` is a name."""

    team: str
    starts_at: datetime
    chair: str


def coming(desk: Desk, about: Subject, now: datetime) -> MeetingView | Drop:
    """To whoever is expected, and to the chair in any case."""
    staff_id = about.staff_id or ""
    actor = people.actor_for(desk, staff_id, now)
    with desk.database.read() as session:
        found = _as_planned(desk, session, about, now)
        if isinstance(found, Drop):
            return found
        roster, row, meeting = found
        if staff_id != meeting.chair_id and not _expected(desk, session, roster, meeting, staff_id):
            return Drop("not_expected")
        # A whole county is reminded in one morning: only the chair reads what would help.
        shown = view(desk, session, roster, actor, row, meeting, now, helps=staff_id == meeting.chair_id)
    return replace(shown, again=_again(about, "group_coming"))


def summary(desk: Desk, about: Subject, now: datetime) -> SummaryView | Drop:
    with desk.database.read() as session:
        found = _as_planned(desk, session, about, now)
        if isinstance(found, Drop):
            return found
        _, _, meeting = found
    return SummaryView(meeting.team, meeting.starts_at, again=_again(about, "group_summary"))


def held(desk: Desk, about: Subject, now: datetime) -> RecordView | Drop:  # noqa: ARG001  one shape for all rules
    """The question to the chair, until everything is recorded."""
    with desk.database.read() as session:
        found = _over(desk, session, about)
        if isinstance(found, Drop):
            return found
        roster, row, meeting = found
        shown = record_view.show(desk, session, roster, row, meeting)
    return Drop("recorded") if shown.complete else shown


def unrecorded(desk: Desk, about: Subject, now: datetime) -> UnrecordedView | Drop:  # noqa: ARG001  one shape for all rules
    with desk.database.read() as session:
        found = _over(desk, session, about)
        if isinstance(found, Drop):
            return found
        roster, row, meeting = found
        if session.get(MeetingRecordRow, row.id) is not None:
            return Drop("recorded")
    return UnrecordedView(meeting.team, meeting.starts_at, name_of(roster, meeting.chair_id or ""))


def _again(about: Subject, kind: str) -> str:
    """What *Remind me tomorrow* names this reminder by; nothing on the day itself."""
    return "" if about.facts.get("lead") == "0-days" else f"{kind}|{about.subject}"


def _as_planned(
    desk: Desk, session: Session, about: Subject, now: datetime
) -> tuple[Roster, GroupOccurrenceRow, Meeting] | Drop:
    found = still_coming(desk, session, about, now)
    if isinstance(found, Drop) or found[1].starts_at.isoformat() in about.key:
        return found
    return Drop("moved")


def _over(desk: Desk, session: Session, about: Subject) -> tuple[Roster, GroupOccurrenceRow, Meeting] | Drop:
    if session.get(GroupOccurrenceRow, about.subject) is None:
        return Drop("gone")
    roster = load_roster(session)
    row, meeting = find(desk, session, roster, about.subject)
    if row.state is OccurrenceState.CANCELLED:
        return Drop("cancelled")
    return (roster, row, meeting) if row.starts_at.isoformat() in about.key else Drop("moved")


def _expected(desk: Desk, session: Session, roster: Roster, meeting: Meeting, staff_id: str) -> bool:
    seats = expected(desk, session, roster, meeting).seats
    return any(seat.staff_id == staff_id and seat.coming is Coming.EXPECTED for seat in seats)

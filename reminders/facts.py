"""Gathering what reminders follow from: only the sessions near the span, however many there ever were."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sqlmodel import Session

from domain.calendar import Month, local
from domain.roster import Roster
from domain.supervision.states import COUNTS, LIVE, SessionState
from reminders.governance_facts import actions_near, funding_near, papers_near, risks_near
from reminders.kinds import Kind
from reminders.summary_facts import heard_of, owned_milestones, reach_of, summaries_between
from reminders.timing import Due, Facts, MeetingFact, ReviewFact, SessionFact
from services import overdue
from services.desk import Desk
from services.group.meetings import describe_all
from services.reviews.view import agency_lines, schools
from storage import planning, preferences, reviews, sessions
from storage.roster import load_roster

# A closed school's report is due before its holidays, so a review in late summer is prepared for in July.
REVIEW_REACH = timedelta(days=130)


def gather(
    desk: Desk,
    session: Session,
    after: datetime,
    until: datetime,
    *,
    as_of: datetime | None = None,
    rehearsal: bool = False,
) -> Facts:
    """What holds for the span (after, until]. Booked sessions after `as_of`, else `until`, are taken to be held.

    A `rehearsal` asks what would be sent, whenever that is: what is over or was entered late is in it too.
    """
    reach = reach_of(desk.programme)
    roster = load_roster(session)
    summaries = summaries_between(desk, roster, after, until)
    told_from = desk.today(after) if rehearsal else None
    return Facts(
        programme=desk.programme,
        holidays=desk.holidays,
        roster=roster,
        sessions=tuple(_sessions(session, after - reach, until + reach, rehearsal=rehearsal)),
        history=overdue.history(desk, session, roster, after, until, as_of=as_of or until, told_from=told_from)
        if summaries
        else None,
        heard=heard_of(session, after) if summaries and not rehearsal else frozenset(),
        preferences=preferences.everybodys(session),
        again=tuple(_again(session, after, until)),
        milestones=tuple(owned_milestones(desk, session, roster)) if summaries else (),
        meetings=tuple(_meetings(desk, session, roster, after - reach, until + reach)),
        reviews=tuple(_reviews(desk, session, after - reach, until + REVIEW_REACH)),
        actions=tuple(actions_near(desk, session, after, until)),
        risks=tuple(risks_near(desk, session, after, until)),
        funding=tuple(funding_near(desk, session, roster, after)),
        papers=tuple(papers_near(desk, session, roster, after, until)),
        mail=desk.reach.mail,
        links=desk.reach.links,
    )


def _sessions(session: Session, first: datetime, until: datetime, *, rehearsal: bool) -> Iterator[SessionFact]:
    states = COUNTS | {SessionState.MISSED} if rehearsal else LIVE
    for row in sessions.between(session, first, until, states=states):
        # A month planned after it was over is a record: nobody is reminded of it or asked about it.
        if rehearsal or row.starts_at > row.entered_at:
            yield SessionFact(row.id, row.staff_id, row.supervisor_id, row.starts_at, row.minutes, row.state)


def _again(session: Session, after: datetime, until: datetime) -> Iterator[Due]:
    for row in preferences.snoozed_between(session, after, until):
        about = tuple(row.facts.get("about", ()))
        lead = row.facts.get("lead", "")
        yield Due(row.key, Kind(row.kind), row.subject, row.due_at, staff_id=row.staff_id, lead=lead, about=about)


def _meetings(desk: Desk, session: Session, roster: Roster, first: datetime, until: datetime) -> Iterator[MeetingFact]:
    """Those in reach; looked at from the beginning of the first one's month, to know which is a month's first."""
    month = local(Month.of(desk.today(first)).first, time(), desk.zone)
    rows = planning.occurrences_between(session, month, until)
    seen: set[tuple[str, Month]] = set()
    for meeting in describe_all(desk, session, roster, [row for row in rows if row.team_code in roster.teams]):
        in_month = (meeting.team_code, Month.of(desk.today(meeting.starts_at)))
        if meeting.starts_at >= first:
            yield MeetingFact(
                meeting.meeting_id,
                meeting.team_code,
                meeting.starts_at,
                meeting.minutes,
                meeting.chair_id,
                first=in_month not in seen,
            )
        seen.add(in_month)


def _reviews(desk: Desk, session: Session, first: datetime, until: datetime) -> Iterator[ReviewFact]:
    rows = reviews.between(session, first, until)
    ids = [row.id for row in rows]
    members, agencies = reviews.members(session, ids), reviews.agencies(session, ids)
    days = schools(desk, session)
    for row in rows:
        asked = (line.report for line in agency_lines(desk, days, row, agencies[row.id]))
        due = [report.by for report in asked if report is not None and report.by is not None]
        people = tuple(member.staff_id for member in members[row.id])
        yield ReviewFact(row.id, row.starts_at, row.minutes, row.lead_id, people, min(due, default=None))

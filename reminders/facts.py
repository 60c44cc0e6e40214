"""Gathering what reminders follow from: only the sessions near the span, however many there ever were."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sqlmodel import Session

from domain.calendar import Month, local
from domain.roster import Roster
from reminders.governance_facts import actions_near, funding_near, papers_near, risks_near
from reminders.timing import Facts, MeetingFact, SessionFact
from services.desk import Desk
from services.group.meetings import describe_all
from storage import planning, sessions
from storage.roster import load_roster

# The earliest reminder goes out a week before, moved on by at most two weeks of absence; the question whether it
# happened waits at most as long.
REACH = timedelta(days=22)


def gather(desk: Desk, session: Session, after: datetime, until: datetime) -> Facts:
    rows = sessions.between(session, after - REACH, until + REACH)
    roster = load_roster(session)
    return Facts(
        programme=desk.programme,
        holidays=desk.holidays,
        roster=roster,
        sessions=tuple(
            SessionFact(row.id, row.staff_id, row.supervisor_id, row.starts_at, row.minutes, row.state)
            for row in rows
            # A month planned after it was over is a record: nobody is reminded of it or asked about it.
            if row.starts_at > row.entered_at
        ),
        meetings=tuple(_meetings(desk, session, roster, after - REACH, until + REACH)),
        actions=tuple(actions_near(desk, session, after, until)),
        risks=tuple(risks_near(desk, session, after, until)),
        funding=tuple(funding_near(desk, session, roster, after)),
        papers=tuple(papers_near(desk, session, roster, after, until)),
    )


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

"""Gathering what reminders follow from: only the sessions near the span, however many there ever were."""

from datetime import datetime, timedelta

from sqlmodel import Session

from reminders.due import Facts, SessionFact
from services.desk import Desk
from storage import sessions
from storage.roster import load_roster

# The earliest reminder goes out a week before, moved on by at most two weeks of absence; the question whether it
# happened waits at most as long.
REACH = timedelta(days=22)


def gather(desk: Desk, session: Session, after: datetime, until: datetime) -> Facts:
    rows = sessions.between(session, after - REACH, until + REACH)
    return Facts(
        programme=desk.programme,
        holidays=desk.holidays,
        roster=load_roster(session),
        sessions=tuple(
            SessionFact(row.id, row.staff_id, row.supervisor_id, row.starts_at, row.minutes, row.state)
            for row in rows
            # A month planned after it was over is a record: nobody is reminded of it or asked about it.
            if row.starts_at > row.entered_at
        ),
        mail=desk.reach.mail,
        links=desk.reach.links,
    )

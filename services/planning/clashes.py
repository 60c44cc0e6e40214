"""Sessions that stand where somebody's fixed times are."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from domain.calendar import to_local
from domain.roster import Roster
from services.desk import Desk
from services.sessions import SessionView, view
from storage import sessions
from storage.tables import BusyTimeRow, SessionRow

AHEAD = timedelta(days=366)

Span = tuple[date, time, time]


def sessions_ahead(desk: Desk, session: Session, staff_id: str, now: datetime) -> list[tuple[Span, SessionRow]]:
    """The booked sessions that somebody has or gives from now on, each with its local day, start and end."""
    rows = sessions.concerning(session, staff_id, now, now + AHEAD)
    return [(_span(desk, row), row) for row in rows]


def clashing(
    desk: Desk, session: Session, roster: Roster, staff_id: str, fixed: Iterable[BusyTimeRow], now: datetime
) -> tuple[SessionView, ...]:
    """The booked sessions that overlap any of these fixed times, in order."""
    times = list(fixed)
    return tuple(
        view(desk, roster, row)
        for span, row in sessions_ahead(desk, session, staff_id, now)
        if any(_overlap(time_row, span) for time_row in times)
    )


def _span(desk: Desk, row: SessionRow) -> Span:
    here = to_local(row.starts_at, desk.zone)
    return here.date(), here.time(), (here + timedelta(minutes=row.minutes)).time()


def _overlap(fixed: BusyTimeRow, span: Span) -> bool:
    day, start, end = span
    return (
        fixed.first_day <= day
        and (fixed.last_day is None or day <= fixed.last_day)
        and fixed.weekday in (None, day.weekday())
        and fixed.start < end
        and start < fixed.end
    )

"""Single meetings of group supervision: queries named by what they answer."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, or_, select

from storage.tables import (
    AgendaSlotRow,
    GroupOccurrenceRow,
    GroupSeriesRow,
    MeetingAttendanceRow,
    MeetingRecordRow,
    MeetingReplyRow,
    OccurrenceState,
    SeriesState,
    TeamMeetingRow,
)


def of_team(
    session: Session, team_code: str, first: datetime, until: datetime, *, cancelled: bool = False
) -> Sequence[GroupOccurrenceRow]:
    """A team's meetings that start in [first, until), in order; never those of a template that is only proposed."""
    return of_teams(session, [team_code], first, until, cancelled=cancelled)


def of_teams(
    session: Session, codes: Collection[str], first: datetime, until: datetime, *, cancelled: bool = False
) -> Sequence[GroupOccurrenceRow]:
    states = list(OccurrenceState) if cancelled else [OccurrenceState.PLANNED]
    rows = session.exec(
        select(GroupOccurrenceRow, GroupSeriesRow)
        .outerjoin(GroupSeriesRow)
        .where(
            col(GroupOccurrenceRow.team_code).in_(codes),
            col(GroupOccurrenceRow.starts_at) >= first,
            col(GroupOccurrenceRow.starts_at) < until,
            col(GroupOccurrenceRow.state).in_(states),
            # An extra meeting belongs to no series.
            or_(col(GroupOccurrenceRow.series_id).is_(None), col(GroupSeriesRow.state) != SeriesState.PROPOSED),
        )
        .order_by(col(GroupOccurrenceRow.starts_at), col(GroupOccurrenceRow.id))
    )
    return [row for row, series in rows if not _replaced(row, series)]


def _replaced(row: GroupOccurrenceRow, series: GroupSeriesRow | None) -> bool:
    """Was it cancelled because another rhythm took the place of its series? Then it never was a meeting of the team."""
    if series is None or series.state is not SeriesState.ENDED:
        return False
    return row.state is OccurrenceState.CANCELLED and row.starts_at.date() > series.last_day


def chosen(session: Session) -> dict[str, TeamMeetingRow]:
    """What teams have set for their own meetings, by team code."""
    return {row.team_code: row for row in session.exec(select(TeamMeetingRow))}


def agenda(session: Session, occurrence_id: str) -> Sequence[AgendaSlotRow]:
    return session.exec(
        select(AgendaSlotRow)
        .where(col(AgendaSlotRow.occurrence_id) == occurrence_id)
        .order_by(col(AgendaSlotRow.number))
    ).all()


def replies(session: Session, occurrence_id: str) -> dict[str, MeetingReplyRow]:
    """Who said that they can't come, or was excused, by staff id."""
    rows = session.exec(select(MeetingReplyRow).where(col(MeetingReplyRow.occurrence_id) == occurrence_id))
    return {row.staff_id: row for row in rows}


def records(session: Session, occurrence_ids: Collection[str]) -> dict[str, MeetingRecordRow]:
    rows = session.exec(select(MeetingRecordRow).where(col(MeetingRecordRow.occurrence_id).in_(occurrence_ids)))
    return {row.occurrence_id: row for row in rows}


def attendance(session: Session, occurrence_ids: Collection[str]) -> Sequence[MeetingAttendanceRow]:
    return session.exec(
        select(MeetingAttendanceRow).where(col(MeetingAttendanceRow.occurrence_id).in_(occurrence_ids))
    ).all()

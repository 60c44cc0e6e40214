"""What planning reads and keeps: queries named by what they answer."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, or_, select

from domain.supervision.causes import Cause
from domain.working_pattern import WorkingPattern
from storage.tables import (
    BusyTimeRow,
    GroupAbsentRow,
    GroupOccurrenceRow,
    GroupSeriesRow,
    OccurrenceState,
    PlanRunRow,
    RunKind,
    RunState,
    SeriesState,
    SupervisorWindowRow,
)

OPEN_RUN = (RunState.WAITING, RunState.RUNNING)
AWAY = (Cause.UNAVAILABLE, Cause.NOT_IN_SERVICE)


def windows(session: Session) -> dict[str, SupervisorWindowRow]:
    """Supervisors' own windows, by staff id."""
    return {row.staff_id: row for row in session.exec(select(SupervisorWindowRow))}


def window_hours(session: Session) -> dict[str, WorkingPattern]:
    """The hours in which supervisors chose to give sessions, by staff id, where they chose any."""
    return {key: WorkingPattern.parse(row.hours) for key, row in windows(session).items() if row.hours is not None}


def busy_between(session: Session, first: date, last: date) -> Sequence[BusyTimeRow]:
    """Fixed times that touch the span from `first` to `last`, inclusive."""
    return session.exec(
        select(BusyTimeRow)
        .where(
            col(BusyTimeRow.first_day) <= last,
            or_(col(BusyTimeRow.last_day).is_(None), col(BusyTimeRow.last_day) >= first),
        )
        .order_by(col(BusyTimeRow.staff_id), col(BusyTimeRow.first_day), col(BusyTimeRow.start), col(BusyTimeRow.id))
    ).all()


def occurrences_between(session: Session, first: datetime, until: datetime) -> Sequence[GroupOccurrenceRow]:
    """Meetings that take place, starting in [first, until), in order: of series that ended, those before their end."""
    return session.exec(
        select(GroupOccurrenceRow)
        .outerjoin(GroupSeriesRow)
        .where(
            col(GroupOccurrenceRow.starts_at) >= first,
            col(GroupOccurrenceRow.starts_at) < until,
            col(GroupOccurrenceRow.state) == OccurrenceState.PLANNED,
            # An extra meeting belongs to no series.
            or_(col(GroupOccurrenceRow.series_id).is_(None), col(GroupSeriesRow.state) != SeriesState.PROPOSED),
        )
        .order_by(col(GroupOccurrenceRow.starts_at), col(GroupOccurrenceRow.team_code))
    ).all()


def group_absent(session: Session) -> set[tuple[str, str]]:
    """Who cannot come to which series: pairs of series id and staff id.

    Whoever is only away for most of a term is not among them: on the days they are back they come.
    """
    rows = session.exec(select(GroupAbsentRow).where(col(GroupAbsentRow.cause).not_in(AWAY)))
    return {(row.series_id, row.staff_id) for row in rows}


def open_run(session: Session, kind: RunKind, month: str, scope: str) -> PlanRunRow | None:
    """The run that is under way for just these people and this month."""
    return session.exec(
        select(PlanRunRow).where(
            col(PlanRunRow.kind) == kind,
            col(PlanRunRow.month) == month,
            col(PlanRunRow.scope) == scope,
            col(PlanRunRow.state).in_(OPEN_RUN),
        )
    ).first()

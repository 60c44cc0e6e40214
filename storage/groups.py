"""Group supervision's templates: queries named by what they answer."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlmodel import Session, col, delete, select

from storage.tables import (
    GroupAbsentRow,
    GroupOccurrenceRow,
    GroupSeriesRow,
    PlanRunRow,
    RunKind,
    SeriesState,
)


def of_run(session: Session, run_id: str) -> Sequence[GroupSeriesRow]:
    """The series that a run proposed, whatever became of them."""
    return session.exec(
        select(GroupSeriesRow).where(col(GroupSeriesRow.run_id) == run_id).order_by(col(GroupSeriesRow.team_code))
    ).all()


def by_ids(session: Session, series_ids: Collection[str]) -> Sequence[GroupSeriesRow]:
    return session.exec(select(GroupSeriesRow).where(col(GroupSeriesRow.id).in_(series_ids))).all()


def overlapping(session: Session, state: SeriesState, first: date, last: date) -> Sequence[GroupSeriesRow]:
    """Series in this state with any day from `first` to `last`, by team."""
    return session.exec(
        select(GroupSeriesRow)
        .where(
            col(GroupSeriesRow.state) == state,
            col(GroupSeriesRow.first_day) <= last,
            col(GroupSeriesRow.last_day) >= first,
        )
        .order_by(col(GroupSeriesRow.team_code), col(GroupSeriesRow.first_day), col(GroupSeriesRow.id))
    ).all()


def live_before(session: Session, last: date) -> dict[str, GroupSeriesRow]:
    """Each team's last live series that begins no later than `last`."""
    rows = session.exec(
        select(GroupSeriesRow)
        .where(col(GroupSeriesRow.state) == SeriesState.LIVE, col(GroupSeriesRow.first_day) <= last)
        .order_by(col(GroupSeriesRow.first_day), col(GroupSeriesRow.last_day), col(GroupSeriesRow.id))
    )
    return {row.team_code: row for row in rows}


def absent(session: Session, series_ids: Collection[str]) -> Sequence[GroupAbsentRow]:
    return session.exec(
        select(GroupAbsentRow)
        .where(col(GroupAbsentRow.series_id).in_(series_ids))
        .order_by(col(GroupAbsentRow.staff_id))
    ).all()


def occurrences(session: Session, series_ids: Collection[str]) -> Sequence[GroupOccurrenceRow]:
    """The meetings of these series in order, those that fall out or are cancelled included."""
    return session.exec(
        select(GroupOccurrenceRow)
        .where(col(GroupOccurrenceRow.series_id).in_(series_ids))
        .order_by(col(GroupOccurrenceRow.starts_at), col(GroupOccurrenceRow.team_code))
    ).all()


def newest_run(session: Session, state: SeriesState) -> PlanRunRow | None:
    """The newest run that has series in this state."""
    return session.exec(
        select(PlanRunRow)
        .where(
            col(PlanRunRow.kind) == RunKind.GROUP,
            col(PlanRunRow.id).in_(select(GroupSeriesRow.run_id).where(col(GroupSeriesRow.state) == state)),
        )
        .order_by(col(PlanRunRow.finished_at).desc(), col(PlanRunRow.id))
    ).first()


def remove(session: Session, series: Iterable[GroupSeriesRow]) -> None:
    """Forget series with everything that hangs on them."""
    ids = [row.id for row in series]
    for table in (GroupOccurrenceRow, GroupAbsentRow):
        session.execute(delete(table).where(col(table.series_id).in_(ids)))
    session.execute(delete(GroupSeriesRow).where(col(GroupSeriesRow.id).in_(ids)))

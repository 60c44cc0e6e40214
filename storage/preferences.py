"""What people chose to hear: queries named by what they answer."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from domain.programme.rhythm import Lead
from domain.reminders.preferences import Habits, Preference, Preferences
from storage.tables import PreferenceRow, SnoozeRow


def everybodys(session: Session) -> Preferences:
    return _read(session.exec(select(PreferenceRow)).all())


def of_person(session: Session, staff_id: str) -> Sequence[PreferenceRow]:
    return session.exec(select(PreferenceRow).where(PreferenceRow.staff_id == staff_id)).all()


def of_team(session: Session, team_code: str) -> Sequence[PreferenceRow]:
    return session.exec(select(PreferenceRow).where(PreferenceRow.team_code == team_code)).all()


def concerning(session: Session, staff_id: str, team_code: str | None) -> Preferences:
    """Those of one person and, where a message is about a team, that team's."""
    rows = [*of_person(session, staff_id), *(of_team(session, team_code) if team_code is not None else ())]
    return _read(rows)


def snoozed_between(session: Session, after: datetime, until: datetime) -> Sequence[SnoozeRow]:
    """What is wanted again in (after, until]."""
    return session.exec(
        select(SnoozeRow)
        .where(col(SnoozeRow.due_at) > after, col(SnoozeRow.due_at) <= until)
        .order_by(col(SnoozeRow.due_at), col(SnoozeRow.key))
    ).all()


def _read(rows: Sequence[PreferenceRow]) -> Preferences:
    people: dict[tuple[str, str], Preference] = {}
    teams: dict[tuple[str, str], Preference] = {}
    habits: dict[str, Habits] = {}
    for row in rows:
        found = Preference(row.muted, tuple(Lead.model_validate(text) for text in row.leads))
        if row.team_code is not None:
            teams[row.team_code, row.kind] = found
        elif row.staff_id is not None and row.kind:
            people[row.staff_id, row.kind] = found
        elif row.staff_id is not None:
            habits[row.staff_id] = Habits(row.daily, row.paused_until)
    return Preferences(people, teams, habits)

"""How one team meets, as whoever runs it sees it: its own choices over what holds without them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from domain.roster import Person, Roster
from services.desk import Desk
from services.group.meetings import Meeting, describe
from services.group.rhythm import FAR
from services.group.rhythm_view import Rhythm, rhythm_of
from services.planning.group_facts import slot_of
from storage import groups
from storage.tables import GroupOccurrenceRow, GroupSeriesRow, OccurrenceState, SeriesState, TeamMeetingRow


@dataclass(frozen=True, slots=True)
class Own:
    """What the team has chosen for itself; None is the programme's. `weekday` 0 is Monday and a wish."""

    cadence_weeks: int | None = None
    minutes: int | None = None
    slots: int | None = None
    weekday: int | None = None
    office: str | None = None
    link: str | None = None
    chair_id: str | None = None
    deputy_id: str | None = None


@dataclass(frozen=True, slots=True)
class Usual:
    """What holds without a choice of the team's own."""

    cadence_weeks: int
    minutes: int
    slots: int
    office: str


@dataclass(frozen=True, slots=True)
class SettingsView:
    """`rhythm` is the team's live slot. `people` (name, staff id) may chair; `saved`: just changed."""

    team_code: str
    team: str
    own: Own
    usual: Usual
    rhythm: Rhythm | None
    chair: str | None
    deputy: str | None
    people: tuple[tuple[str, str], ...]
    offices: tuple[str, ...]
    saved: bool = False


def view_of(
    desk: Desk, session: Session, roster: Roster, code: str, now: datetime, *, saved: bool = False
) -> SettingsView:
    row = session.get(TeamMeetingRow, code)
    own = Own() if row is None else Own(**{name: getattr(row, name) for name in Own.__dataclass_fields__})
    rules = desk.programme.group_supervision
    series = _live(desk, session, code, now)
    meeting = usual_meeting(desk, session, roster, code, now)
    names = {key: roster.people[key].name for key in (meeting.chair_id, own.deputy_id) if key in roster.people and key}
    fit = fit_to_chair(desk, roster, code, desk.today(now))
    return SettingsView(
        team_code=code,
        team=roster.teams[code].name,
        own=own,
        usual=Usual(rules.cadence(code), rules.length(code), rules.slots_of(code), roster.teams[code].office),
        rhythm=None if series is None else rhythm_of(slot_of(series)),
        chair=names.get(meeting.chair_id or ""),
        deputy=names.get(own.deputy_id or ""),
        people=tuple((person.name, person.staff_id) for person in fit),
        offices=tuple(offices(roster)),
        saved=saved,
    )


def _live(desk: Desk, session: Session, code: str, now: datetime) -> GroupSeriesRow | None:
    rows = groups.overlapping(session, SeriesState.LIVE, desk.today(now), FAR)
    return next((row for row in rows if row.team_code == code), None)


def usual_meeting(desk: Desk, session: Session, roster: Roster, team_code: str, now: datetime) -> Meeting:
    """The team's meeting as it would be today, not stored: who chairs, where, how many slots."""
    series = _live(desk, session, team_code, now)
    row = GroupOccurrenceRow(
        team_code=team_code,
        series_id=None if series is None else series.id,
        starts_at=now,
        minutes=desk.programme.group_supervision.length(team_code),
        state=OccurrenceState.PLANNED,
    )
    return describe(desk, session, roster, row)


def fit_to_chair(desk: Desk, roster: Roster, team_code: str, today: date) -> list[Person]:
    """Members of the team and managers who are there today, members first."""
    roles = desk.programme.roles
    able = [p for p in roster.people.values() if team_code in p.teams or roles[p.role].manager]
    there = [person for person in able if roster.available(person.staff_id, today)]
    return sorted(there, key=lambda p: (team_code not in p.teams, not roles[p.role].manager, p.name))


def offices(roster: Roster) -> list[str]:
    return sorted({team.office for team in roster.teams.values()})

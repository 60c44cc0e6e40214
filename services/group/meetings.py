"""One meeting and who answers for it: found by its id or as a team's next, with its chair, place and slots."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from domain import access
from domain.access import Action, Actor, Role
from domain.errors import NotFound, NothingToDo
from domain.roster import Roster
from services.desk import Desk
from storage import groups, meetings
from storage.tables import GroupOccurrenceRow, GroupSeriesRow, TeamMeetingRow

LOOK_AHEAD = timedelta(days=120)
"""Whoever asks for the next meeting means one of this term."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as it stands. `chair_id` is who chairs it that day.

    A chair who left or is away gives way to the deputy, then to the team's manager; None where nobody of them is there.
    `link` is an https address or None.
    """

    meeting_id: str
    team_code: str
    team: str
    starts_at: datetime
    minutes: int
    office: str
    link: str | None
    chair_id: str | None
    deputy_id: str | None
    slots: int

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def find(
    desk: Desk, session: Session, roster: Roster, meeting_id: str, *, lock: bool = False
) -> tuple[GroupOccurrenceRow, Meeting]:
    """A meeting by its id, locked where two people could change it at once. Raises `NotFound`."""
    row = session.get(GroupOccurrenceRow, meeting_id, with_for_update=lock)
    if row is None or row.team_code not in roster.teams:
        raise NotFound(what="meeting", typed="", suggestions=[])
    return row, describe(desk, session, roster, row)


def next_of(session: Session, codes: Collection[str], now: datetime) -> GroupOccurrenceRow:
    """The meeting of these teams that is going on or comes next. Raises `NothingToDo`."""
    rows = meetings.of_teams(session, codes, now - timedelta(days=1), now + LOOK_AHEAD)
    coming = (row for row in rows if row.starts_at + timedelta(minutes=row.minutes) > now)
    found = next(coming, None)
    if found is None:
        raise NothingToDo(what="meeting")
    return found


def describe(desk: Desk, session: Session, roster: Roster, row: GroupOccurrenceRow) -> Meeting:
    return describe_all(desk, session, roster, [row])[0]


def describe_all(desk: Desk, session: Session, roster: Roster, rows: Sequence[GroupOccurrenceRow]) -> list[Meeting]:
    """Each as it stands, with two queries however many there are."""
    own = meetings.chosen(session)
    series = {row.id: row for row in groups.by_ids(session, {row.series_id for row in rows if row.series_id})}
    return [_describe(desk, roster, row, own.get(row.team_code), series.get(row.series_id or "")) for row in rows]


def _describe(
    desk: Desk, roster: Roster, row: GroupOccurrenceRow, own: TeamMeetingRow | None, series: GroupSeriesRow | None
) -> Meeting:
    team = roster.teams[row.team_code]
    deputy = None if own is None else own.deputy_id
    named = (row.chair_id, own.chair_id if own else None, series.chair_id if series else None)
    chair = next((key for key in named if key is not None), None)
    return Meeting(
        meeting_id=row.id,
        team_code=row.team_code,
        team=team.name,
        starts_at=row.starts_at,
        minutes=row.minutes,
        office=row.office or (own.office if own else None) or team.office,
        link=row.link or (own.link if own else None),
        chair_id=roster.first_available((chair, deputy, team.manager_id), desk.today(row.starts_at)),
        deputy_id=deputy,
        slots=(own.slots if own else None) or desk.programme.group_supervision.slots_of(row.team_code),
    )


def chairing(actor: Actor, meeting: Meeting) -> Actor:
    """Whoever chairs a meeting, or is its deputy, is its manager for it, whatever the roster calls them."""
    if actor.staff_id not in (meeting.chair_id, meeting.deputy_id):
        return actor
    return replace(actor, roles=actor.roles | {Role.TEAM_MANAGER}, led=actor.led | {meeting.team_code})


def require(actor: Actor, action: Action, meeting: Meeting) -> None:
    """Raise `NotAllowed` unless the actor may do this in the meeting's team."""
    access.require(access.may_about_team(chairing(actor, meeting), action, meeting.team_code), action)

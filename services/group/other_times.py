"""When else a meeting could be: the days around it, each with the meetings and fixed times that stand on it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from domain.calendar import local, to_local, week_start
from domain.roster import Roster
from planning.group.model import Occurrence
from planning.group.nearest import OneDay, OtherTime, other_times
from services.desk import Desk
from services.group.expected import day_request, excusals
from services.group.meetings import Meeting
from services.planning.group_store import as_occurrence
from storage import planning


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A time and the staff ids of those who could not come."""

    starts_at: datetime
    absent: tuple[str, ...]


def in_weeks(
    desk: Desk,
    session: Session,
    roster: Roster,
    meeting: Meeting,
    now: datetime,
    *,
    weeks: int = 1,
    kept: Collection[str] = (),
) -> list[FreeTime]:
    """Every possible time in the meeting's own week and the `weeks` - 1 after it, the best first.

    `kept` are the staff ids of those whom it should not lose. One that takes somebody from another team's meeting is
    there only where nothing else is.
    """
    here = to_local(meeting.starts_at, desk.zone)
    monday = week_start(here.date())
    days = [monday + timedelta(days=n) for n in range(7 * weeks)]
    ahead = [d for d in days if d >= desk.today(now) and d.weekday() < 5 and not desk.holidays.is_holiday(d)]
    known = known_days(desk, session, roster, meeting, ahead)
    one = Occurrence(meeting.team_code, here.date(), here.time(), meeting.minutes)
    found = other_times(known, one, chairs(roster, meeting), here.replace(tzinfo=None), kept)
    found = [other for other in found if not other.taken] or found
    return [free for other in found if (free := _free(desk, other)).starts_at > now]


def known_days(
    desk: Desk, session: Session, roster: Roster, meeting: Meeting, days: Iterable[date]
) -> Iterator[OneDay]:
    for day in days:
        begins, ends = local(day, time(), desk.zone), local(day + timedelta(days=1), time(), desk.zone)
        rows = planning.occurrences_between(session, begins, ends)
        dated = tuple(as_occurrence(desk, row) for row in rows if row.id != meeting.meeting_id)
        yield OneDay(day, day_request(desk, session, roster, day), tuple(excusals(session, day)), dated)


def chairs(roster: Roster, meeting: Meeting) -> list[str]:
    """Who could chair it: whoever does, the deputy, the team's manager."""
    manager = roster.teams[meeting.team_code].manager_id
    return [key for key in dict.fromkeys((meeting.chair_id, meeting.deputy_id, manager)) if key is not None]


def _free(desk: Desk, other: OtherTime) -> FreeTime:
    return FreeTime(local(other.day, other.start, desk.zone), tuple(one.staff_id for one in other.absent))

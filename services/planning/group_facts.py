"""What a group template is planned and checked from, gathered from the records at one moment."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

from sqlmodel import Session

from domain.calendar import week_start
from domain.roster import Roster
from planning.group.model import Fixed, GroupRequest, GroupSlot, Weeks
from services.desk import Desk
from services.planning.group_request import group_request
from storage import groups, planning
from storage.tables import GroupSeriesRow


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """`holidays` are those of every week that the request's days touch."""

    request: GroupRequest
    holidays: frozenset[date]


def group_facts(desk: Desk, session: Session, roster: Roster, first: date, last: date) -> GroupFacts:
    """The last live template is what may change little; people's weekly fixed times are commitments."""
    before = {code: slot_of(row) for code, row in groups.live_before(session, last).items()}
    commitments = tuple(_commitments(session, first, last))
    request = group_request(desk, session, roster, first, last, before=before, commitments=commitments)
    monday, sunday = week_start(first), week_start(last) + timedelta(days=6)
    days = (monday + timedelta(days=n) for n in range((sunday - monday).days + 1))
    return GroupFacts(request, frozenset(day for day in days if desk.holidays.is_holiday(day)))


def fingerprint(facts: GroupFacts) -> str:
    """A digest of everything that a template follows from, whatever the order of rows."""
    parts = asdict(replace(facts.request, teams=(), diaries={}, travel={}, fixed=()))
    parts["teams"] = sorted(str(need) for need in facts.request.teams)
    parts["diaries"] = sorted(f"{staff_id} {diary}" for staff_id, diary in facts.request.diaries.items())
    parts["travel"] = sorted(f"{pair} {minutes}" for pair, minutes in facts.request.travel.items())
    parts["fixed"] = sorted(str(fixed) for fixed in facts.request.fixed)
    parts["holidays"] = sorted(str(day) for day in facts.holidays)
    return hashlib.sha256(json.dumps(parts, default=str, sort_keys=True).encode()).hexdigest()


def slot_of(row: GroupSeriesRow) -> GroupSlot:
    return GroupSlot(Weeks(row.weeks), row.weekday, row.start, row.minutes)


def _commitments(session: Session, first: date, last: date) -> Iterator[Fixed]:
    """Single days are left out: a slot is for every week, and who misses one meeting is no reason to move it."""
    for row in planning.busy_between(session, first, last):
        if row.weekday is not None:
            yield Fixed(row.staff_id, Weeks.EVERY, row.weekday, row.start, row.end)

"""Times that are taken: sessions booked or proposed, group supervision, and people's own fixed times."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from domain.calendar import span, to_local
from domain.roster import Roster
from domain.supervision.causes import Cause
from domain.supervision.states import COUNTS, LIVE, SessionState
from planning.month.model import Busy
from services.desk import Desk
from storage import meetings, planning, proposals, reviews, sessions
from storage.tables import BusyTimeRow

COVER = "cover"
"""The source of a session that a stand-in gives, as agreed."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A time two people already have together, booked or proposed. `session_id` is empty for a proposal.

    `cover` tells that it was agreed that somebody else than the supervisor of the roster gives it.
    """

    staff_id: str
    supervisor_id: str | None
    kind: str
    starts_at: datetime
    minutes: int
    state: SessionState
    session_id: str = ""
    cover: bool = False

    @property
    def counts(self) -> bool:
        """Does it answer what was due? One that somebody could not make does not, but its time doesn't suit them."""
        return self.state in COUNTS

    @property
    def live(self) -> bool:
        return bool(self.session_id) and self.state in LIVE


def taken_times(desk: Desk, session: Session, first: date, last: date, scope: Collection[str]) -> list[Taken]:
    """Sessions from `first` to `last`, and open proposals that a new one for `scope` must respect."""
    return [*_booked(desk, session, first, last), *_proposed(desk, session, first, last, scope)]


def _booked(desk: Desk, session: Session, first: date, last: date) -> Iterator[Taken]:
    begins, ends = span(first, last, desk.zone)
    for row in sessions.between(session, begins, ends, states=COUNTS | {SessionState.CANCELLED}):
        cover = row.source == COVER
        yield Taken(row.staff_id, row.supervisor_id, row.kind, row.starts_at, row.minutes, row.state, row.id, cover)


def _proposed(desk: Desk, session: Session, first: date, last: date, scope: Collection[str]) -> Iterator[Taken]:
    """Earlier months' proposals count for everybody: a later month builds on them."""
    for item, supervisor_id, _ in proposals.proposed_elsewhere(session, scope, f"{first:%Y-%m}"):
        if item.starts_at is not None and to_local(item.starts_at, desk.zone).date() <= last:
            yield Taken(item.staff_id, supervisor_id, item.kind, item.starts_at, item.minutes, SessionState.PLANNED)


def fixed_times(
    desk: Desk, session: Session, roster: Roster, first: date, last: date, *, without: str = ""
) -> Iterator[Busy]:
    """Group supervision of everybody who can come to it, and what else people have; `without` one family review."""
    yield from _group(desk, session, roster, first, last)
    yield from commitments(desk, session, first, last, without=without)


def commitments(desk: Desk, session: Session, first: date, last: date, *, without: str = "") -> Iterator[Busy]:
    """The fixed times people have told the bot, and the family reviews they come to."""
    for row in planning.busy_between(session, first, last):
        for day in _days_of(row, first, last):
            yield Busy(row.staff_id, day, row.start, row.end, Cause.OTHER_COMMITMENT)
    begins, ends = span(first, last, desk.zone)
    coming = [row for row in reviews.between(session, begins, ends) if row.id != without]
    members = reviews.members(session, [row.id for row in coming])
    for review in coming:
        here = to_local(review.starts_at, desk.zone)
        end = (here + timedelta(minutes=review.minutes)).time()
        for member in members[review.id]:
            yield Busy(member.staff_id, here.date(), here.time(), end, Cause.OTHER_COMMITMENT)


def _days_of(row: BusyTimeRow, first: date, last: date) -> Iterator[date]:
    day = max(first, row.first_day)
    end = min(last, row.last_day or last)
    while day <= end:
        if row.weekday in (None, day.weekday()):
            yield day
        day += timedelta(days=1)


def _group(desk: Desk, session: Session, roster: Roster, first: date, last: date) -> Iterator[Busy]:
    absent = planning.group_absent(session)
    chosen = meetings.chosen(session)
    begins, ends = span(first, last, desk.zone)
    for row in planning.occurrences_between(session, begins, ends):
        here = to_local(row.starts_at, desk.zone)
        end = (here + timedelta(minutes=row.minutes)).time()
        people = dict.fromkeys(person.staff_id for person in roster.members(row.team_code))
        own = chosen.get(row.team_code)
        if own is not None and own.chair_id is not None and own.chair_id in roster.people:
            people[own.chair_id] = None
        for staff_id in people:
            if (row.series_id, staff_id) not in absent:
                yield Busy(staff_id, here.date(), here.time(), end, Cause.GROUP_SUPERVISION)

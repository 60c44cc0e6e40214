"""Why somebody's session is where it is, or nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from domain import access
from domain.access import Action, Actor
from domain.calendar import Month, local, to_local
from domain.errors import NotFound
from domain.roster import Person, Roster
from planning.month.model import Booking, MonthPlan
from planning.month.why import Usual, Why, why
from services.desk import Desk
from services.find import find_person
from services.planning.request import Wanted, month_request
from services.planning.show import show
from services.planning.times import next_session
from services.planning.views import UnplacedLine
from storage import proposals
from storage.roster import load_roster
from storage.tables import ItemState


@dataclass(frozen=True, slots=True)
class UsualLine:
    """The time that would keep the rhythm. `cause` (and `who`) is what speaks against it; None where it was free."""

    day: date
    start: time
    cause: str | None
    who: str | None


@dataclass(frozen=True, slots=True)
class WhyView:
    """`booked` is false for what is only proposed. Everything that is not known is None."""

    supervisee: str
    supervisor: str
    starts_at: datetime
    booked: bool
    covers: bool
    cover_for: str | None
    days_since: int | None
    in_rhythm: bool | None
    over_limit: bool | None
    limit_days: int
    same_weekday: bool | None
    same_start: bool | None
    usual: UsualLine | None
    others: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class WhyNotView:
    """Somebody with nothing booked: `line` is what the last plan said of them, None where they were not planned for."""

    supervisee: str
    month: Month
    line: UnplacedLine | None


def reasons(desk: Desk, actor: Actor, typed: str, now: datetime) -> WhyView | WhyNotView:
    """For somebody's next session, booked or proposed; nothing typed means the asker's own."""
    with desk.database.read() as session:
        roster = load_roster(session)
        reach = {p.staff_id for p in access.within_reach(actor, Action.SEE_SUPERVISION, roster)}
        person = find_person(session, roster, typed or actor.staff_id, reach)
        found = _booking(desk, session, person, now)
        if found is None:
            return _why_not(desk, session, roster, person, now)
        booking, session_id = found
        wanted = Wanted(Month.of(booking.day), frozenset({person.staff_id}), replaced=frozenset({session_id}))
        # As it was when it was planned: a session of today or tomorrow has its reasons too.
        request = month_request(desk, session, roster, wanted, local(wanted.month.first, time(), desk.zone))
        answer = why(request, MonthPlan((booking,), (), "", None, 0), booking)
    if answer is None:
        raise NotFound(what="reason", typed="", suggestions=[])
    return _view(desk, roster, person, answer, booked=bool(session_id))


def _booking(desk: Desk, session: Session, person: Person, now: datetime) -> tuple[Booking, str] | None:
    """The next session that is booked; else the next that is proposed, without an id."""
    row = next_session(desk, session, person, now)
    if row is not None and row.supervisor_id is not None:
        return _as_booking(desk, person, row.supervisor_id, row.kind, row.starts_at, row.minutes), row.id
    this = Month.of(desk.today(now))
    for month in (this, this.next(), this.next().next()):
        bosses = proposals.supervisors_of(session, str(month))
        for item in proposals.open_items(session, str(month), {person.staff_id}):
            boss = bosses[item.proposal_id]
            if item.state is ItemState.PROPOSED and item.starts_at is not None and boss is not None:
                return _as_booking(desk, person, boss, item.kind, item.starts_at, item.minutes), ""
    return None


def _as_booking(desk: Desk, person: Person, boss: str, kind: str, starts_at: datetime, minutes: int) -> Booking:
    here = to_local(starts_at, desk.zone)
    end = (here + timedelta(minutes=minutes)).time()
    return Booking(person.staff_id, boss, kind, here.date(), here.time(), end)


def _why_not(desk: Desk, session: Session, roster: Roster, person: Person, now: datetime) -> WhyNotView:
    this = Month.of(desk.today(now))
    for month in (this, this.next(), this.next().next()):
        found = show(desk, session, roster, month, {person.staff_id}).unplaced
        if found:
            return WhyNotView(person.name, month, found[0])
    return WhyNotView(person.name, this, None)


def _view(desk: Desk, roster: Roster, person: Person, answer: Why, *, booked: bool) -> WhyView:
    b = answer.booking
    return WhyView(
        supervisee=person.name,
        supervisor=roster.people[b.supervisor_id].name,
        starts_at=local(b.day, b.start, desk.zone),
        booked=booked,
        covers=answer.cover,
        cover_for=_name(roster.people, answer.cover_for),
        days_since=answer.days_since,
        in_rhythm=answer.in_rhythm,
        over_limit=answer.over_limit,
        limit_days=desk.programme.supervision.rhythm.limit,
        same_weekday=answer.same_weekday,
        same_start=answer.same_start,
        usual=_usual(roster.people, b, answer.usual),
        others=tuple(local(a.booking.day, a.booking.start, desk.zone) for a in answer.alternatives),
    )


def _usual(people: Mapping[str, Person], booking: Booking, usual: Usual | None) -> UsualLine | None:
    if usual is None or (usual.day, usual.start) == (booking.day, booking.start):
        return None
    against = usual.obstacle
    who = None if against is None else _name(people, against.staff_id)
    return UsualLine(usual.day, usual.start, None if against is None else against.cause.value, who)


def _name(people: Mapping[str, Person], staff_id: str | None) -> str | None:
    person = people.get(staff_id or "")
    return None if person is None else person.name

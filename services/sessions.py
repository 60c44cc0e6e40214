"""Supervision sessions as people see them: mine, my team's, and what somebody answers about one."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlmodel import Session

from domain import access
from domain.access import Action, Actor, Role
from domain.calendar import Month
from domain.errors import AlreadySettled, BadValue, NotFound
from domain.roster import Person, Roster
from domain.supervision.due import due_kinds
from domain.supervision.states import LIVE, SessionState
from services import by_link
from services.desk import Desk
from storage import sessions
from storage.roster import load_roster
from storage.tables import NoticeRow, SessionRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session in words' raw material. `supervisor` and `supervisee` are names."""

    session_id: str
    supervisee: str
    supervisor: str | None
    kind: str
    starts_at: datetime
    minutes: int
    state: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person a manager answers for: their next and last session."""

    name: str
    next_at: datetime | None
    last_on: date | None
    days_since: int | None
    over_limit: bool


@dataclass(frozen=True, slots=True)
class MySupervision:
    """`people` are those the asker supervises or manages; `reach` counts everybody they may plan for."""

    name: str
    supervisor: str | None
    next: SessionView | None
    last: SessionView | None
    people: tuple[PersonLine, ...]
    can_plan: bool
    months: tuple[Month, ...]
    limit_days: int


@dataclass(frozen=True, slots=True)
class Answered:
    """What was decided about a session: `answer` is its new state; `told` the name of who hears of it."""

    session: SessionView
    answer: str
    told: str | None


def mine(desk: Desk, actor: Actor, now: datetime) -> MySupervision:
    """The asker's own next and last session, and those of the people they answer for."""
    access.require(access.may(actor, Action.SEE_SUPERVISION), Action.SEE_SUPERVISION)
    with desk.database.read() as session:
        roster = load_roster(session)
        people = _answers_for(desk, actor, roster, now)
        everybody = [actor.staff_id, *(p.staff_id for p in people)]
        coming = sessions.next_for(session, everybody, now)
        held = sessions.last_held_for(session, everybody, now)
    kind = desk.programme.supervision.default_kind
    own_next, own_last = coming.get((actor.staff_id, kind)), held.get((actor.staff_id, kind))
    boss = roster.supervisors.get((actor.staff_id, kind))
    this_month = Month.of(desk.today(now))
    return MySupervision(
        name=actor.name,
        supervisor=_name(roster, boss),
        next=None if own_next is None else view(desk, roster, own_next),
        last=None if own_last is None else view(desk, roster, own_last),
        people=tuple(_line(desk, p, coming.get((p.staff_id, kind)), held.get((p.staff_id, kind)), now) for p in people),
        can_plan=access.may(actor, Action.PLAN_SUPERVISION),
        months=(this_month, this_month.next()),
        limit_days=desk.programme.supervision.rhythm.limit,
    )


def confirm(desk: Desk, actor: Actor, session_id: str, now: datetime, *, link: str | None = None) -> Answered:
    """The supervisee says they will come; by a link, its digest is `link`."""
    with desk.database.work(actor.staff_id, now) as uow:
        row, roster = _open(uow, actor, session_id, Action.CONFIRM_SESSION)
        if row.starts_at <= now:
            raise AlreadySettled(what="session", answer="past")
        return _settle(desk, uow, row, roster, SessionState.CONFIRMED, told=None, link=link)


def decline(desk: Desk, actor: Actor, session_id: str, now: datetime, *, link: str | None = None) -> Answered:
    """One of the two can't come: the session is cancelled, stays due, and the other person hears of it.

    Whoever declines by a link gets a mail that takes it out of their calendar.
    """
    with desk.database.work(actor.staff_id, now) as uow:
        row, roster = _open(uow, actor, session_id, Action.DECLINE_SESSION)
        if row.starts_at <= now:
            raise AlreadySettled(what="session", answer="past")
        other = row.supervisor_id if actor.staff_id == row.staff_id else row.staff_id
        if other is not None:
            uow.session.add(
                NoticeRow(
                    staff_id=other,
                    kind="session_declined",
                    subject=row.id,
                    facts={"by": actor.staff_id, **by_link.how(link)},
                    created_at=now,
                )
            )
        if link is not None:
            by_link.take_out_of_calendar(uow, actor.staff_id, row)
        return _settle(desk, uow, row, roster, SessionState.CANCELLED, told=_name(roster, other), link=link)


def record(
    desk: Desk,
    actor: Actor,
    session_id: str,
    outcome: SessionState,
    now: datetime,
    held_at: datetime | None = None,
    *,
    link: str | None = None,
) -> Answered:
    """Say whether a session was held or missed. `held_at` is when, if on another day; entered late keeps both."""
    with desk.database.work(actor.staff_id, now) as uow:
        row, roster = _open(uow, actor, session_id, Action.RECORD_SESSION)
        when = held_at or row.starts_at
        if when > now:
            raise BadValue(what="future_date", typed="", example="")
        if held_at is not None:
            _must_be_free(uow, row, held_at)
            uow.record("session.moved", row.id, {"from": row.starts_at.isoformat(), "to": held_at.isoformat()})
            row.starts_at = held_at
        return _settle(desk, uow, row, roster, outcome, told=None, link=link)


def to_record(desk: Desk, actor: Actor, session_id: str) -> SessionView:
    """The session that the actor is about to say something about. Raises as `record` would."""
    with desk.database.read() as session:
        row, roster = _find(session, actor, session_id, Action.RECORD_SESSION)
        return view(desk, roster, row)


def view(desk: Desk, roster: Roster, row: SessionRow) -> SessionView:
    return SessionView(
        session_id=row.id,
        supervisee=_name(roster, row.staff_id) or row.staff_id,
        supervisor=_name(roster, row.supervisor_id),
        kind=desk.programme.supervision.kinds[row.kind].name,
        starts_at=row.starts_at,
        minutes=row.minutes,
        state=row.state.value,
    )


def _open(uow: UnitOfWork, actor: Actor, session_id: str, action: Action) -> tuple[SessionRow, Roster]:
    return _find(uow.session, actor, session_id, action, lock=True)


def _must_be_free(uow: UnitOfWork, row: SessionRow, at: datetime) -> None:
    taken = sessions.at(uow.session, row.staff_id, row.kind, at)
    if taken is not None and taken.id != row.id:
        raise AlreadySettled(what="session", answer=taken.state.value)


def _find(
    session: Session, actor: Actor, session_id: str, action: Action, *, lock: bool = False
) -> tuple[SessionRow, Roster]:
    """A session still to be answered, locked where two answers could arrive at once."""
    roster = load_roster(session)
    row = session.get(SessionRow, session_id, with_for_update=lock)
    person = None if row is None else roster.people.get(row.staff_id)
    if row is None or person is None:
        raise NotFound(what="session", typed="", suggestions=[])
    access.require(access.may_about(_in_session(actor, row), action, person), action)
    if row.state not in LIVE:
        raise AlreadySettled(what="session", answer=row.state.value)
    return row, roster


def _in_session(actor: Actor, row: SessionRow) -> Actor:
    """Whoever gives a session is its supervisor, also when the roster names another by now."""
    if actor.staff_id != row.supervisor_id:
        return actor
    return replace(actor, roles=actor.roles | {Role.SUPERVISOR}, supervisees=actor.supervisees | {row.staff_id})


def _settle(
    desk: Desk,
    uow: UnitOfWork,
    row: SessionRow,
    roster: Roster,
    state: SessionState,
    told: str | None,
    link: str | None = None,
) -> Answered:
    if link is not None:
        by_link.use(uow, link, row)
    row.state = state
    uow.session.add(row)
    uow.record("session.answer", row.id, {"state": state.value, **by_link.how(link)})
    uow.commit()
    return Answered(session=view(desk, roster, row), answer=state.value, told=told)


def _answers_for(desk: Desk, actor: Actor, roster: Roster, now: datetime) -> list[Person]:
    """Those whom the asker supervises, and members of the teams they manage; not the whole county."""
    today = desk.today(now)
    due = due_kinds(roster, desk.programme)
    found = {
        p.staff_id: p
        for p in roster.people.values()
        if p.staff_id != actor.staff_id
        and p.in_service(today)
        and p.staff_id in due
        and access.may_about(actor, Action.SEE_SUPERVISION, p)
        and (p.staff_id in actor.supervisees or actor.led.intersection(p.teams))
    }
    return [found[key] for key in sorted(found, key=lambda staff_id: found[staff_id].name)]


def _line(desk: Desk, person: Person, coming: SessionRow | None, held: SessionRow | None, now: datetime) -> PersonLine:
    last_on = None if held is None else desk.today(held.starts_at)
    days = None if last_on is None else (desk.today(now) - last_on).days
    limit = desk.programme.supervision.rhythm.limit
    gap = timedelta(days=limit)
    next_at = None if coming is None else coming.starts_at
    reached = held is not None and (next_at or now) - held.starts_at > gap
    return PersonLine(person.name, next_at, last_on, days, over_limit=reached)


def _name(roster: Roster, staff_id: str | None) -> str | None:
    person = roster.people.get(staff_id) if staff_id is not None else None
    return None if person is None else person.name

"""Recording by name that a session was held or not, in time or late; both dates are kept."""

from datetime import datetime, timedelta

from domain import access
from domain.access import Action, Actor
from domain.errors import BadValue, NotFound
from domain.supervision.states import LIVE, SessionState
from services import sessions as recorded
from services.desk import Desk
from services.find import find_person
from services.planning.times import asked_for
from storage import sessions
from storage.roster import load_roster
from storage.tables import SessionRow

LOOK_BACK = timedelta(days=92)
"""A session that nobody answered for is recorded by name for a quarter."""


def record_by_name(
    desk: Desk, actor: Actor, typed: str, outcome: SessionState, at: datetime | None, now: datetime
) -> recorded.Answered:
    """The latest session that is over and unanswered; with `at`, the one then, or one held that was never booked."""
    with desk.database.read() as session:
        roster = load_roster(session)
        reach = {p.staff_id for p in access.within_reach(actor, Action.RECORD_SESSION, roster)}
        person = find_person(session, roster, typed, reach)
        kind = desk.programme.supervision.default_kind
        if at is not None and at > now:
            raise BadValue(what="future_date", typed="", example="")
        rows = [
            row
            for row in sessions.concerning(session, person.staff_id, now - LOOK_BACK, now, states=LIVE)
            if row.staff_id == person.staff_id and row.kind == kind and (at is None or row.starts_at == at)
        ]
    if rows:
        return recorded.record(desk, actor, rows[-1].id, outcome, now)
    if at is None or outcome is not SessionState.HELD:
        raise NotFound(what="unanswered session", typed="", suggestions=[])
    with desk.database.work(actor.staff_id, now) as uow:
        roster = load_roster(uow.session)
        asked = asked_for(desk, roster, person, None, at)
        known = sessions.at(uow.session, person.staff_id, kind, at)
        row = known or SessionRow(
            staff_id=person.staff_id,
            supervisor_id=asked.supervisor_id,
            kind=kind,
            starts_at=at,
            minutes=asked.minutes,
            state=SessionState.HELD,
            source="typed",
            entered_at=now,
            entered_by=actor.staff_id,
        )
        if known is None:
            uow.session.add(row)
            uow.record("session.held", row.id, {"at": at.isoformat()})
            uow.commit()
        return recorded.Answered(recorded.view(desk, roster, row), row.state.value, None)

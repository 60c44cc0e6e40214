"""What boards are asked to decide: asked, decided, withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime

from domain import access
from domain.access import Action, Actor
from domain.errors import AlreadySettled, BadValue, NotFound
from domain.governance.decisions import DecisionKind, DecisionState
from domain.roster import Roster
from services.desk import Desk
from services.find import find_person
from services.governance.action_views import name
from services.governance.board_meetings import require_running
from services.governance.notes import checked
from services.governance.sources import known_milestone
from storage import governance
from storage.roster import load_roster
from storage.tables import DecisionRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NewDecision:
    """`owner` brings it to the board, as typed, empty for whoever asks; `milestone` is a key or empty."""

    board: str
    text: str
    owner: str = ""
    milestone: str = ""
    kind: DecisionKind = DecisionKind.DECISION


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """`state` is one of `DecisionState`, `kind` of `DecisionKind`; `outcome` is empty until it is decided."""

    decision_id: str
    number: int
    board: str
    kind: str
    text: str
    owner: str
    milestone: str
    state: str
    outcome: str
    decided_on: date | None


def ask(desk: Desk, actor: Actor, new: NewDecision, now: datetime) -> DecisionLine:
    """Put a question on a board's agenda. Raises `NotAllowed`, `NotFound`, `BadValue`."""
    access.require(access.may(actor, Action.ASK_BOARD), Action.ASK_BOARD)
    with desk.database.work(actor.staff_id, now) as uow:
        roster, today = load_roster(uow.session), desk.today(now)
        here = [p.staff_id for p in roster.people.values() if p.in_service(today)]
        row = DecisionRow(
            number=governance.next_number(uow.session, DecisionRow),
            board=new.board,
            kind=new.kind,
            text=checked(roster, new.text, today),
            owner_id=find_person(uow.session, roster, new.owner or actor.staff_id, here).staff_id,
            milestone_key=known_milestone(desk.programme, new.milestone),
            state=DecisionState.ASKED,
            asked_at=now,
            asked_by=actor.staff_id,
        )
        return _stored(desk, uow, roster, row, "ask")


def decide(desk: Desk, actor: Actor, reference: str, outcome: str, day: date | None, now: datetime) -> DecisionLine:
    """Record what the board decided, today or on an earlier day. Raises `AlreadySettled`, `BadValue`."""
    with desk.database.work(actor.staff_id, now) as uow:
        roster, today = load_roster(uow.session), desk.today(now)
        row = _asked(desk, uow, roster, actor, reference)
        on = day or today
        if on > today:
            raise BadValue(what="future_done", typed=on.isoformat(), example="")
        row.outcome = checked(roster, outcome, today)
        row.state, row.decided_on = DecisionState.DECIDED, on
        return _settled(desk, uow, roster, row, "decide")


def withdraw(desk: Desk, actor: Actor, reference: str, now: datetime) -> DecisionLine:
    """Take a question off the agenda again. Whoever asked may do that too."""
    with desk.database.work(actor.staff_id, now) as uow:
        roster = load_roster(uow.session)
        row = _asked(desk, uow, roster, actor, reference, by_asker=True)
        row.state = DecisionState.WITHDRAWN
        return _settled(desk, uow, roster, row, "withdraw")


def line_of(desk: Desk, roster: Roster, row: DecisionRow) -> DecisionLine:
    titles = {milestone.key: milestone.title for milestone in desk.programme.timeline}
    board = desk.programme.governance.get(row.board)
    return DecisionLine(
        decision_id=row.id,
        number=row.number,
        board=row.board if board is None else board.name,
        kind=row.kind.value,
        text=row.text,
        owner=name(roster, row.owner_id),
        milestone=titles.get(row.milestone_key, row.milestone_key),
        state=row.state.value,
        outcome=row.outcome,
        decided_on=row.decided_on,
    )


def _asked(
    desk: Desk, uow: UnitOfWork, roster: Roster, actor: Actor, reference: str, *, by_asker: bool = False
) -> DecisionRow:
    row = governance.named(uow.session, DecisionRow, reference, lock=True)
    if row is None:
        raise NotFound(what="decision", typed=reference, suggestions=[])
    if not (by_asker and actor.staff_id in (row.asked_by, row.owner_id)):
        require_running(desk, uow.session, actor, row.board, desk.today(uow.now))
    if row.state is not DecisionState.ASKED:
        by = None if row.settled_by is None else name(roster, row.settled_by)
        raise AlreadySettled(what="decision", answer=row.state.value, by=by, number=row.number)
    return row


def _settled(desk: Desk, uow: UnitOfWork, roster: Roster, row: DecisionRow, what: str) -> DecisionLine:
    row.settled_at, row.settled_by, row.version = uow.now, uow.actor_id, row.version + 1
    return _stored(desk, uow, roster, row, what)


def _stored(desk: Desk, uow: UnitOfWork, roster: Roster, row: DecisionRow, what: str) -> DecisionLine:
    uow.session.add(row)
    uow.session.flush()
    governance.note_change(uow, row.id, what)
    uow.record(f"decision.{what}", row.id, {"board": row.board})
    uow.commit()
    return line_of(desk, roster, row)

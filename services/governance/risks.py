"""The register of risks, issues and early warnings: raised, rated, reviewed, handed on and closed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain import access
from domain.access import Action, Actor
from domain.errors import AlreadySettled, BadValue, NotFound, Stale
from domain.governance.risks import LEAST, MOST, RiskFact, RiskKind, RiskState
from domain.roster import Roster
from services.desk import Desk
from services.find import find_person
from services.governance.action_views import name
from services.governance.changes import keep, tell_owner
from services.governance.notes import checked
from services.governance.risk_views import RegisterView, RiskView, fact_of, line_of, may_keep, view_of
from services.governance.sources import known_milestone
from storage import governance
from storage.roster import load_roster
from storage.tables import RiskRow
from storage.unit_of_work import UnitOfWork

GIVEN = "risk_given"


@dataclass(frozen=True, slots=True)
class NewRisk:
    """`owner` as typed, empty for whoever asks; `review_on` None for the usual day; `milestone` a key or empty."""

    kind: RiskKind
    text: str
    probability: int
    impact: int
    owner: str = ""
    review_on: date | None = None
    milestone: str = ""
    mitigation: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """What a review changes; None leaves a thing as it is. `review_on` None is the programme's usual from today."""

    kind: RiskKind | None = None
    probability: int | None = None
    impact: int | None = None
    mitigation: str | None = None
    review_on: date | None = None


def raise_risk(desk: Desk, actor: Actor, new: NewRisk, now: datetime) -> RiskView:
    """Put a line into the register and tell its owner. Raises `NotAllowed`, `NotFound`, `BadValue`."""
    access.require(access.may(actor, Action.RAISE_RISK), Action.RAISE_RISK)
    with desk.database.work(actor.staff_id, now) as uow:
        roster, today = load_roster(uow.session), desk.today(now)
        _within(new.probability, new.impact)
        row = RiskRow(
            number=governance.next_number(uow.session, RiskRow),
            kind=new.kind,
            text=checked(roster, new.text, today),
            mitigation=checked(roster, new.mitigation, today, optional=True),
            probability=new.probability,
            impact=new.impact,
            owner_id=_owner(uow, roster, new.owner or actor.staff_id, today),
            review_on=_review_day(desk, new.review_on, today),
            milestone_key=known_milestone(desk.programme, new.milestone),
            state=RiskState.OPEN,
            raised_at=now,
            raised_by=actor.staff_id,
        )
        uow.session.add(row)
        keep(uow, "risk", row, "raise", after=f"{row.probability}x{row.impact}")
        tell_owner(uow, GIVEN, row)
        uow.commit()
        return view_of(desk, uow.session, roster, actor, row, now, "raised")


def register(desk: Desk, actor: Actor, kind: str, now: datetime) -> RegisterView:
    """The open lines, of one kind or all; whoever may not see the register sees what they own in it.

    Raises `NotAllowed` where that is nothing.
    """
    everything = access.may(actor, Action.SEE_REGISTER)
    today, rules = desk.today(now), desk.programme.risks
    with desk.database.read() as session:
        roster = load_roster(session)
        seen = [row for row in governance.open_risks(session) if everything or row.owner_id == actor.staff_id]
    access.require(everything or bool(seen), Action.SEE_REGISTER)
    rows = [row for row in seen if kind in ("", row.kind.value)]
    lines = [line_of(desk.programme, roster, actor, row, today) for row in rows]
    lines.sort(key=lambda line: (-line.score, line.review_on, line.number))
    raises = access.may(actor, Action.RAISE_RISK)
    return RegisterView(kind, today, tuple(lines), rules.amber_from, rules.red_from, raises)


def open_facts(desk: Desk) -> list[RiskFact]:
    """Every open line, for `domain.governance.risks.raised_status`."""
    with desk.database.read() as session:
        return [fact_of(row) for row in governance.open_risks(session)]


def show(desk: Desk, actor: Actor, reference: str, now: datetime) -> RiskView:
    """One line by its number or id. Raises `NotFound`, `NotAllowed`."""
    with desk.database.read() as session:
        roster = load_roster(session)
        row = governance.named(session, RiskRow, reference)
        if row is None:
            raise NotFound(what="risk", typed=reference, suggestions=[])
        access.require(access.may(actor, Action.SEE_REGISTER) or may_keep(actor, row, roster), Action.SEE_REGISTER)
        return view_of(desk, session, roster, actor, row, now)


def review(
    desk: Desk, actor: Actor, reference: str, changed: Revision, now: datetime, seen: int | None = None, to: str = ""
) -> RiskView:
    """Look at a line again: what changed, and when next; `to` is another owner. `seen` is the version looked at.

    Raises `AlreadySettled`, `BadValue`, `NotFound`, `Stale`.
    """
    with _change(desk, actor, reference, now, seen) as (uow, roster, row):
        today = desk.today(now)
        before = (row.kind.value, f"{row.probability}x{row.impact}", row.mitigation)
        row.kind = changed.kind or row.kind
        row.probability = row.probability if changed.probability is None else changed.probability
        row.impact = row.impact if changed.impact is None else changed.impact
        _within(row.probability, row.impact)
        if changed.mitigation is not None:
            row.mitigation = checked(roster, changed.mitigation, today, optional=True)
        row.review_on = _review_day(desk, changed.review_on, today)
        _note_review(uow, row, before)
        owner_id = _owner(uow, roster, to, today) if to else row.owner_id
        if owner_id != row.owner_id:
            _hand_on(uow, row, owner_id)
        return _stored(desk, uow, roster, actor, row, "reviewed")


def hand_on(desk: Desk, actor: Actor, reference: str, to: str, now: datetime, seen: int | None = None) -> RiskView:
    """Give a line to another owner, who is told."""
    with _change(desk, actor, reference, now, seen) as (uow, roster, row):
        owner_id = _owner(uow, roster, to, desk.today(now))
        if owner_id == row.owner_id:
            raise AlreadySettled(what="risk_owner", answer="", by=name(roster, owner_id))
        _hand_on(uow, row, owner_id)
        return _stored(desk, uow, roster, actor, row, "handed_on")


def close(desk: Desk, actor: Actor, reference: str, reason: str, now: datetime) -> RiskView:
    """Close a line with the reason. Raises `AlreadySettled`, `BadValue`."""
    with _change(desk, actor, reference, now, None) as (uow, roster, row):
        row.reason = checked(roster, reason, desk.today(now))
        row.state, row.closed_at, row.closed_by = RiskState.CLOSED, now, actor.staff_id
        keep(uow, "risk", row, "close")
        return _stored(desk, uow, roster, actor, row, "closed")


def reopen(desk: Desk, actor: Actor, reference: str, now: datetime) -> RiskView:
    """Open a closed line again, to be looked at after the programme's usual time."""
    with _change(desk, actor, reference, now, None, state=RiskState.CLOSED) as (uow, roster, row):
        row.state, row.reason, row.closed_at, row.closed_by = RiskState.OPEN, "", None, None
        row.review_on = _review_day(desk, None, desk.today(now))
        keep(uow, "risk", row, "reopen")
        return _stored(desk, uow, roster, actor, row, "reopened")


@contextmanager
def _change(
    desk: Desk, actor: Actor, reference: str, now: datetime, seen: int | None, *, state: RiskState = RiskState.OPEN
) -> Iterator[tuple[UnitOfWork, Roster, RiskRow]]:
    with desk.database.work(actor.staff_id, now) as uow:
        roster = load_roster(uow.session)
        row = governance.named(uow.session, RiskRow, reference, lock=True)
        if row is None:
            raise NotFound(what="risk", typed=reference, suggestions=[])
        access.require(may_keep(actor, row, roster), Action.KEEP_RISK)
        if row.state is not state:
            by = None if row.closed_by is None else name(roster, row.closed_by)
            raise AlreadySettled(what="risk", answer=row.state.value, by=by, number=row.number)
        if seen is not None and seen != row.version:
            raise Stale(what="risk", number=row.number)
        yield uow, roster, row


def _within(probability: int, impact: int) -> None:
    if not (LEAST <= probability <= MOST and LEAST <= impact <= MOST):
        raise BadValue(what="rating", typed="", example="", least=LEAST, most=MOST)


def _review_day(desk: Desk, day: date | None, today: date) -> date:
    if day is None:
        return today + timedelta(days=desk.programme.risks.review_days)
    if day < today:
        raise BadValue(what="past_review", typed="", example="", day=day)
    return day


def _owner(uow: UnitOfWork, roster: Roster, typed: str, today: date) -> str:
    here = [person.staff_id for person in roster.people.values() if person.in_service(today)]
    return find_person(uow.session, roster, typed, here).staff_id


def _hand_on(uow: UnitOfWork, row: RiskRow, owner_id: str) -> None:
    before, row.owner_id = row.owner_id, owner_id
    keep(uow, "risk", row, "hand_on", before=before, after=owner_id)
    tell_owner(uow, GIVEN, row)


def _note_review(uow: UnitOfWork, row: RiskRow, before: tuple[str, str, str]) -> None:
    """One line of history for each thing that changed, and one that it was looked at."""
    rating = f"{row.probability}x{row.impact}"
    if before[0] != row.kind.value:
        keep(uow, "risk", row, "kind", before=before[0], after=row.kind.value)
    if before[1] != rating:
        keep(uow, "risk", row, "rate", before=before[1], after=rating)
    if before[2] != row.mitigation:
        keep(uow, "risk", row, "mitigation")
    keep(uow, "risk", row, "review", after=row.review_on.isoformat())


def _stored(desk: Desk, uow: UnitOfWork, roster: Roster, actor: Actor, row: RiskRow, done: str) -> RiskView:
    row.version += 1
    uow.session.add(row)
    uow.commit()
    return view_of(desk, uow.session, roster, actor, row, uow.now, done)

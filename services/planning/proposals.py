"""Approving and discarding a proposal: live only when approved, and only as it was seen."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from domain import access
from domain.access import Action, Actor
from domain.calendar import Month, to_local
from domain.errors import AlreadySettled, Stale
from domain.roster import Roster
from domain.supervision.states import LIVE, SessionState
from planning.month import check
from planning.month.model import Booking, MonthPlan, Unplaced
from services.desk import Desk
from services.planning.changes import tell_changes
from services.planning.request import Wanted, month_request
from services.planning.show import BEST_FOUND, off_slack, show, version
from services.planning.taken import COVER
from services.planning.views import Approved, Discarded, OfSupervisor, ProposalView
from storage import audit, proposals
from storage.locks import Turn, take_turn
from storage.roster import load_roster
from storage.tables import ItemState, NoticeRow, ProposalItemRow, SessionRow
from storage.unit_of_work import UnitOfWork


def scope_of(actor: Actor, roster: Roster) -> frozenset[str]:
    """Everybody for whom the actor may plan."""
    return frozenset(p.staff_id for p in access.within_reach(actor, Action.PLAN_SUPERVISION, roster))


def proposal(desk: Desk, actor: Actor, month: Month) -> ProposalView:
    """What is proposed at the moment for everybody the asker may plan for."""
    access.require(access.may(actor, Action.PLAN_SUPERVISION), Action.PLAN_SUPERVISION)
    with desk.database.read() as session:
        roster = load_roster(session)
        return show(desk, session, roster, month, scope_of(actor, roster))


def of_supervisor(desk: Desk, actor: Actor, month: Month, supervisor_id: str) -> OfSupervisor:
    """One supervisor's lines of what is proposed for everybody the asker may plan for."""
    found = [line for line in proposal(desk, actor, month).new if line.supervisor_id == supervisor_id]
    if not found:
        raise Stale(what="proposal")
    return OfSupervisor(month, found[0].supervisor, tuple(found))


def approve(desk: Desk, actor: Actor, month: Month, seen: str, now: datetime) -> Approved:
    """Make the proposal live and write a notice to each person. Raises `Stale` when it is not what was seen."""
    access.require(access.may(actor, Action.PLAN_SUPERVISION), Action.PLAN_SUPERVISION)
    with desk.database.work(actor.staff_id, now) as uow:
        take_turn(uow.session, Turn.PLANNING)
        roster = load_roster(uow.session)
        scope = scope_of(actor, roster)
        items = proposals.open_items(uow.session, str(month), scope)
        wanted = [item for item in items if item.state is ItemState.PROPOSED or item.replaces_id]
        if not wanted or version(items) != seen:
            _refuse_second_press(uow, month, seen)
            raise Stale(what="proposal")
        if not _still_holds(desk, uow, roster, month, scope, items, now):
            raise Stale(what="proposal")
        made, gone = _make_live(uow, roster, proposals.supervisors_of(uow.session, str(month)), wanted)
        coming = [row for row in made if row.starts_at > now]
        mail = desk.reach.mail
        told = _tell(uow, roster, month, [row for row in coming if row.replaces_id is None], mail=mail)
        moved = [(row.replaces_id, row.id) for row in coming if row.replaces_id]
        told |= tell_changes(uow, roster, moved, gone, mail=mail)
        for row in made:
            uow.record_soon("session.book", row.id, {"staff": row.staff_id, "supervisor": row.supervisor_id})
        uow.write_records()
        uow.record("proposal.approve", str(month), {"sessions": len(made), "version": seen})
        uow.commit()
        left = off_slack(roster, [row.staff_id for row in made], mail=mail)
        return Approved(month, len(made), len(told), left)


def discard(desk: Desk, actor: Actor, month: Month, seen: str, now: datetime) -> Discarded:
    """Throw the proposal away. Nobody was told of it."""
    access.require(access.may(actor, Action.PLAN_SUPERVISION), Action.PLAN_SUPERVISION)
    with desk.database.work(actor.staff_id, now) as uow:
        take_turn(uow.session, Turn.PLANNING)
        items = proposals.open_items(uow.session, str(month), scope_of(actor, load_roster(uow.session)))
        if version(items) != seen:
            raise Stale(what="proposal")
        proposals.remove(uow.session, items)
        uow.record("proposal.discard", str(month), {"version": seen})
        uow.commit()
        return Discarded(month)


def _refuse_second_press(uow: UnitOfWork, month: Month, seen: str) -> None:
    """Exactly these lines were approved before: by a second press, or by somebody else who may plan them."""
    if any(facts.get("version") == seen for facts in audit.facts_of(uow.session, "proposal.approve", str(month))):
        raise AlreadySettled(what="proposal", answer="proposed")


def _still_holds(
    desk: Desk,
    uow: UnitOfWork,
    roster: Roster,
    month: Month,
    scope: frozenset[str],
    items: Sequence[ProposalItemRow],
    now: datetime,
) -> bool:
    """The hard rules once more, by the facts of this moment: absences, leavers and other bookings may be new."""
    replaced = frozenset(item.replaces_id for item in items if item.replaces_id)
    for row in (uow.session.get(SessionRow, key) for key in replaced):
        if row is None or row.state not in LIVE:
            return False
    request = month_request(desk, uow.session, roster, Wanted(month, scope, replaced=replaced), now)
    concerned = {(item.staff_id, item.kind) for item in items}
    if replaced:
        request = replace(request, needs=tuple(n for n in request.needs if (n.staff_id, n.kind) in concerned))
    return not check.violations(request, _as_plan(desk, uow, month, items))


def _as_plan(desk: Desk, uow: UnitOfWork, month: Month, items: Sequence[ProposalItemRow]) -> MonthPlan:
    bosses = proposals.supervisors_of(uow.session, str(month))
    bookings, unplaced = [], []
    for item in items:
        boss = bosses[item.proposal_id]
        if item.starts_at is None or boss is None:
            assert item.cause is not None
            unplaced.append(Unplaced(item.staff_id, item.kind, boss, item.cause, item.minutes))
            continue
        day, start = _day_and_start(desk, item)
        end = start.hour * 60 + start.minute + item.minutes
        bookings.append(
            Booking(item.staff_id, boss, item.kind, day, start, start.replace(hour=end // 60, minute=end % 60))
        )
    return MonthPlan(tuple(bookings), tuple(unplaced), BEST_FOUND, None, 0)


def _day_and_start(desk: Desk, item: ProposalItemRow) -> tuple[date, time]:
    assert item.starts_at is not None
    here = to_local(item.starts_at, desk.zone)
    return here.date(), here.time()


def _make_live(
    uow: UnitOfWork, roster: Roster, bosses: Mapping[str, str | None], items: Sequence[ProposalItemRow]
) -> tuple[list[SessionRow], list[str]]:
    """Book what is proposed. Returns the new sessions, and the ids of those that are cancelled without another."""
    gone: list[str] = []
    for item in items:
        if item.replaces_id is not None:
            old = uow.session.get_one(SessionRow, item.replaces_id)
            old.state = SessionState.CANCELLED if item.starts_at is None else SessionState.REARRANGED
            uow.session.add(old)
            if item.starts_at is None:
                gone.append(old.id)
    uow.session.flush()
    placed = [item for item in items if item.starts_at is not None]
    made = [_session(uow, roster, bosses[item.proposal_id], item) for item in placed]
    uow.session.add_all(made)
    uow.session.flush()
    for item, row in zip(placed, made, strict=True):
        item.state, item.session_id = ItemState.APPROVED, row.id
        uow.session.add(item)
    proposals.remove(uow.session, [item for item in items if item.starts_at is None])
    return made, gone


def _session(uow: UnitOfWork, roster: Roster, supervisor_id: str | None, item: ProposalItemRow) -> SessionRow:
    assert item.starts_at is not None
    own = roster.supervisors.get((item.staff_id, item.kind))
    return SessionRow(
        staff_id=item.staff_id,
        supervisor_id=supervisor_id,
        kind=item.kind,
        starts_at=item.starts_at,
        minutes=item.minutes,
        state=SessionState.PLANNED,
        source="plan" if supervisor_id == own else COVER,
        entered_at=uow.now,
        entered_by=uow.actor_id,
        replaces_id=item.replaces_id,
    )


def _tell(uow: UnitOfWork, roster: Roster, month: Month, made: Iterable[SessionRow], *, mail: bool) -> set[str]:
    """One notice to each supervisee, one to each supervisor, about sessions still to come."""
    mine: dict[str, list[str]] = {}
    given: dict[str, list[str]] = {}
    for row in made:
        mine.setdefault(row.staff_id, []).append(row.id)
        if row.supervisor_id is not None:
            given.setdefault(row.supervisor_id, []).append(row.id)
    told: set[str] = set()
    for kind, people in (("plan_approved", mine), ("diary_approved", given)):
        told |= _notices(uow, roster, kind, str(month), people, mail=mail)
    return told


def _notices(
    uow: UnitOfWork, roster: Roster, kind: str, subject: str, people: Mapping[str, Collection[str]], *, mail: bool
) -> set[str]:
    told = {staff_id for staff_id in people if roster.people[staff_id].reachable(mail=mail)}
    for staff_id in sorted(told):
        facts = {"sessions": list(people[staff_id])}
        uow.session.add(NoticeRow(staff_id=staff_id, kind=kind, subject=subject, facts=facts, created_at=uow.now))
    return told

"""A month of supervision: proposed to whoever may plan it, live only when approved."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain import access
from domain.access import Action, Actor
from domain.calendar import Month, local, to_local
from domain.errors import AlreadySettled, NothingToDo, Stale
from domain.roster import Roster
from domain.supervision.states import SessionState
from planning import check, greedy
from planning.model import Booking, MonthPlan, MonthRequest, Unplaced
from services.desk import Desk
from services.month_request import month_request
from storage import audit, proposals
from storage.locks import Turn, take_turn
from storage.roster import load_roster
from storage.tables import ItemState, NoticeRow, ProposalItemRow, ProposalRow, SessionRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ProposedLine:
    staff_id: str
    supervisor_id: str
    kind: str
    supervisee: str
    supervisor: str
    starts_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class UnplacedLine:
    """Somebody who could not be placed; `cause` and `facts` are put into words by `supervision/cause`."""

    staff_id: str
    kind: str
    supervisee: str
    cause: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ProposalView:
    """`version` names exactly these lines, so that an approval is of what was seen. `booked` are booked already."""

    month: Month
    version: str
    status: str
    gap: float | None
    new: tuple[ProposedLine, ...]
    booked: int
    unplaced: tuple[UnplacedLine, ...]
    off_slack: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Approved:
    month: Month
    sessions: int
    told: int
    off_slack: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Discarded:
    month: Month


def plan_month(desk: Desk, actor: Actor, month: Month, now: datetime) -> ProposalView:
    """Propose a month for everybody the asker may plan; an earlier proposal for them is replaced."""
    access.require(access.may(actor, Action.PLAN_SUPERVISION), Action.PLAN_SUPERVISION)
    with desk.database.work(actor.staff_id, now) as uow:
        take_turn(uow.session, Turn.PLANNING)
        roster = load_roster(uow.session)
        scope = _scope(actor, roster)
        request = month_request(desk, uow.session, roster, month, scope, now)
        if not request.needs:
            raise NothingToDo(what="plan")
        plan = greedy.best_cost(request)
        _must_hold(request, plan)
        proposals.remove(uow.session, proposals.open_items(uow.session, str(month), scope))
        _store(desk, uow, month, plan)
        uow.record("proposal.plan", str(month), {"sessions": len(plan.bookings), "unplaced": len(plan.unplaced)})
        uow.commit()
        return _view(desk, uow, roster, month, scope)


def approve(desk: Desk, actor: Actor, month: Month, version: str, now: datetime) -> Approved:
    """Make the proposal live and write a notice to each person. Raises `Stale` when it is not what was seen."""
    access.require(access.may(actor, Action.PLAN_SUPERVISION), Action.PLAN_SUPERVISION)
    with desk.database.work(actor.staff_id, now) as uow:
        take_turn(uow.session, Turn.PLANNING)
        roster = load_roster(uow.session)
        scope = _scope(actor, roster)
        items = proposals.open_items(uow.session, str(month), scope)
        wanted = [item for item in items if item.state is ItemState.PROPOSED]
        if not wanted or _version(items) != version:
            _refuse_second_press(uow, month, version)
            raise Stale(what="proposal")
        request = month_request(desk, uow.session, roster, month, scope, now)
        if check.violations(request, _as_plan(desk, uow, month, items)):
            raise Stale(what="proposal")
        made = _make_live(uow, proposals.supervisors_of(uow.session, str(month)), wanted)
        told = _tell(uow, roster, month, [row for row in made if row.starts_at > now])
        for row in made:
            uow.record_soon("session.book", row.id, {"staff": row.staff_id, "supervisor": row.supervisor_id})
        uow.write_records()
        uow.record("proposal.approve", str(month), {"sessions": len(made), "version": version})
        uow.commit()
        return Approved(month, len(made), told, _off_slack(roster, [row.staff_id for row in made]))


def discard(desk: Desk, actor: Actor, month: Month, version: str, now: datetime) -> Discarded:
    """Throw the proposal away. Nobody was told of it."""
    access.require(access.may(actor, Action.PLAN_SUPERVISION), Action.PLAN_SUPERVISION)
    with desk.database.work(actor.staff_id, now) as uow:
        take_turn(uow.session, Turn.PLANNING)
        items = proposals.open_items(uow.session, str(month), _scope(actor, load_roster(uow.session)))
        if _version(items) != version:
            raise Stale(what="proposal")
        proposals.remove(uow.session, items)
        uow.record("proposal.discard", str(month), {"version": version})
        uow.commit()
        return Discarded(month)


def _refuse_second_press(uow: UnitOfWork, month: Month, version: str) -> None:
    """Exactly these lines were approved before: by a second press, or by somebody else who may plan them."""
    if any(facts.get("version") == version for facts in audit.facts_of(uow.session, "proposal.approve", str(month))):
        raise AlreadySettled(what="proposal", answer="proposed")


def _scope(actor: Actor, roster: Roster) -> frozenset[str]:
    return frozenset(p.staff_id for p in access.within_reach(actor, Action.PLAN_SUPERVISION, roster))


def _must_hold(request: MonthRequest, plan: MonthPlan) -> None:
    wrong = check.violations(request, plan)
    if wrong:
        raise AssertionError(f"the plan breaks {len(wrong)} hard rules, the first: {wrong[0]}")


def _store(desk: Desk, uow: UnitOfWork, month: Month, plan: MonthPlan) -> None:
    rows: dict[str | None, ProposalRow] = {}

    def of(supervisor_id: str | None) -> str:
        if supervisor_id not in rows:
            row = proposals.find(uow.session, str(month), supervisor_id)
            row = row or ProposalRow(
                month=str(month), supervisor_id=supervisor_id, status="", made_at=uow.now, made_by=uow.actor_id
            )
            row.status, row.gap, row.made_at, row.made_by = plan.status, plan.gap, uow.now, uow.actor_id
            uow.session.add(row)
            uow.session.flush()
            rows[supervisor_id] = row
        return rows[supervisor_id].id

    for b in plan.bookings:
        start = local(b.day, b.start, desk.zone)
        minutes = int((local(b.day, b.end, desk.zone) - start).total_seconds()) // 60
        uow.session.add(
            ProposalItemRow(
                proposal_id=of(b.supervisor_id),
                staff_id=b.staff_id,
                kind=b.kind,
                state=ItemState.PROPOSED,
                starts_at=start,
                minutes=minutes,
            )
        )
    for u in plan.unplaced:
        uow.session.add(
            ProposalItemRow(
                proposal_id=of(u.supervisor_id),
                staff_id=u.staff_id,
                kind=u.kind,
                state=ItemState.UNPLACED,
                minutes=u.minutes,
                cause=u.cause,
                facts=dict(u.facts),
            )
        )
    uow.session.flush()


def _view(desk: Desk, uow: UnitOfWork, roster: Roster, month: Month, scope: Collection[str]) -> ProposalView:
    items = proposals.open_items(uow.session, str(month), scope)
    bosses = proposals.supervisors_of(uow.session, str(month))
    with_status = next((uow.session.get(ProposalRow, item.proposal_id) for item in items), None)
    taken = month_request(desk, uow.session, roster, month, frozenset(), uow.now).busy
    booked = {
        (b.staff_id, b.day, b.start)
        for b in taken
        if b.staff_id in scope and not b.supervises and Month.of(b.day) == month
    }
    proposed = [item for item in items if item.state is ItemState.PROPOSED]
    here = {(i.staff_id, *_day_and_start(desk, i)) for i in proposed}
    return ProposalView(
        month=month,
        version=_version(items),
        status=greedy.BEST_FOUND if with_status is None else with_status.status,
        gap=None if with_status is None else with_status.gap,
        new=tuple(_lines(roster, bosses, proposed)),
        booked=len(booked - here),
        unplaced=tuple(_unplaced(roster, bosses, i) for i in items if i.state is ItemState.UNPLACED),
        off_slack=_off_slack(roster, [item.staff_id for item in proposed]),
    )


def _lines(
    roster: Roster, bosses: Mapping[str, str | None], items: Sequence[ProposalItemRow]
) -> Iterator[ProposedLine]:
    for item in items:
        supervisor_id = bosses[item.proposal_id]
        assert supervisor_id is not None
        assert item.starts_at is not None
        yield ProposedLine(
            staff_id=item.staff_id,
            supervisor_id=supervisor_id,
            kind=item.kind,
            supervisee=roster.people[item.staff_id].name,
            supervisor=roster.people[supervisor_id].name,
            starts_at=item.starts_at,
            minutes=item.minutes,
        )


def _unplaced(roster: Roster, bosses: Mapping[str, str | None], item: ProposalItemRow) -> UnplacedLine:
    boss = roster.people.get(bosses[item.proposal_id] or "")
    leaves = None if boss is None or boss.leaves_on is None else f"{boss.leaves_on.day} {boss.leaves_on:%B %Y}"
    facts = {
        "days": item.facts.get("days", []),
        "supervisor": None if boss is None else boss.name,
        "supervisor_leaves": leaves,
        "away": list(dict.fromkeys(roster.people[span["staff_id"]].name for span in item.facts.get("away", []))),
    }
    assert item.cause is not None
    return UnplacedLine(item.staff_id, item.kind, roster.people[item.staff_id].name, item.cause.value, facts)


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
        end = (to_local(item.starts_at, desk.zone).hour * 60 + start.minute) + item.minutes
        bookings.append(
            Booking(item.staff_id, boss, item.kind, day, start, start.replace(hour=end // 60, minute=end % 60))
        )
    return MonthPlan(tuple(bookings), tuple(unplaced), greedy.BEST_FOUND, None, 0)


def _day_and_start(desk: Desk, item: ProposalItemRow) -> tuple[Any, Any]:
    assert item.starts_at is not None
    here = to_local(item.starts_at, desk.zone)
    return here.date(), here.time()


def _make_live(uow: UnitOfWork, bosses: Mapping[str, str | None], items: Sequence[ProposalItemRow]) -> list[SessionRow]:
    made = []
    for item in items:
        assert item.starts_at is not None
        row = SessionRow(
            staff_id=item.staff_id,
            supervisor_id=bosses[item.proposal_id],
            kind=item.kind,
            starts_at=item.starts_at,
            minutes=item.minutes,
            state=SessionState.PLANNED,
            source="plan",
            entered_at=uow.now,
            entered_by=uow.actor_id,
        )
        uow.session.add(row)
        made.append(row)
        item.state = ItemState.APPROVED
    uow.session.flush()
    for item, row in zip(items, made, strict=True):
        item.session_id = row.id
        uow.session.add(item)
    return made


def _tell(uow: UnitOfWork, roster: Roster, month: Month, made: Sequence[SessionRow]) -> int:
    """One notice to each supervisee, one to each supervisor, about sessions still to come."""
    mine: dict[str, list[str]] = {}
    given: dict[str, list[str]] = {}
    for row in made:
        mine.setdefault(row.staff_id, []).append(row.id)
        if row.supervisor_id is not None:
            given.setdefault(row.supervisor_id, []).append(row.id)
    told = set()
    for kind, people in (("plan_approved", mine), ("diary_approved", given)):
        for staff_id, ids in people.items():
            if roster.people[staff_id].on_slack:
                told.add(staff_id)
                uow.session.add(
                    NoticeRow(
                        staff_id=staff_id, kind=kind, subject=str(month), facts={"sessions": ids}, created_at=uow.now
                    )
                )
    return len(told)


def _off_slack(roster: Roster, staff_ids: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(roster.people[s].name for s in set(staff_ids) if not roster.people[s].on_slack))


def _version(items: Sequence[ProposalItemRow]) -> str:
    lines = sorted(f"{i.staff_id} {i.kind} {i.starts_at}" for i in items)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]

"""A planning run from the wish to the proposal: durable, joined by a second asker, and it can be cancelled."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from domain import access
from domain.access import Action, Actor
from domain.calendar import Month
from domain.errors import AlreadySettled, NotFound, NothingToDo
from jobs.engine import JobKind
from planning.month.made import Made
from planning.month.model import MonthRequest
from services.desk import Desk
from services.planning.proposals import scope_of
from services.planning.request import Wanted, fingerprint, month_request
from services.planning.store import store
from services.ports import Jobs, Planner
from storage import planning, proposals
from storage.locks import Turn, take_turn
from storage.roster import load_roster
from storage.tables import PlanRunRow, RunKind, RunState

TRIES = 3
"""How often a run starts over because the facts changed while it planned."""


@dataclass(frozen=True, slots=True)
class Without:
    """What the asker wants left out: people who are not planned this time, weekdays (0 is Monday) and days."""

    people: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """`joined` tells that somebody else had asked for the same; both get the one answer."""

    run_id: str
    month: Month
    joined: bool


@dataclass(frozen=True, slots=True)
class Finished:
    """`replies` are the places that wait for the answer; `problem` is a code when there is no proposal."""

    run_id: str
    month: Month
    kind: RunKind
    state: RunState
    asked_by: str
    replies: tuple[Mapping[str, Any], ...]
    problem: str | None = None


class Changed(Exception):
    """The facts changed while the plan was made."""


def begin(
    desk: Desk,
    actor: Actor,
    jobs: Jobs,
    kind: RunKind,
    month: Month,
    reply: Mapping[str, Any],
    now: datetime,
    without: Without | None = None,
) -> Begun:
    """Ask for a plan. Two people who ask for the same people and month at once get one plan."""
    access.require(access.may(actor, Action.PLAN_SUPERVISION), Action.PLAN_SUPERVISION)
    try:
        return _begin(desk, actor, jobs, kind, month, reply, now, without or Without())
    except IntegrityError:
        # Somebody else's run began between our look and our write; now it is there to be joined.
        return _begin(desk, actor, jobs, kind, month, reply, now, without or Without())


def _begin(
    desk: Desk,
    actor: Actor,
    jobs: Jobs,
    kind: RunKind,
    month: Month,
    reply: Mapping[str, Any],
    now: datetime,
    without: Without,
) -> Begun:
    with desk.database.work(actor.staff_id, now) as uow:
        run = _new(actor, kind, month, scope_of(actor, load_roster(uow.session)), without, now)
        found = planning.open_run(uow.session, kind, str(month), run.scope)
        joined = found is not None
        run = found or run
        run.replies = [*run.replies, dict(reply)]
        uow.session.add(run)
        uow.session.flush()
        if not joined:
            jobs.enqueue(uow.session, run.id, JobKind.PLAN)
            uow.record("plan.ask", run.id, {"kind": kind.value, "month": str(month)})
        uow.commit()
        return Begun(run.id, month, joined)


def cancel(desk: Desk, actor: Actor, run_id: str, now: datetime) -> Begun:
    """Stop a run that is under way; whoever asked for it, or may plan for the same people, may stop it."""
    access.require(access.may(actor, Action.PLAN_SUPERVISION), Action.PLAN_SUPERVISION)
    with desk.database.work(actor.staff_id, now) as uow:
        run = uow.session.get(PlanRunRow, run_id)
        if run is None:
            raise NotFound(what="plan", typed="", suggestions=[])
        mine = scope_of(actor, load_roster(uow.session))
        access.require(
            run.asked_by == actor.staff_id or frozenset(run.options["people"]) <= mine, Action.PLAN_SUPERVISION
        )
        if run.state not in planning.OPEN_RUN:
            raise AlreadySettled(what="plan", answer=run.state.value)
        run.state, run.finished_at = RunState.CANCELLED, now
        uow.session.add(run)
        uow.record("plan.cancel", run.id)
        uow.commit()
        return Begun(run.id, Month.parse(run.month), joined=False)


def plan_now(desk: Desk, actor: Actor, planner: Planner, kind: RunKind, month: Month, now: datetime) -> Finished:
    """Plan at once and wait for it, for the command line."""
    access.require(access.may(actor, Action.PLAN_SUPERVISION), Action.PLAN_SUPERVISION)
    with desk.database.work(actor.staff_id, now) as uow:
        run = _new(actor, kind, month, scope_of(actor, load_roster(uow.session)), Without(), now)
        # Nobody joins it and it blocks nobody: when this process dies, no job is left to finish it.
        run.scope = f"{run.scope}:{run.id}"
        uow.session.add(run)
        uow.commit()
    return execute(desk, planner, run.id, lambda: now)


def execute(desk: Desk, planner: Planner, run_id: str, now: Callable[[], datetime]) -> Finished:
    """Do a run: gather, plan in a child process, check, keep. Safe to begin again after a crash."""
    run = _take(desk, run_id, now())
    for _ in range(TRIES):
        if run.state is not RunState.RUNNING:
            break
        try:
            return _attempt(desk, planner, run, now)
        except Changed:
            run = _look(desk, run_id)
    else:
        return _close(desk, run_id, RunState.FAILED, "changing", now())
    return _finished(run)


def _attempt(desk: Desk, planner: Planner, run: PlanRunRow, now: Callable[[], datetime]) -> Finished:
    wanted = _wanted(run)
    with desk.database.read() as session:
        request = month_request(desk, session, load_roster(session), wanted, now())
    if not request.needs:
        return _close(desk, run.id, RunState.FAILED, NothingToDo.code, now())
    made: Made = planner.run(MAKERS[run.kind], request, stop=lambda: _look(desk, run.id).state is RunState.CANCELLED)
    if made.wrong:
        raise AssertionError(f"the plan breaks {len(made.wrong)} hard rules, the first: {made.wrong[0]}")
    return _keep(desk, run.id, request, made, now())


MAKERS: Mapping[RunKind, str] = {RunKind.MONTH: "planning.month.make:make"}


def _keep(desk: Desk, run_id: str, request: MonthRequest, made: Made, now: datetime) -> Finished:
    with desk.database.work("system", now) as uow:
        take_turn(uow.session, Turn.PLANNING)
        run = uow.session.get_one(PlanRunRow, run_id)
        if run.state is not RunState.RUNNING:
            return _finished(run)
        wanted, digest = _wanted(run), fingerprint(request)
        if fingerprint(month_request(desk, uow.session, load_roster(uow.session), wanted, now)) != digest:
            raise Changed
        proposals.remove(uow.session, proposals.open_items(uow.session, run.month, wanted.scope))
        store(desk, uow, wanted.month, made.plan, run, {})
        _proof(run, made, digest, now)
        uow.session.add(run)
        facts = {"month": run.month, "sessions": len(made.plan.bookings), "unplaced": len(made.plan.unplaced)}
        uow.record("proposal.plan", run.id, facts)
        uow.commit()
        return _finished(run)


def _proof(run: PlanRunRow, made: Made, digest: str, now: datetime) -> None:
    run.state, run.finished_at = RunState.DONE, now
    run.status, run.gap, run.cost = made.plan.status, made.plan.gap, made.plan.cost
    run.cost_by_term, run.measures = dict(made.plan.cost_by_term), made.measures
    run.fingerprint, run.versions = digest, made.versions


def _new(
    actor: Actor, kind: RunKind, month: Month, scope: frozenset[str], without: Without, now: datetime
) -> PlanRunRow:
    people = sorted(scope - set(without.people))
    options = {
        "people": people,
        "weekdays": sorted(without.weekdays),
        "days": sorted(day.isoformat() for day in without.days),
    }
    return PlanRunRow(
        kind=kind,
        month=str(month),
        scope=hashlib.sha256(str(options).encode()).hexdigest()[:16],
        state=RunState.WAITING,
        asked_by=actor.staff_id,
        asked_at=now,
        options=options,
    )


def _wanted(run: PlanRunRow) -> Wanted:
    return Wanted(
        month=Month.parse(run.month),
        scope=frozenset(run.options["people"]),
        repair=run.kind is RunKind.REPAIR,
        weekdays_off=frozenset(run.options["weekdays"]),
        days_off=frozenset(date.fromisoformat(day) for day in run.options["days"]),
    )


def _take(desk: Desk, run_id: str, now: datetime) -> PlanRunRow:
    with desk.database.work("system", now) as uow:
        run = uow.session.get_one(PlanRunRow, run_id)
        if run.state is RunState.WAITING:
            run.state = RunState.RUNNING
            uow.session.add(run)
            uow.commit()
        return run


def give_up(desk: Desk, run_id: str, problem: str, now: datetime) -> Finished:
    """Close a run that brought nothing; `problem` is a code."""
    return _close(desk, run_id, RunState.FAILED, problem, now)


def _look(desk: Desk, run_id: str) -> PlanRunRow:
    with desk.database.read() as session:
        return session.get_one(PlanRunRow, run_id)


def _close(desk: Desk, run_id: str, state: RunState, problem: str, now: datetime) -> Finished:
    with desk.database.work("system", now) as uow:
        run = uow.session.get_one(PlanRunRow, run_id)
        if run.state in planning.OPEN_RUN:
            run.state, run.problem, run.finished_at = state, problem, now
            uow.session.add(run)
            uow.commit()
        return _finished(run)


def _finished(run: PlanRunRow) -> Finished:
    return Finished(run.id, Month.parse(run.month), run.kind, run.state, run.asked_by, tuple(run.replies), run.problem)

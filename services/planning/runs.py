"""A planning run from the wish to the proposal: durable, joined by a second asker, and it can be cancelled."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from domain import access
from domain.access import Action, Actor
from domain.calendar import Month
from domain.errors import AlreadySettled, NotFound
from jobs.engine import JobKind
from services.desk import Desk
from services.find import find_person
from services.planning.proposals import scope_of
from services.ports import Jobs
from storage import planning
from storage.roster import load_roster
from storage.tables import PlanRunRow, RunKind, RunState


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
        run = new_run(actor, kind, month, scope_of(actor, load_roster(uow.session)), without, now)
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


def left_out(desk: Desk, actor: Actor, days: Sequence[date], weekdays: Sequence[int], names: Sequence[str]) -> Without:
    """What somebody typed, with people looked up among those they may plan for. Raises `NotFound`."""
    access.require(access.may(actor, Action.PLAN_SUPERVISION), Action.PLAN_SUPERVISION)
    with desk.database.read() as session:
        roster = load_roster(session)
        scope = scope_of(actor, roster) if names else frozenset[str]()
        people = tuple(find_person(session, roster, name, scope).staff_id for name in names)
    return Without(people, tuple(weekdays), tuple(days))


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
        # Whoever stops it is answered there and then; the others hear it from the run.
        run.replies = [reply for reply in run.replies if reply["user"] != actor.slack_user_id]
        uow.session.add(run)
        uow.record("plan.cancel", run.id)
        uow.commit()
        return Begun(run.id, Month.parse(run.month), joined=False)


def new_run(
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


def take(desk: Desk, run_id: str, now: datetime) -> PlanRunRow:
    with desk.database.work("system", now) as uow:
        run = uow.session.get_one(PlanRunRow, run_id)
        if run.state is RunState.WAITING:
            run.state = RunState.RUNNING
            uow.session.add(run)
            uow.commit()
        return run


def give_up(desk: Desk, run_id: str, problem: str, now: datetime) -> Finished:
    """Close a run that brought nothing; `problem` is a code."""
    return close(desk, run_id, RunState.FAILED, problem, now)


def look(desk: Desk, run_id: str) -> PlanRunRow:
    with desk.database.read() as session:
        return session.get_one(PlanRunRow, run_id)


def close(desk: Desk, run_id: str, state: RunState, problem: str, now: datetime) -> Finished:
    with desk.database.work("system", now) as uow:
        run = uow.session.get_one(PlanRunRow, run_id)
        if run.state in planning.OPEN_RUN:
            run.state, run.problem, run.finished_at = state, problem, now
            uow.session.add(run)
            uow.commit()
        return finished(run)


def finished(run: PlanRunRow) -> Finished:
    return Finished(run.id, Month.parse(run.month), run.kind, run.state, run.asked_by, tuple(run.replies), run.problem)

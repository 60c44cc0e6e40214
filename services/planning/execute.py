"""Doing a planning run: gather the facts, plan in a child process, check, keep."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from domain import access
from domain.access import Action, Actor
from domain.calendar import Month, local
from domain.errors import NothingToDo
from domain.roster import Roster
from planning.month.made import Made
from planning.month.model import Booking, MonthRequest
from services.desk import Desk
from services.planning import runs
from services.planning.cover import cover_for
from services.planning.proposals import scope_of
from services.planning.request import Wanted, fingerprint, month_request
from services.planning.runs import Finished
from services.planning.store import store
from services.ports import Planner
from storage import proposals, sessions
from storage.locks import Turn, take_turn
from storage.roster import load_roster
from storage.tables import PlanRunRow, RunKind, RunState
from storage.unit_of_work import UnitOfWork

TRIES = 3
"""How often a run starts over because the facts changed while it planned."""


class Changed(Exception):
    """The facts changed while the plan was made."""


def plan_now(desk: Desk, actor: Actor, planner: Planner, kind: RunKind, month: Month, now: datetime) -> Finished:
    """Plan at once and wait for it, for the command line."""
    access.require(access.may(actor, Action.PLAN_SUPERVISION), Action.PLAN_SUPERVISION)
    with desk.database.work(actor.staff_id, now) as uow:
        run = runs.new_run(actor, kind, month, scope_of(actor, load_roster(uow.session)), runs.Without(), now)
        # Nobody joins it and it blocks nobody: when this process dies, no job is left to finish it.
        run.scope = f"{run.scope}:{run.id}"
        uow.session.add(run)
        uow.commit()
    return execute(desk, planner, run.id, lambda: now)


def execute(desk: Desk, planner: Planner, run_id: str, now: Callable[[], datetime]) -> Finished:
    """Do a run: gather, plan in a child process, check, keep. Safe to begin again after a crash."""
    run = runs.take(desk, run_id, now())
    for _ in range(TRIES):
        if run.state is not RunState.RUNNING:
            break
        try:
            return _attempt(desk, planner, run, now)
        except Changed:
            run = runs.look(desk, run_id)
    else:
        return runs.close(desk, run_id, RunState.FAILED, "changing", now())
    return runs.finished(run)


def _attempt(desk: Desk, planner: Planner, run: PlanRunRow, now: Callable[[], datetime]) -> Finished:
    wanted = _wanted(run)
    with desk.database.read() as session:
        roster = load_roster(session)
        request = month_request(desk, session, roster, wanted, now())
    if not request.needs:
        return runs.close(desk, run.id, RunState.FAILED, NothingToDo.code, now())
    made: Made = planner.run(
        MAKERS[run.kind],
        request,
        managers_for(desk, roster, request),
        stop=lambda: runs.look(desk, run.id).state is RunState.CANCELLED,
    )
    if made.wrong:
        raise AssertionError(f"the plan breaks {len(made.wrong)} hard rules, the first: {made.wrong[0]}")
    return _keep(desk, run.id, request, made, now())


MAKERS: Mapping[RunKind, str] = {
    RunKind.MONTH: "planning.month.make:make",
    RunKind.REPAIR: "planning.month.make:mend",
}


def _keep(desk: Desk, run_id: str, request: MonthRequest, made: Made, now: datetime) -> Finished:
    with desk.database.work("system", now) as uow:
        take_turn(uow.session, Turn.PLANNING)
        run = uow.session.get_one(PlanRunRow, run_id)
        if run.state is not RunState.RUNNING:
            return runs.finished(run)
        wanted, digest = _wanted(run), fingerprint(request)
        if fingerprint(month_request(desk, uow.session, load_roster(uow.session), wanted, now)) != digest:
            raise Changed
        proposals.remove(uow.session, proposals.open_items(uow.session, run.month, wanted.scope))
        store(desk, uow, wanted.month, made, run, _standing_ids(desk, uow, request))
        _proof(run, made, digest, now)
        uow.session.add(run)
        facts = {"month": run.month, "sessions": len(made.plan.bookings), "unplaced": len(made.plan.unplaced)}
        uow.record("proposal.plan", run.id, facts)
        uow.commit()
        return runs.finished(run)


def _standing_ids(desk: Desk, uow: UnitOfWork, request: MonthRequest) -> dict[Booking, str]:
    """The session behind each standing booking."""
    found = {}
    for booking in (standing.booking for standing in request.standing):
        row = sessions.at(uow.session, booking.staff_id, booking.kind, local(booking.day, booking.start, desk.zone))
        assert row is not None
        found[booking] = row.id
    return found


def managers_for(desk: Desk, roster: Roster, request: MonthRequest) -> dict[str, list[str]]:
    """Who might stand in for each person's supervisor."""
    return {
        need.staff_id: cover_for(roster, desk.programme, need.staff_id, need.kind, need.first_day, need.last_day)
        for need in request.needs
    }


def _proof(run: PlanRunRow, made: Made, digest: str, now: datetime) -> None:
    run.state, run.finished_at = RunState.DONE, now
    run.status, run.gap, run.cost = made.plan.status, made.plan.gap, made.plan.cost
    run.cost_by_term, run.measures = dict(made.plan.cost_by_term), made.measures
    run.fingerprint, run.versions = digest, made.versions


def _wanted(run: PlanRunRow) -> Wanted:
    return Wanted(
        month=Month.parse(run.month),
        scope=frozenset(run.options["people"]),
        repair=run.kind is RunKind.REPAIR,
        weekdays_off=frozenset(run.options["weekdays"]),
        days_off=frozenset(date.fromisoformat(day) for day in run.options["days"]),
    )

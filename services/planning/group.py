"""Group supervision's template: proposed with proof, approved as it was seen."""

from dataclasses import asdict
from datetime import date, datetime, time

from domain import access
from domain.access import Action, Actor
from domain.calendar import Month, local
from domain.errors import AlreadySettled, BadValue, NotFound, NothingToDo, Stale
from planning.group.check import violations
from planning.group.dates import occurrences
from planning.group.made import GroupMade
from services.desk import Desk
from services.group.carry import carry
from services.planning import runs
from services.planning.execute import TRIES, Changed
from services.planning.group_facts import GroupFacts, fingerprint, group_facts
from services.planning.group_show import show
from services.planning.group_store import NO_SLOT, span_of, store, stored_dates, stored_plan
from services.planning.group_tell import tell
from services.planning.group_views import GroupApproved, GroupView
from services.planning.show import off_slack
from services.ports import Planner
from storage import groups
from storage.locks import Turn, take_turn
from storage.roster import load_roster
from storage.tables import (
    GroupOccurrenceRow,
    GroupSeriesRow,
    OccurrenceState,
    PlanRunRow,
    RunKind,
    RunState,
    SeriesState,
)
from storage.unit_of_work import UnitOfWork

MAKER = "planning.group.make:make"


def plan_group(desk: Desk, actor: Actor, planner: Planner, first: date, last: date, now: datetime) -> GroupView:
    """Propose a slot for every team from `first` to `last`, in place of an open proposal for any of these days.

    Nobody is told. Raises `NothingToDo` where there is no team, `Stale` where the roster would not stand still.
    """
    access.require(access.may(actor, Action.PLAN_GROUP), Action.PLAN_GROUP)
    if last < first:
        raise BadValue(what="span", typed=f"{first} to {last}", example="2020-05-01 to 2020-07-31")
    run = _begin(desk, actor, first, last, now)
    try:
        return _until_still(desk, actor, planner, run.id, now)
    except Exception as error:
        runs.give_up(desk, run.id, getattr(error, "code", "unexpected"), now)
        raise


def proposed(desk: Desk, actor: Actor) -> GroupView | None:
    """The newest template that waits for approval."""
    access.require(access.may(actor, Action.PLAN_GROUP), Action.PLAN_GROUP)
    with desk.database.read() as session:
        run = groups.newest_run(session, SeriesState.PROPOSED)
        return None if run is None else show(desk, session, load_roster(session), run)


def approve_group(desk: Desk, actor: Actor, run_id: str | None, now: datetime) -> GroupApproved:
    """Make a proposal live (the newest without `run_id`) and write one notice to each member of its teams.

    The teams' series that overlap it end: from its first day on their meetings are cancelled. What has been is not
    rewritten: where a team has a series, the new one begins after now. Raises `Stale` when it would break a rule by
    now, or another took its place.
    """
    access.require(access.may(actor, Action.PLAN_GROUP), Action.PLAN_GROUP)
    with desk.database.work(actor.staff_id, now) as uow:
        take_turn(uow.session, Turn.PLANNING)
        run = _to_approve(uow, run_id)
        roster = load_roster(uow.session)
        first, last = span_of(run)
        if not _still_holds(desk, uow, run, group_facts(desk, uow.session, roster, first, last)):
            raise Stale(what="group")
        series = groups.of_run(uow.session, run.id)
        ended = _end_others(desk, uow, run, now)
        for row in series:
            row.state = SeriesState.LIVE
            uow.session.add(row)
            uow.record_soon("group.begin", row.id, {"team": row.team_code})
        uow.session.flush()
        stopped = tuple(sorted({row.team_code for row in ended} - {row.team_code for row in series}))
        carried = carry(uow, ended, groups.occurrences(uow.session, [row.id for row in series]))
        people = tell(uow, roster, run.id, series, stopped, desk.today(now), carried, mail=desk.reach.mail)
        uow.write_records()
        uow.record("group.approve", run.id, {"teams": len(series), "stopped": len(stopped)})
        uow.commit()
        left = off_slack(roster, people.all, mail=desk.reach.mail)
        return GroupApproved(run.id, first, last, len(series), tuple(stopped), people.told, left)


def _begin(desk: Desk, actor: Actor, first: date, last: date, now: datetime) -> PlanRunRow:
    with desk.database.work(actor.staff_id, now) as uow:
        run = PlanRunRow(
            kind=RunKind.GROUP,
            month=str(Month.of(first)),
            scope="",
            state=RunState.RUNNING,
            asked_by=actor.staff_id,
            asked_at=now,
            options={"first": first.isoformat(), "last": last.isoformat()},
        )
        # Nobody joins it and it blocks nobody: when this process dies, no job is left to finish it.
        run.scope = f"group:{run.id}"
        uow.session.add(run)
        uow.commit()
        return run


def _until_still(desk: Desk, actor: Actor, planner: Planner, run_id: str, now: datetime) -> GroupView:
    for _ in range(TRIES):
        try:
            return _attempt(desk, actor, planner, run_id, now)
        except Changed:
            continue
    raise Stale(what="group")


def _attempt(desk: Desk, actor: Actor, planner: Planner, run_id: str, now: datetime) -> GroupView:
    with desk.database.read() as session:
        run = session.get_one(PlanRunRow, run_id)
        facts = group_facts(desk, session, load_roster(session), *span_of(run))
    if not facts.request.teams:
        raise NothingToDo(what="group")
    made: GroupMade = planner.run(MAKER, facts.request, facts.holidays)
    if made.wrong:
        raise AssertionError(f"the template breaks {len(made.wrong)} hard rules, the first: {made.wrong[0]}")
    return _keep(desk, actor, run_id, fingerprint(facts), made, now)


def _keep(desk: Desk, actor: Actor, run_id: str, digest: str, made: GroupMade, now: datetime) -> GroupView:
    with desk.database.work(actor.staff_id, now) as uow:
        take_turn(uow.session, Turn.PLANNING)
        run = uow.session.get_one(PlanRunRow, run_id)
        first, last = span_of(run)
        roster = load_roster(uow.session)
        if fingerprint(group_facts(desk, uow.session, roster, first, last)) != digest:
            raise Changed
        groups.remove(uow.session, groups.overlapping(uow.session, SeriesState.PROPOSED, first, last))
        _proof(run, made, digest, now)
        uow.session.add(run)
        store(desk, uow.session, run, made.plan, made.dated)
        uow.record("group.plan", run.id, {"teams": len(made.plan.slots), "unplaced": len(made.plan.unplaced)})
        uow.commit()
        return show(desk, uow.session, roster, run)


def _proof(run: PlanRunRow, made: GroupMade, digest: str, now: datetime) -> None:
    run.state, run.finished_at = RunState.DONE, now
    run.status, run.gap, run.cost = made.plan.status, made.plan.gap, made.plan.cost
    run.cost_by_term, run.fingerprint, run.versions = dict(made.plan.cost_by_term), digest, dict(made.versions)
    left = [{"team": none.team, "cause": none.cause.value} for none in made.plan.unplaced]
    run.measures = {**asdict(made.measures), NO_SLOT: left}


def _to_approve(uow: UnitOfWork, run_id: str | None) -> PlanRunRow:
    run = groups.newest_run(uow.session, SeriesState.PROPOSED) if run_id is None else None
    if run_id is not None:
        run = uow.session.get(PlanRunRow, run_id)
    if run is None or run.kind is not RunKind.GROUP:
        raise NotFound(what="proposal", typed="", suggestions=[])
    series = groups.of_run(uow.session, run.id)
    if any(row.state is not SeriesState.PROPOSED for row in series):
        raise AlreadySettled(what="group", answer="approved")
    if not series:
        raise NothingToDo(what="group") if run.measures.get("placed") == 0 else Stale(what="group")
    return run


def _still_holds(desk: Desk, uow: UnitOfWork, run: PlanRunRow, facts: GroupFacts) -> bool:
    """The rules, the cost and the dates once more, by the facts of this moment."""
    plan = stored_plan(uow.session, run)
    if violations(facts.request, plan):
        return False
    first, last = span_of(run)
    dated = occurrences(facts.request, plan.slots, first, last, facts.holidays)
    return dated == stored_dates(desk, uow.session, groups.of_run(uow.session, run.id))


def _end_others(desk: Desk, uow: UnitOfWork, run: PlanRunRow, now: datetime) -> list[GroupOccurrenceRow]:
    """End what is live on these days. Returns the meetings still to come that give way."""
    first, last = span_of(run)
    begins = max(local(first, time(), desk.zone), now)
    old = groups.overlapping(uow.session, SeriesState.LIVE, first, last)
    for row in old:
        row.state = SeriesState.ENDED
        row.last_day = max(row.first_day, min(row.last_day, date.fromordinal(desk.today(begins).toordinal() - 1)))
        uow.session.add(row)
        uow.record_soon("group.end", row.id, {"team": row.team_code})
    teams = {row.team_code for row in old}
    _leave_the_past(uow, [row for row in groups.of_run(uow.session, run.id) if row.team_code in teams], begins)
    dated = groups.occurrences(uow.session, [row.id for row in old])
    lost = [row for row in dated if row.state is OccurrenceState.PLANNED and row.starts_at >= begins]
    for meeting in lost:
        meeting.state = OccurrenceState.CANCELLED
        uow.session.add(meeting)
    return lost


def _leave_the_past(uow: UnitOfWork, series: list[GroupSeriesRow], begins: datetime) -> None:
    for meeting in groups.occurrences(uow.session, [row.id for row in series]):
        if meeting.starts_at < begins:
            uow.session.delete(meeting)

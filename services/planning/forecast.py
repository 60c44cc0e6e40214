"""Breaches of the next eight weeks, foreseen while something can still be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain import access
from domain.access import Action, Actor
from domain.calendar import Month
from domain.roster import Roster
from services.desk import Desk
from services.planning.execute import managers_for
from services.planning.request import Wanted, month_request
from services.planning.show import named_facts, remedy_line
from services.planning.store import remedy_facts
from services.planning.views import RemedyLine
from services.ports import Planner
from storage.roster import load_roster


@dataclass(frozen=True, slots=True)
class BreachLine:
    """`rule` is over_limit or no_session_in_month; broken `on` a day. `cause` and `facts` as of `UnplacedLine`."""

    supervisee: str
    supervisor: str | None
    rule: str
    on: date
    cause: str
    facts: dict[str, Any]
    remedies: tuple[RemedyLine, ...]


@dataclass(frozen=True, slots=True)
class OverfullLine:
    """A supervisor with more sessions due in a month than their days hold."""

    supervisor: str
    month: Month
    due: int
    fits: int


@dataclass(frozen=True, slots=True)
class ForecastView:
    """`people` is how many the asker may see in it."""

    people: int
    limit_days: int
    breaches: tuple[BreachLine, ...]
    overfull: tuple[OverfullLine, ...]


def forecast(desk: Desk, actor: Actor, planner: Planner, now: datetime) -> ForecastView:
    """What is foreseen for everybody whose sessions the asker may book: their own, their people's, their teams'."""
    access.require(access.may(actor, Action.BOOK_SESSION), Action.BOOK_SESSION)
    with desk.database.read() as session:
        roster = load_roster(session)
    scope = frozenset(p.staff_id for p in access.within_reach(actor, Action.BOOK_SESSION, roster))
    found = look_ahead(desk, roster, scope, planner, now)
    return ForecastView(
        len(scope),
        desk.programme.supervision.rhythm.limit,
        tuple(breach_line(roster, as_facts(one)) for one in found.breaches),
        tuple(
            OverfullLine(roster.people[one.supervisor_id].name, Month.of(one.last_day), one.due, one.fits)
            for one in found.overfull
        ),
    )


def look_ahead(desk: Desk, roster: Roster, scope: frozenset[str], planner: Planner, now: datetime) -> Any:
    """The `planning.month.forecast.Forecast` of these people, made in a child process: no transaction waits for it."""
    this = Month.of(desk.today(now))
    wanted = [Wanted(m, scope, repair=True, whole=True) for m in (this, this.next(), this.next().next())]
    with desk.database.read() as session:
        months = [month_request(desk, session, roster, one, now) for one in wanted]
    managers = {key: found for month in months for key, found in managers_for(desk, roster, month).items()}
    return planner.run("planning.month.foresee:foresee", months, managers, desk.today(now))


def as_facts(one: Any) -> dict[str, Any]:
    """A `planning.month.forecast.Breach` as plain values that can be stored."""
    return {
        "staff_id": one.staff_id,
        "kind": one.kind,
        "supervisor_id": one.supervisor_id,
        "rule": one.rule.value,
        "on": one.on.isoformat(),
        "cause": one.cause.value,
        "facts": dict(one.facts),
        "remedies": [remedy_facts(remedy) for remedy in one.remedies],
    }


def breach_line(roster: Roster, stored: Mapping[str, Any]) -> BreachLine:
    boss = roster.people.get(stored["supervisor_id"] or "")
    return BreachLine(
        supervisee=roster.people[stored["staff_id"]].name,
        supervisor=None if boss is None else boss.name,
        rule=stored["rule"],
        on=date.fromisoformat(stored["on"]),
        cause=stored["cause"],
        facts=named_facts(roster, stored["supervisor_id"], stored["facts"]),
        remedies=tuple(remedy_line(roster, remedy) for remedy in stored["remedies"]),
    )

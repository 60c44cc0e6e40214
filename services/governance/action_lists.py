"""Lists of actions: mine, a team's, those that are overdue, everybody's."""

from collections.abc import Collection
from datetime import datetime

from domain import access
from domain.access import TABLE, Action, Actor, Relation, Role
from domain.roster import Roster
from services.desk import Desk
from services.governance.action_views import ActionsView, line_of
from services.team import find_team
from storage import governance
from storage.roster import load_roster

MINE, TEAM, OVERDUE, ALL = "mine", "team", "overdue", "all"


def mine(desk: Desk, actor: Actor, now: datetime) -> ActionsView:
    """The asker's own open actions, the soonest due first."""
    return _listed(desk, actor, MINE, "", now)


def of_team(desk: Desk, actor: Actor, typed: str, now: datetime) -> ActionsView:
    """Those of a team's members that whoever asks may see. Raises `NotFound`, `NotAllowed`, `BadValue`."""
    with desk.database.read() as session:
        roster = load_roster(session)
    code = find_team(roster, actor, typed)
    access.require(access.may_about_team(actor, Action.SEE_ACTIONS, code), Action.SEE_ACTIONS)
    return _listed(desk, actor, TEAM, code, now)


def overdue(desk: Desk, actor: Actor, now: datetime) -> ActionsView:
    """Everything over its date that whoever asks may see, the longest first."""
    return _listed(desk, actor, OVERDUE, "", now)


def everything(desk: Desk, actor: Actor, now: datetime) -> ActionsView:
    """Every open action that whoever asks may see."""
    return _listed(desk, actor, ALL, "", now)


def _listed(desk: Desk, actor: Actor, scope: str, team: str, now: datetime) -> ActionsView:
    today = desk.today(now)
    with desk.database.read() as session:
        roster = load_roster(session)
        rows = governance.open_actions(session, _owners(roster, actor, scope, team))
    lines = [line_of(desk, roster, actor, row, today) for row in rows]
    shown = [line for line in lines if scope != OVERDUE or line.late]
    name = roster.teams[team].name if team else ""
    return ActionsView(scope, name, today, tuple(shown), _scopes(actor, scope))


def _owners(roster: Roster, actor: Actor, scope: str, team: str) -> Collection[str]:
    if scope == MINE:
        return [actor.staff_id]
    reach = access.within_reach(actor, Action.SEE_ACTIONS, roster)
    return [person.staff_id for person in reach if not team or team in person.teams]


def _more_than_own(actor: Actor) -> bool:
    held = (relation for role, relation in TABLE[Action.SEE_ACTIONS].items() if role in actor.roles)
    return any(relation is not Relation.OWN for relation in held)


def _scopes(actor: Actor, scope: str) -> tuple[str, ...]:
    others = [MINE]
    if Role.TEAM_MANAGER in actor.roles:
        others.append(TEAM)
    if _more_than_own(actor):
        others += [OVERDUE, ALL]
    return tuple(one for one in others if one != scope)

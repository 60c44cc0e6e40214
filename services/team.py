"""A team as its members see it: who is in it, which seats are empty, who is shared with whom."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain import access
from domain.access import Action, Actor
from domain.errors import BadValue, NotFound
from domain.programme import Programme
from domain.roster import Person, Post, Roster
from domain.words import closest
from services.desk import Desk
from storage.roster import load_roster


@dataclass(frozen=True, slots=True)
class Member:
    """`shared_with` names the other teams they serve; `away` says unavailable today, never why."""

    name: str
    role: str
    shared_with: tuple[str, ...]
    away: bool
    leaves_on: date | None
    on_slack: bool


@dataclass(frozen=True, slots=True)
class DisciplineGroup:
    name: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class EmptySeat:
    """A seat nobody fills; `state` is the programme's word for it."""

    role: str
    state: str
    shared_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TeamView:
    """`also` names the other teams of whoever asks."""

    code: str
    name: str
    office: str
    manager: str
    groups: tuple[DisciplineGroup, ...]
    empty_seats: tuple[EmptySeat, ...]
    also: tuple[str, ...] = ()


def team(desk: Desk, actor: Actor, typed: str, now: datetime) -> TeamView:
    """The team named `typed` (code or name), or the asker's own. Raises `NotFound` with close names."""
    access.require(access.may(actor, Action.SEE_TEAM), Action.SEE_TEAM)
    with desk.database.read() as session:
        roster = load_roster(session)
    code = find_team(roster, actor, typed)
    also = tuple(roster.teams[c].name for c in _own(actor) if c != code)
    return replace(team_view(desk, roster, code, desk.today(now)), also=also)


def find_team(roster: Roster, actor: Actor, typed: str) -> str:
    """A team's code from what somebody typed; with nothing typed their own team, the one they lead first."""
    if not typed:
        own = _own(actor)
        if not own:
            raise BadValue(what="team", typed="", example=next((t.name for t in roster.teams.values()), ""))
        return own[0]
    wanted = _plain(typed)
    for found in roster.teams.values():
        if wanted in (_plain(found.code), _plain(found.name), _plain(found.channel)):
            return found.code
    raise NotFound(what="team", typed=typed, suggestions=closest(typed, [t.name for t in roster.teams.values()]))


def _own(actor: Actor) -> list[str]:
    return sorted(actor.led or actor.teams or actor.service)


def team_view(desk: Desk, roster: Roster, code: str, today: date) -> TeamView:
    chosen = roster.teams[code]
    members = [p for p in roster.members(code) if p.in_service(today)]
    return TeamView(
        code=code,
        name=chosen.name,
        office=chosen.office,
        manager=roster.people[chosen.manager_id].name,
        groups=tuple(_groups(desk.programme, roster, code, members, today)),
        empty_seats=tuple(_empty_seats(desk.programme, roster, code, members)),
    )


def _groups(
    programme: Programme, roster: Roster, code: str, members: list[Person], today: date
) -> list[DisciplineGroup]:
    groups = []
    for key, discipline in programme.disciplines.items():
        own = sorted((p for p in members if p.discipline == key), key=lambda p: p.name)
        own.sort(key=lambda p: not programme.roles[p.role].manager)
        if own:
            groups.append(
                DisciplineGroup(discipline.name, tuple(_member(programme, roster, code, p, today) for p in own))
            )
    return groups


def _member(programme: Programme, roster: Roster, code: str, person: Person, today: date) -> Member:
    return Member(
        name=person.name,
        role=programme.roles[person.role].name,
        shared_with=tuple(roster.teams[t].name for t in person.teams if t != code),
        away=not roster.available(person.staff_id, today),
        leaves_on=person.leaves_on,
        on_slack=person.on_slack,
    )


def _empty_seats(programme: Programme, roster: Roster, code: str, members: list[Person]) -> list[EmptySeat]:
    """Posts that serve the team and are not filled, and whatever else the team's shape has and the team has not."""
    posts = [p for p in roster.posts.values() if code in p.teams]
    by_role = {_role_of(programme, post): post for post in posts}
    seats: list[EmptySeat] = []
    for seat in programme.team_shape:
        missing = seat.seats - sum(p.role == seat.role for p in members)
        post = by_role.get(seat.role)
        state = "vacant" if post is None else programme.post_states[post.state].name
        shared = () if post is None else tuple(roster.teams[t].name for t in post.teams if t != code)
        seats.extend(EmptySeat(programme.roles[seat.role].name, state, shared) for _ in range(max(0, missing)))
    return seats


def _role_of(programme: Programme, post: Post) -> str:
    return next(
        (s.role for s in programme.team_shape if s.shared and post.discipline in programme.roles[s.role].disciplines),
        "",
    )


def _plain(text: str) -> str:
    return text.strip().lstrip("#").casefold().replace("-", " ").removeprefix("fsp ")

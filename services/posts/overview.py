"""All posts: who is in them, the vacancy rate with its rule, empty seats, funding, and what waits for them."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from domain import access
from domain.access import Action, Actor
from domain.errors import NotFound
from domain.posts.facts import PostFact
from domain.posts.figures import counts, sustained, vacancy_rate, waiting
from domain.roster import Roster
from domain.words import closest
from services.desk import Desk
from services.governance.history import history_of
from services.posts.views import (
    DisciplineLine,
    Effect,
    EmptySeat,
    FundingEnd,
    PostsView,
    PostView,
    facts,
    line_of,
)
from storage import timeline
from storage.roster import load_roster
from storage.tables import PostProgressRow


def overview(desk: Desk, actor: Actor, typed: str, now: datetime) -> PostsView:
    """Every post, or those of a discipline, an employer or a team. Raises `NotFound` with the nearest names."""
    access.require(access.may(actor, Action.SEE_TIMELINE), Action.SEE_TIMELINE)
    return build(desk, typed, now, changes=access.may(actor, Action.CHANGE_POST))


def build(desk: Desk, typed: str, now: datetime, *, changes: bool = False) -> PostsView:
    """The same for a report or a file, whose own right was asked for."""
    with desk.database.read() as session:
        roster, today = load_roster(session), desk.today(now)
        found = list(facts(desk, session, roster, today).values())
        chosen, name = _chosen(desk, roster, found, typed)
        rules = desk.programme.posts
        return PostsView(
            filter=name,
            today=today,
            lines=tuple(line_of(desk, roster, fact) for fact in chosen),
            disciplines=tuple(_disciplines(desk, chosen, whole=not name)),
            vacancy=vacancy_rate(chosen, today, rules.cover_counts),
            rule=rules.vacancy_words,
            sustained=sustained(chosen),
            ends=tuple(funding_ends(chosen)),
            seats=tuple(empty_seats(desk, roster, chosen, today)),
            effect=effect(desk, session, chosen),
            changes=changes,
        )


def known(desk: Desk, actor: Actor, now: datetime) -> frozenset[str]:  # noqa: ARG001  one shape for all services
    """The ids of all posts."""
    with desk.database.read() as session:
        return frozenset(load_roster(session).posts)


def show(desk: Desk, actor: Actor, post_id: str, now: datetime, done: str = "") -> PostView:
    """One post by its id. Raises `NotFound`."""
    access.require(access.may(actor, Action.SEE_TIMELINE), Action.SEE_TIMELINE)
    with desk.database.read() as session:
        roster, today = load_roster(session), desk.today(now)
        found = facts(desk, session, roster, today).get(post_id.upper())
        if found is None:
            near = closest(post_id.upper(), roster.posts)
            raise NotFound(what="post", typed=post_id, suggestions=near)
        row = session.get(PostProgressRow, found.post_id)
        return PostView(
            line=line_of(desk, roster, found),
            today=today,
            history=history_of(session, roster, found.post_id),
            states=tuple((state.name, key) for key, state in desk.programme.post_states.items()),
            changes=access.may(actor, Action.CHANGE_POST),
            version=0 if row is None else row.version,
            done=done,
        )


def empty_seats(desk: Desk, roster: Roster, found: Sequence[PostFact], today: date) -> list[EmptySeat]:
    """Every team that an empty post serves, the longest empty first."""
    seats = [
        EmptySeat(
            team=roster.teams[code].name,
            worker=desk.programme.disciplines[fact.discipline].worker,
            post_id=fact.post_id,
            state="" if (line := line_of(desk, roster, fact)).gone else line.state,
            since=fact.empty_since,
            days=0 if fact.empty_since is None else (today - fact.empty_since).days,
        )
        for fact in found
        if fact.empty
        for code in fact.teams
        if code in roster.teams
    ]
    return sorted(seats, key=lambda seat: (seat.since or date.max, seat.team))


def funding_ends(found: Sequence[PostFact]) -> list[FundingEnd]:
    """Each day on which funding ends, with how many posts."""
    days = sorted({fact.funded_until for fact in found if fact.funded_until is not None})
    ending = {day: [fact for fact in found if fact.funded_until == day] for day in days}
    return [FundingEnd(day, len(own), sum(one.sustainable is True for one in own)) for day, own in ending.items()]


def effect(desk: Desk, session: Session, found: Sequence[PostFact]) -> Effect | None:
    """What the programme's milestone waits for; None without one, when it is done, or when no post is empty."""
    key = desk.programme.posts.needed_by
    row = next((one for one in desk.programme.timeline if one.key == key), None)
    stored = timeline.milestones(session).get(key or "")
    if row is None or stored is None or stored.actual is not None or not any(fact.empty for fact in found):
        return None
    return Effect(row.title, row.planned.precision, waiting(found, stored.forecast))


def _disciplines(desk: Desk, found: Sequence[PostFact], *, whole: bool) -> list[DisciplineLine]:
    """By discipline and employer; what was promised stands at a discipline's first employer, where all are shown."""
    promised = {one.discipline: one.count for one in desk.programme.posts.promised} if whole else {}
    states = desk.programme.post_states
    lines = []
    for key in desk.programme.disciplines:
        for employer in sorted({fact.employer for fact in found if fact.discipline == key}):
            own = [fact for fact in found if (fact.discipline, fact.employer) == (key, employer)]
            named = tuple((states[state].name, n) for state, n in counts(own, states).items() if n)
            filled = sum(not fact.empty for fact in own)
            name = desk.programme.disciplines[key].name
            lines.append(DisciplineLine(name, employer, promised.pop(key, None), len(own), filled, named))
    return lines


def _chosen(desk: Desk, roster: Roster, found: list[PostFact], typed: str) -> tuple[list[PostFact], str]:
    """The posts of the discipline, employer or team that was typed, and its name."""
    words = " ".join(typed.casefold().split())
    if not words:
        return found, ""
    names: dict[str, tuple[str, list[PostFact]]] = {}
    for key, discipline in desk.programme.disciplines.items():
        names[discipline.name.casefold()] = (discipline.name, [fact for fact in found if fact.discipline == key])
    for employer in sorted({fact.employer for fact in found}):
        names[employer.casefold()] = (employer, [fact for fact in found if fact.employer == employer])
    for code, team in roster.teams.items():
        names[team.name.casefold()] = (team.name, [fact for fact in found if code in fact.teams])
    if words not in names:
        known = [name for name, _ in names.values()]
        raise NotFound(what="post", typed=typed, suggestions=closest(typed, [*known, *roster.posts]))
    name, chosen = names[words]
    return chosen, name

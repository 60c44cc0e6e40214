"""Posts as people see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from domain.group.figures import Figure
from domain.posts.facts import PostFact, Progress, post_fact
from domain.posts.figures import Waiting
from domain.roster import Roster
from services.desk import Desk
from services.governance.history import ChangeLine
from storage import posts


@dataclass(frozen=True, slots=True)
class PostLine:
    """One post. `state` is the programme's word for it and `state_key` its key; `worker` what its holder is called.

    `gone` tells that the roster names a holder who has left or not begun.
    """

    post_id: str
    discipline: str
    worker: str
    employer: str
    teams: tuple[str, ...]
    state: str
    state_key: str
    empty: bool
    empty_since: date | None
    gone: bool
    covered: bool
    holder: str | None
    starts_on: date | None
    funded_from: date | None
    funded_until: date | None
    sustainable: bool | None
    differs: bool


@dataclass(frozen=True, slots=True)
class DisciplineLine:
    """The posts of one discipline with one employer: how many were promised (None where nothing is said) and are."""

    discipline: str
    employer: str
    promised: int | None
    posts: int
    filled: int
    states: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class EmptySeat:
    """A team without somebody of one discipline. `since` is None where it is not known, `state` empty where the roster
    names a holder who is not there."""

    team: str
    worker: str
    post_id: str
    state: str
    since: date | None
    days: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a milestone waits for."""

    milestone: str
    precision: str
    waiting: Waiting


@dataclass(frozen=True, slots=True)
class FundingEnd:
    """The posts whose funding ends on one day, and of how many of them money after it is agreed."""

    day: date
    posts: int
    agreed: int


@dataclass(frozen=True, slots=True)
class PostsView:
    """All posts, or those that `filter` names. `rule` stands beside the vacancy rate."""

    filter: str
    today: date
    lines: tuple[PostLine, ...]
    disciplines: tuple[DisciplineLine, ...]
    vacancy: Figure
    rule: str
    sustained: Figure
    ends: tuple[FundingEnd, ...]
    seats: tuple[EmptySeat, ...]
    effect: Effect | None
    changes: bool


@dataclass(frozen=True, slots=True)
class PostView:
    """One post with its history; `states` are the (name, key) pairs it can be in. `done` is a code, or empty."""

    line: PostLine
    today: date
    history: tuple[ChangeLine, ...]
    states: tuple[tuple[str, str], ...]
    changes: bool
    version: int
    done: str = ""


def facts(desk: Desk, session: Session, roster: Roster, today: date) -> dict[str, PostFact]:
    """Every post on `today`, by its id."""
    said: Mapping[str, Progress] = posts.progress(session)
    return {
        key: post_fact(post, roster.people.get(post.holder_id or ""), said.get(key), desk.programme.post_states, today)
        for key, post in sorted(roster.posts.items())
    }


def line_of(desk: Desk, roster: Roster, fact: PostFact) -> PostLine:
    programme = desk.programme
    discipline, state = programme.disciplines[fact.discipline], programme.post_states.get(fact.state)
    return PostLine(
        post_id=fact.post_id,
        discipline=discipline.name,
        worker=discipline.worker,
        employer=fact.employer,
        teams=tuple(roster.teams[code].name for code in fact.teams if code in roster.teams),
        state=fact.state if state is None else state.name,
        state_key=fact.state,
        empty=fact.empty,
        empty_since=fact.empty_since,
        gone=fact.empty and state is not None and state.filled,
        covered=fact.covered,
        holder=None if fact.holder_id is None else roster.people[fact.holder_id].name,
        starts_on=fact.starts_on,
        funded_from=fact.funded_from,
        funded_until=fact.funded_until,
        sustainable=fact.sustainable,
        differs=fact.differs,
    )

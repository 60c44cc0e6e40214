"""How a post's recruitment and funding go, as the programme office says it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain import access
from domain.access import Action, Actor
from domain.errors import BadValue, NotFound, NothingToDo, Stale
from domain.posts.facts import PostFact
from domain.programme import Programme
from domain.words import closest
from services.desk import Desk
from services.posts.overview import show
from services.posts.views import PostView, facts
from storage import governance
from storage.roster import load_roster
from storage.tables import PostProgressRow, PostRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Change:
    """What to change; None leaves a thing as it is. `state` is a state's key or name.

    `since` is the day from which the state holds, today where none is given. `sustainable` is `yes`, `no` or `open`.
    """

    state: str | None = None
    since: date | None = None
    starts_on: date | None = None
    sustainable: str | None = None
    funded_until: date | None = None


_AGREED = {"yes": True, "no": False, "open": None}


def change(desk: Desk, actor: Actor, post_id: str, wanted: Change, now: datetime, seen: int | None = None) -> PostView:
    """Keep what was said of a post. `seen` is the version that was looked at, 0 where nobody had said anything.

    Raises `NotAllowed`, `NotFound`, `BadValue`, `Stale`, `NothingToDo`.
    """
    access.require(access.may(actor, Action.CHANGE_POST), Action.CHANGE_POST)
    with desk.database.work(actor.staff_id, now) as uow:
        today = desk.today(now)
        post = uow.session.get(PostRow, post_id.upper(), with_for_update=True)
        if post is None:
            near = closest(post_id.upper(), load_roster(uow.session).posts)
            raise NotFound(what="post", typed=post_id, suggestions=near)
        row = uow.session.get(PostProgressRow, post.post_id)
        if seen is not None and seen != (0 if row is None else row.version):
            raise Stale(what="post", post=post.post_id)
        before = facts(desk, uow.session, load_roster(uow.session), today)[post.post_id]
        wanted = _checked(desk.programme, wanted, before, today)
        row = row or _new(post, before, today, actor.staff_id, now)
        changed = _apply(desk.programme, row, post, before, wanted, today)
        if not changed:
            raise NothingToDo(what="post", post=post.post_id)
        _store(uow, row, changed)
        uow.commit()
    return show(desk, actor, post.post_id, now, "changed")


def state_key(programme: Programme, typed: str) -> str:
    """A post state's key from its key or name, or the beginning of one. Raises `NotFound` with the nearest."""
    words = " ".join(typed.casefold().replace("_", " ").split())
    names = {key: state.name.casefold() for key, state in programme.post_states.items()}
    exact = [key for key, name in names.items() if words in (key.replace("_", " "), name)]
    begun = [key for key, name in names.items() if name.startswith(words)]
    for found in (exact, begun):
        if len(found) == 1:
            return found[0]
    known = [state.name for state in programme.post_states.values()]
    raise NotFound(what="state", typed=typed, suggestions=closest(typed, known) or known)


def _checked(programme: Programme, wanted: Change, before: PostFact, today: date) -> Change:
    state = None if wanted.state is None else state_key(programme, wanted.state)
    if wanted.since is not None and wanted.since > today:
        raise BadValue(what="future_since", typed="", example="", day=wanted.since)
    if wanted.sustainable is not None and wanted.sustainable not in _AGREED:
        raise BadValue(what="sustainable", typed=wanted.sustainable, example="yes")
    starts_on, known = wanted.starts_on, programme.post_states.get(state or before.state)
    if starts_on is not None and known is not None and known.filled:
        if starts_on > today:
            raise BadValue(what="start_filled", typed="", example="")
        # Whoever has begun is in post: there is no start to wait for.
        starts_on = None
    if wanted.funded_until and before.funded_from and wanted.funded_until < before.funded_from:
        raise BadValue(what="funding_ends_first", typed="", example="", day=before.funded_from)
    return replace(wanted, state=state, starts_on=starts_on)


def _new(post: PostRow, before: PostFact, today: date, by: str, now: datetime) -> PostProgressRow:
    """The first thing said of a post begins with what the roster says."""
    return PostProgressRow(
        post_id=post.post_id,
        state=before.state,
        roster_state=post.state,
        since=before.empty_since or today,
        empty_since=before.empty_since,
        changed_at=now,
        changed_by=by,
        version=0,
    )


def _apply(
    programme: Programme, row: PostProgressRow, post: PostRow, before: PostFact, wanted: Change, today: date
) -> list[tuple[str, str, str]]:
    """Change the row. Returns (what, before, after) of everything that is different now."""
    changed = []
    if wanted.state is not None and wanted.state != before.state:
        changed.append(("state", before.state, wanted.state))
        row.since = wanted.since or today
        if programme.post_states[wanted.state].filled:
            row.empty_since, row.starts_on = None, None
        else:
            row.empty_since = before.empty_since or row.since
    # What an import said since goes before what was kept here.
    row.state, row.roster_state = wanted.state or before.state, post.state
    if wanted.starts_on is not None and wanted.starts_on != row.starts_on:
        changed.append(("starts_on", _text(row.starts_on), _text(wanted.starts_on)))
        row.starts_on = wanted.starts_on
    agreed = row.sustainable if wanted.sustainable is None else _AGREED[wanted.sustainable]
    if agreed is not row.sustainable:
        changed.append(("sustainable", _word(row.sustainable), _word(agreed)))
        row.sustainable = agreed
    if wanted.funded_until is not None and wanted.funded_until != before.funded_until:
        changed.append(("funded_until", _text(before.funded_until), _text(wanted.funded_until)))
        row.funded_until = wanted.funded_until
    return changed


def _store(uow: UnitOfWork, row: PostProgressRow, changed: list[tuple[str, str, str]]) -> None:
    row.changed_at, row.changed_by, row.version = uow.now, uow.actor_id, row.version + 1
    uow.session.add(row)
    uow.session.flush()
    for what, before, after in changed:
        facts = {"before": before, "after": after}
        governance.note_change(uow, row.post_id, what, facts)
        uow.record(f"post.{what}", row.post_id, facts)


def _text(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _word(agreed: bool | None) -> str:
    return next(word for word, value in _AGREED.items() if value is agreed)

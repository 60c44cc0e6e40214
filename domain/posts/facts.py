"""What is known of one post on one day, from the roster and from what the programme office said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.programme.people import PostState
from domain.roster import Person, Post


@dataclass(frozen=True, slots=True)
class Progress:
    """What the programme office said of a post. Its state holds as long as the roster says what it said then."""

    state: str
    roster_state: str
    since: date
    empty_since: date | None = None
    starts_on: date | None = None
    sustainable: bool | None = None
    funded_until: date | None = None


@dataclass(frozen=True, slots=True)
class PostFact:
    """One post on one day.

    `empty` tells that nobody does the work; `empty_since` is its first day, None where that is not known. `covered`:
    somebody does the work who does not hold the post. `differs`: the roster says another thing than this state.
    `sustainable`: money after the start-up funding is agreed, refused, or (None) open.
    """

    post_id: str
    discipline: str
    employer: str
    teams: tuple[str, ...]
    state: str
    empty: bool
    empty_since: date | None
    covered: bool
    holder_id: str | None
    starts_on: date | None
    funded_from: date | None
    funded_until: date | None
    sustainable: bool | None
    differs: bool = False

    def funded_on(self, day: date) -> bool:
        """Does its funding cover the day? Without a date it is not limited on that side."""
        return (self.funded_from is None or self.funded_from <= day) and not self.funding_over(day)

    def funding_over(self, day: date) -> bool:
        return self.funded_until is not None and self.funded_until < day


def post_fact(
    post: Post, holder: Person | None, progress: Progress | None, states: Mapping[str, PostState], today: date
) -> PostFact:
    """A post on `today`. Its holder's first and last day count: a post is empty before the one and after the other."""
    ours = progress is not None and progress.roster_state == post.state
    state = progress.state if progress is not None and ours else post.state
    said_otherwise = ours and state != post.state
    filled = states[state].filled if state in states else False
    here = holder is not None and holder.in_service(today)
    empty = not filled or not (here or said_otherwise)
    starts_on = progress.starts_on if progress is not None else None
    if holder is not None and holder.starts_on > today:
        starts_on = holder.starts_on
    return PostFact(
        post_id=post.post_id,
        discipline=post.discipline,
        employer=post.employer,
        teams=post.teams,
        state=state,
        empty=empty,
        empty_since=_empty_since(post, holder, progress, today, filled=filled) if empty else None,
        covered=not empty and state in states and states[state].cover,
        holder_id=post.holder_id if here else None,
        starts_on=starts_on if empty else None,
        funded_from=post.funded_from,
        funded_until=(progress.funded_until if progress else None) or post.funded_until,
        sustainable=progress.sustainable if progress else None,
        differs=said_otherwise,
    )


def _empty_since(
    post: Post, holder: Person | None, progress: Progress | None, today: date, *, filled: bool
) -> date | None:
    """What was said of an unfilled post; else the day after its holder left; else from when it is funded, if past."""
    said = None if progress is None else progress.empty_since
    if filled and holder is not None and holder.leaves_on is not None and holder.leaves_on < today:
        return holder.leaves_on + timedelta(days=1)
    if said is not None:
        return said
    return post.funded_from if post.funded_from is not None and post.funded_from <= today else None

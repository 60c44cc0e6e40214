"""Figures about posts, each with numerator, denominator and what was left out; and what waits for the posts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.group.figures import Figure
from domain.posts.facts import PostFact


def vacancy_rate(posts: Iterable[PostFact], day: date, cover_counts: Literal["filled", "vacant"]) -> Figure:
    """Vacant of all whose funding covers the day. Left out: `not_yet_funded`, `funding_over`; noted: `covered`.

    A covered post counts as the programme says.
    """
    known = list(posts)
    funded = [post for post in known if post.funded_on(day)]
    vacant = [post for post in funded if post.empty or (post.covered and cover_counts == "vacant")]
    over = sum(post.funding_over(day) for post in known)
    left_out = _some(not_yet_funded=len(known) - len(funded) - over, funding_over=over)
    return Figure(len(vacant), len(funded), left_out, _some(covered=sum(post.covered for post in funded)))


def sustained(posts: Iterable[PostFact]) -> Figure:
    """Posts whose money after the start-up funding is agreed, of all. Noted: `refused` and `open`."""
    known = list(posts)
    refused = sum(post.sustainable is False for post in known)
    agreed = sum(post.sustainable is True for post in known)
    return Figure(agreed, len(known), {}, _some(refused=refused, open=len(known) - agreed - refused))


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a milestone that needs the posts by `day` waits for: post ids. `unknown` have no day to start."""

    day: date
    in_time: tuple[str, ...]
    late: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def waits(self) -> bool:
        return bool(self.late or self.unknown)


def waiting(posts: Sequence[PostFact], day: date) -> Waiting:
    """Which empty posts will be filled by a milestone's `day`, and which will not or nobody knows."""
    empty = [post for post in posts if post.empty]
    return Waiting(
        day,
        tuple(post.post_id for post in empty if post.starts_on is not None and post.starts_on <= day),
        tuple(post.post_id for post in empty if post.starts_on is not None and post.starts_on > day),
        tuple(post.post_id for post in empty if post.starts_on is None),
    )


def counts(posts: Iterable[PostFact], states: Iterable[str]) -> dict[str, int]:
    """How many posts are in each of the programme's states, in its order."""
    known = list(posts)
    return {state: sum(post.state == state for post in known) for state in states}


def _some(**found: int) -> Mapping[str, int]:
    return {key: count for key, count in found.items() if count}

"""Figures about family reviews: held against planned, and how often each agency took part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.group.figures import Figure, counted


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """A review that is over. `held` is None where nobody said; `agencies` tells of each whether it took part.

    An agency took part when it was there or sent a written report; None where nobody said.
    """

    cancelled: bool
    held: bool | None
    agencies: Mapping[str, bool | None]


def reviews_held(reviews: Iterable[ReviewFact]) -> Figure:
    """Held of all that were planned and are over. Cancelled and unrecorded ones were planned and are not held."""
    found = list(reviews)
    cancelled = sum(one.cancelled for one in found)
    unrecorded = sum(one.held is None and not one.cancelled for one in found)
    held = sum(one.held is True and not one.cancelled for one in found)
    return Figure(held, len(found), {}, counted(unrecorded=unrecorded, cancelled=cancelled))


def took_part(reviews: Iterable[ReviewFact], agency: str) -> Figure:
    """Of the held reviews to which the agency was invited, those in which it took part."""
    asked = [one.agencies[agency] for one in reviews if one.held and not one.cancelled and agency in one.agencies]
    known = [answer for answer in asked if answer is not None]
    return Figure(sum(known), len(known), counted(not_said=len(asked) - len(known)))

"""Figures about family reviews of some teams in a span."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from domain.group.figures import Figure
from domain.group.review_figures import ReviewFact, reviews_held, took_part
from services.desk import Desk
from storage import reviews
from storage.tables import OccurrenceState, Presence


@dataclass(frozen=True, slots=True)
class ReviewFigures:
    """`agencies` are pairs of an agency's name and how often it took part."""

    held: Figure
    agencies: tuple[tuple[str, Figure], ...]


def review_figures(
    desk: Desk, session: Session, codes: Collection[str], first: datetime, until: datetime
) -> ReviewFigures | None:
    """Of the reviews that are over at `until`; None where there are none."""
    rows = reviews.of_teams(session, codes, first, until, cancelled=True)
    over = [row for row in rows if row.starts_at + timedelta(minutes=row.minutes) <= until]
    agencies = reviews.agencies(session, [row.id for row in over])
    facts = [
        ReviewFact(
            row.state is OccurrenceState.CANCELLED,
            row.held,
            {
                one.agency: None if one.presence is None else one.presence is not Presence.NEITHER
                for one in agencies[row.id]
            },
        )
        for row in over
    ]
    if not facts:
        return None
    asked = {key for fact in facts for key in fact.agencies}
    names = {key: agency.name for key, agency in desk.programme.agencies.items() if key in asked}
    return ReviewFigures(reviews_held(facts), tuple((name, took_part(facts, key)) for key, name in names.items()))

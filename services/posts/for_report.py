"""What the highlight report says about the funded posts."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.group.figures import Figure
from services.desk import Desk
from services.posts.overview import build
from services.posts.views import DisciplineLine, Effect, EmptySeat, FundingEnd


@dataclass(frozen=True, slots=True)
class PostsReport:
    """The posts on `day`: `rule` stands beside the vacancy rate; `seats` are empty ones, the longest first."""

    day: date
    vacancy: Figure
    rule: str
    sustained: Figure
    disciplines: tuple[DisciplineLine, ...]
    seats: tuple[EmptySeat, ...]
    ends: tuple[FundingEnd, ...]
    effect: Effect | None


def for_report(desk: Desk, now: datetime) -> PostsReport:
    """The report's part. Whoever asks for the report is asked for their right there."""
    view = build(desk, "", now)
    return PostsReport(
        view.today, view.vacancy, view.rule, view.sustained, view.disciplines, view.seats, view.ends, view.effect
    )

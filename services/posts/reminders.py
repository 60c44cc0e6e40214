"""What the bot says by itself about posts: their funding comes to its end, and nobody has agreed what comes after."""

from dataclasses import dataclass
from datetime import date, datetime

from services.desk import Desk
from services.notices import Drop, Subject
from services.posts.views import PostLine, facts, line_of
from storage.roster import load_roster


@dataclass(frozen=True, slots=True)
class FundingView:
    """The posts whose funding ends on `day` and whose money after it is not agreed; `all` is how many end then."""

    day: date
    today: date
    lines: tuple[PostLine, ...]
    all: int


def funding(desk: Desk, about: Subject, now: datetime) -> FundingView | Drop:
    """Still to come, and still of posts for which nothing is agreed."""
    day, today = date.fromisoformat(about.subject), desk.today(now)
    with desk.database.read() as session:
        roster = load_roster(session)
        ending = [fact for fact in facts(desk, session, roster, today).values() if fact.funded_until == day]
    left = [fact for fact in ending if not fact.sustainable]
    if not left or day <= today:
        return Drop("agreed" if day > today else "past")
    return FundingView(day, today, tuple(line_of(desk, roster, fact) for fact in left), len(ending))

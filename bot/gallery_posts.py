"""Sample data for what people read about the funded posts."""

from datetime import UTC, date, datetime

from bot.gallery_sample import Sample
from domain.group.figures import Figure
from domain.posts.figures import Waiting
from services.governance.history import ChangeLine
from services.posts.reminders import FundingView
from services.posts.views import DisciplineLine, Effect, EmptySeat, FundingEnd, PostLine, PostsView, PostView

TODAY = date(2020, 4, 27)
AT = datetime(2020, 4, 14, 9, 30, tzinfo=UTC)
BEGINS, ENDS = date(2020, 4, 1), date(2021, 9, 30)
STATES = (("in post", "in_post"), ("covered by agency", "agency"), ("offered", "offered"), ("vacant", "vacant"))
NURSE, PARTNER = "mental health nurse", "North Health Trust"


def _post(post_id: str, state: tuple[str, str], holder: str | None = None, **more: object) -> PostLine:
    values: dict[str, object] = {
        "empty": holder is None,
        "empty_since": BEGINS if holder is None else None,
        "gone": False,
        "starts_on": None,
        "sustainable": None,
        "differs": False,
    }
    return PostLine(
        post_id=post_id,
        discipline="Mental health",
        worker=NURSE,
        employer=PARTNER,
        teams=("North 1", "North 2"),
        state=state[0],
        state_key=state[1],
        covered=False,
        holder=holder,
        funded_from=BEGINS,
        funded_until=ENDS,
        **(values | more),  # type: ignore[arg-type]  # a sample's shorthand
    )


FILLED = _post("ME01", STATES[0], "Nia O'Connor", sustainable=True)
OFFERED = _post("ME04", STATES[2], starts_on=date(2020, 7, 13), differs=True)
GONE = _post("ME06", STATES[0], gone=True, empty_since=date(2020, 4, 20))
WAITING = Waiting(date(2020, 6, 30), (), ("ME04",), ("ME06",))
HISTORY = (
    ChangeLine("state", AT, "Amara Evans", "vacant", "offered"),
    ChangeLine("starts_on", AT, "Amara Evans", "", "2020-07-13"),
    ChangeLine("sustainable", AT, "Amara Evans", "open", "no"),
    ChangeLine("funded_until", AT, "Amara Evans", "2021-03-31", "2021-09-30"),
)
ALL = PostsView(
    filter="",
    today=TODAY,
    lines=(FILLED, OFFERED, GONE),
    disciplines=(
        DisciplineLine("Mental health", PARTNER, 10, 3, 1, (("in post", 2), ("offered", 1))),
        DisciplineLine("Domestic abuse", "Safer Homes", 10, 10, 8, (("in post", 8), ("vacant", 2))),
    ),
    vacancy=Figure(2, 3, {"not_yet_funded": 1}, {"covered": 1}),
    rule="posts that nobody fills, of those whose funding covers the day; agency cover counts as filled",
    sustained=Figure(1, 3, {}, {"open": 2}),
    ends=(FundingEnd(ENDS, 3, 1),),
    seats=(
        EmptySeat("North 1", NURSE, "ME04", "offered", BEGINS, 26),
        EmptySeat("North 2", NURSE, "ME06", "", None, 0),
    ),
    effect=Effect("Go-live", "month", WAITING),
    changes=True,
)
NONE = PostsView(
    "North 3", TODAY, (), (), Figure(0, 0), "posts that nobody fills", Figure(0, 0), (), (), None, changes=False
)

POSTS = {
    "timeline-posts": Sample("message", "timeline/posts", ALL),
    "timeline-posts-none": Sample("message", "timeline/posts", NONE),
    "timeline-post": Sample("message", "timeline/post", PostView(OFFERED, TODAY, HISTORY, STATES, True, 2, "changed")),
    "timeline-post-gone": Sample("message", "timeline/post", PostView(GONE, TODAY, (), STATES, False, 0)),
    "timeline-post-filled": Sample("message", "timeline/post", PostView(FILLED, TODAY, (), STATES, False, 0)),
    "reminder-post-funding": Sample("message", "reminders/post_funding", FundingView(ENDS, TODAY, (OFFERED, GONE), 3)),
    "timeline-post-form": Sample("modal", "timeline/post_form", PostView(OFFERED, TODAY, (), STATES, True, 0)),
}

"""What the programme office knows about a post besides the roster: how recruitment goes, and whether it will last."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel


class PostProgressRow(SQLModel, table=True):
    """One post's recruitment and funding. What is empty is as in the roster, or not known.

    `state` is one of the programme's post states; it holds as long as the roster still says `roster_state`, which is
    what it said then. `since` is the day from which the state holds, `empty_since` the first day of the emptiness it is
    part of, `starts_on` when its next holder begins.
    `sustainable`: money after the start-up funding is agreed (true), refused (false), or open (empty).
    """

    __tablename__ = "post_progress"

    post_id: str = Field(primary_key=True, foreign_key="post.post_id")
    state: str
    roster_state: str
    since: date
    empty_since: date | None = None
    starts_on: date | None = None
    sustainable: bool | None = None
    funded_until: date | None = None
    changed_at: datetime
    changed_by: str
    version: int = 1

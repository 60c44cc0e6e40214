"""What the programme office said of the posts."""

from sqlmodel import Session, select

from domain.posts.facts import Progress
from storage.tables import PostProgressRow, PostRow


def progress(session: Session) -> dict[str, Progress]:
    """What was said of each post, by post id; a post nobody spoke of is not in it."""
    return {row.post_id: progress_of(row) for row in session.exec(select(PostProgressRow))}


def progress_of(row: PostProgressRow) -> Progress:
    return Progress(
        state=row.state,
        roster_state=row.roster_state,
        since=row.since,
        empty_since=row.empty_since,
        starts_on=row.starts_on,
        sustainable=row.sustainable,
        funded_until=row.funded_until,
    )


def roster_states(session: Session) -> dict[str, str]:
    """The state of each post as the roster says it, by post id."""
    return dict(session.exec(select(PostRow.post_id, PostRow.state)).all())

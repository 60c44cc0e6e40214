"""What is different about an answer that somebody without Slack gives by a link in a mail."""

from sqlalchemy.exc import IntegrityError

from domain.errors import AlreadySettled
from storage.tables import NoticeRow, SessionRow, UsedLinkRow
from storage.unit_of_work import UnitOfWork

LINK = "link"
"""How the answer came, for the audit trail and for what the other person is told."""


def how(link: str | None) -> dict[str, str]:
    return {} if link is None else {"how": LINK}


def use(uow: UnitOfWork, digest: str, row: SessionRow) -> None:
    """A link works once, also when two press at the same moment. Raises `AlreadySettled`."""
    _use(uow, UsedLinkRow(digest=digest, session_id=row.id, used_at=uow.now), "session", row.state.value)


def use_for_meeting(uow: UnitOfWork, link: str | None, meeting_id: str) -> None:
    """The same about a meeting; nothing where the answer came from Slack (`link` is None)."""
    if link is not None:
        _use(uow, UsedLinkRow(digest=link, occurrence_id=meeting_id, used_at=uow.now), "meeting", "by a link")


def _use(uow: UnitOfWork, used: UsedLinkRow, what: str, answer: str) -> None:
    uow.session.add(used)
    try:
        uow.session.flush()
    except IntegrityError:
        raise AlreadySettled(what=what, answer=answer) from None


def take_out_of_calendar(uow: UnitOfWork, staff_id: str, row: SessionRow) -> None:
    """Whoever declines by a link gets a mail too: it takes the session out of their calendar."""
    facts = {"gone": [row.id]}
    uow.session.add(
        NoticeRow(staff_id=staff_id, kind="sessions_changed", subject=staff_id, facts=facts, created_at=uow.now)
    )

"""Links between Slack users and staff, and granted roles: queries named by what they answer."""

from sqlmodel import Session, col, select

from domain.access import Role
from storage.tables import PersonRow, RoleGrantRow, SlackLinkRow


def staff_id_of(session: Session, slack_user_id: str) -> str | None:
    row = session.get(SlackLinkRow, slack_user_id)
    return None if row is None else row.staff_id


def slack_user_of(session: Session, staff_id: str) -> str | None:
    return session.exec(select(SlackLinkRow.slack_user_id).where(SlackLinkRow.staff_id == staff_id)).first()


def granted_to(session: Session, staff_id: str) -> frozenset[Role]:
    rows = session.exec(select(RoleGrantRow.role).where(RoleGrantRow.staff_id == staff_id))
    return frozenset(Role(role) for role in rows)


def holders_of(session: Session, role: Role) -> list[str]:
    """Staff ids of everybody who was granted `role`, in order."""
    return list(
        session.exec(
            select(RoleGrantRow.staff_id).where(RoleGrantRow.role == role.value).order_by(col(RoleGrantRow.staff_id))
        )
    )


def with_email(session: Session, email: str) -> list[PersonRow]:
    """People whose address is `email`, whatever the capitals."""
    return [row for row in session.exec(select(PersonRow)) if row.email.casefold() == email.casefold()]

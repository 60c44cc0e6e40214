"""What people chose to hear, and what they asked to be reminded of again

Revision ID: 0007
Revises: 0006
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "preference",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=True),
        sa.Column("team_code", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("muted", sa.Boolean(), nullable=False),
        sa.Column("leads", sa.JSON(), nullable=False),
        sa.Column("daily", sa.Boolean(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.CheckConstraint("(staff_id IS NULL) <> (team_code IS NULL)", name="preference_one_owner"),
        sa.ForeignKeyConstraint(["staff_id"], ["person.staff_id"]),
        sa.ForeignKeyConstraint(["team_code"], ["team.code"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("staff_id", "kind"),
        sa.UniqueConstraint("team_code", "kind"),
    )
    op.create_table(
        "snooze",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["person.staff_id"]),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index(op.f("ix_snooze_due_at"), "snooze", ["due_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_snooze_due_at"), table_name="snooze")
    op.drop_table("snooze")
    op.drop_table("preference")

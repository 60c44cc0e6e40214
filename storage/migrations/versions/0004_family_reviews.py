"""Family reviews and school terms

Revision ID: 0004
Revises: 0003
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "school_term",
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("term"),
    )
    op.create_table(
        "family_review",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("team_code", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("lead_id", sa.String(), nullable=False),
        sa.Column("chair_id", sa.String(), nullable=True),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "cancelled",
                name="occurrencestate_values",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called_by", sa.String(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=True),
        sa.Column("workbook", sa.Boolean(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["chair_id"],
            ["person.staff_id"],
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"],
            ["person.staff_id"],
        ),
        sa.ForeignKeyConstraint(
            ["team_code"],
            ["team.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("family_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_family_review_starts_at"), ["starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_family_review_team_code"), ["team_code"], unique=False)

    op.create_table(
        "family_review_agency",
        sa.Column("review_id", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column(
            "invitation",
            sa.Enum(
                "open",
                "invited",
                "coming",
                "not_coming",
                "report_asked",
                "report_here",
                name="invitation_values",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "presence",
            sa.Enum(
                "there",
                "report",
                "neither",
                name="presence_values",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["family_review.id"],
        ),
        sa.PrimaryKeyConstraint("review_id", "agency"),
    )
    op.create_table(
        "family_review_member",
        sa.Column("review_id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("there", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["family_review.id"],
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["person.staff_id"],
        ),
        sa.PrimaryKeyConstraint("review_id", "staff_id"),
    )
    with op.batch_alter_table("family_review_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_family_review_member_staff_id"), ["staff_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("family_review_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_family_review_member_staff_id"))

    op.drop_table("family_review_member")
    op.drop_table("family_review_agency")
    with op.batch_alter_table("family_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_family_review_team_code"))
        batch_op.drop_index(batch_op.f("ix_family_review_starts_at"))

    op.drop_table("family_review")
    op.drop_table("school_term")

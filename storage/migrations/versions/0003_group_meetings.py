"""What a team's group supervision needs around its dates

Revision ID: 0003
Revises: 0002
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "team_meeting",
        sa.Column("team_code", sa.String(), nullable=False),
        sa.Column("cadence_weeks", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("slots", sa.Integer(), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("office", sa.String(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("chair_id", sa.String(), nullable=True),
        sa.Column("deputy_id", sa.String(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chair_id"],
            ["person.staff_id"],
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"],
            ["person.staff_id"],
        ),
        sa.ForeignKeyConstraint(
            ["team_code"],
            ["team.code"],
        ),
        sa.PrimaryKeyConstraint("team_code"),
    )
    op.create_table(
        "agenda_slot",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("occurrence_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("presenter_id", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["occurrence_id"],
            ["group_occurrence.id"],
        ),
        sa.ForeignKeyConstraint(
            ["presenter_id"],
            ["person.staff_id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("occurrence_id", "number"),
    )
    with op.batch_alter_table("agenda_slot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_slot_occurrence_id"), ["occurrence_id"], unique=False)
    op.create_table(
        "meeting_attendance",
        sa.Column("occurrence_id", sa.String(), nullable=False),
        sa.Column("discipline", sa.String(), nullable=False),
        sa.Column("attended", sa.Integer(), nullable=False),
        sa.Column("absent", sa.Integer(), nullable=False),
        sa.Column("excused", sa.Integer(), nullable=False),
        sa.Column("elsewhere", sa.Integer(), nullable=False),
        sa.Column("vacant", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["occurrence_id"],
            ["group_occurrence.id"],
        ),
        sa.PrimaryKeyConstraint("occurrence_id", "discipline"),
    )
    op.create_table(
        "meeting_record",
        sa.Column("occurrence_id", sa.String(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("families_open", sa.Integer(), nullable=True),
        sa.Column("families_discussed", sa.Integer(), nullable=True),
        sa.Column("families_waiting", sa.Integer(), nullable=True),
        sa.Column("workbook", sa.Boolean(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["occurrence_id"],
            ["group_occurrence.id"],
        ),
        sa.PrimaryKeyConstraint("occurrence_id"),
    )
    op.create_table(
        "meeting_reply",
        sa.Column("occurrence_id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column(
            "reply",
            sa.Enum(
                "cannot", "excused", name="meetingreply_values", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replied_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["occurrence_id"],
            ["group_occurrence.id"],
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["person.staff_id"],
        ),
        sa.PrimaryKeyConstraint("occurrence_id", "staff_id"),
    )
    with op.batch_alter_table("group_occurrence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("planned_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("office", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("link", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("chair_id", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("order_fixed", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("activity", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("lead_id", sa.String(), nullable=True))
        batch_op.alter_column("series_id", existing_type=sa.String(), nullable=True)
        batch_op.create_foreign_key("fk_group_occurrence_chair", "person", ["chair_id"], ["staff_id"])
        batch_op.create_foreign_key("fk_group_occurrence_lead", "person", ["lead_id"], ["staff_id"])
    with op.batch_alter_table("group_occurrence", schema=None) as batch_op:
        batch_op.alter_column("order_fixed", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("group_occurrence", schema=None) as batch_op:
        batch_op.drop_constraint("fk_group_occurrence_lead", type_="foreignkey")
        batch_op.drop_constraint("fk_group_occurrence_chair", type_="foreignkey")
        batch_op.alter_column("series_id", existing_type=sa.String(), nullable=False)
        batch_op.drop_column("lead_id")
        batch_op.drop_column("activity")
        batch_op.drop_column("order_fixed")
        batch_op.drop_column("chair_id")
        batch_op.drop_column("link")
        batch_op.drop_column("office")
        batch_op.drop_column("planned_at")
    op.drop_table("meeting_reply")
    op.drop_table("meeting_record")
    op.drop_table("meeting_attendance")
    with op.batch_alter_table("agenda_slot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_slot_occurrence_id"))
    op.drop_table("agenda_slot")
    op.drop_table("team_meeting")

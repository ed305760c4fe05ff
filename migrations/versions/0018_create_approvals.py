"""Create approval policies, delegations, approvals and notices."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import stamp

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "approval_policy",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("horizon", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=True),
        sa.Column("scope", sa.String(), nullable=True),
        sa.Column(
            "minimum_value", sa.Numeric(precision=18, scale=4), server_default="0", nullable=False
        ),
        sa.Column("maximum_value", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("roles", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("time_limit_hours", sa.Numeric(precision=10, scale=2), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint("horizon IN ('A', 'B', 'C')", name=op.f("ck_approval_policy_horizon")),
        sa.CheckConstraint(
            "phase IN ('SURGE', 'STABILIZED', 'BASELINE')", name=op.f("ck_approval_policy_phase")
        ),
        sa.CheckConstraint(
            "cardinality(roles) BETWEEN 1 AND 5", name=op.f("ck_approval_policy_roles_named")
        ),
        sa.CheckConstraint(
            "maximum_value > minimum_value", name=op.f("ck_approval_policy_range_in_order")
        ),
        sa.CheckConstraint(
            "minimum_value >= 0", name=op.f("ck_approval_policy_minimum_not_negative")
        ),
        sa.CheckConstraint(
            "time_limit_hours > 0", name=op.f("ck_approval_policy_time_limit_positive")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_policy")),
        sa.UniqueConstraint("name", name=op.f("uq_approval_policy_name")),
        schema="ops",
    )
    op.create_table(
        "approval_delegation",
        sa.Column("from_user_id", sa.BigInteger(), nullable=False),
        sa.Column("to_user_id", sa.BigInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_approval_delegation_has_reason")),
        sa.CheckConstraint(
            "ends_on >= starts_on", name=op.f("ck_approval_delegation_days_in_order")
        ),
        sa.CheckConstraint(
            "from_user_id <> to_user_id", name=op.f("ck_approval_delegation_to_somebody_else")
        ),
        sa.ForeignKeyConstraint(
            ["from_user_id"],
            ["support.users.id"],
            name=op.f("fk_approval_delegation_from_user_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["to_user_id"],
            ["support.users.id"],
            name=op.f("fk_approval_delegation_to_user_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_delegation")),
        schema="ops",
    )
    op.create_index(
        "ix_approval_delegation_to_user_id",
        "approval_delegation",
        ["to_user_id"],
        unique=False,
        schema="ops",
    )
    op.create_table(
        "needs_list_approval",
        sa.Column("needs_list_id", sa.BigInteger(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=False),
        sa.Column("on_behalf_of", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        stamp("at"),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.CheckConstraint(
            "step >= 1 AND round >= 1", name=op.f("ck_needs_list_approval_counts_from_one")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["support.users.id"],
            name=op.f("fk_needs_list_approval_decided_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["needs_list_id"],
            ["ops.needs_list.id"],
            name=op.f("fk_needs_list_approval_needs_list_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["on_behalf_of"],
            ["support.users.id"],
            name=op.f("fk_needs_list_approval_on_behalf_of"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_list_approval")),
        sa.UniqueConstraint(
            "needs_list_id",
            "round",
            "decided_by",
            name=op.f("uq_needs_list_approval_needs_list_id_round_decided_by"),
        ),
        sa.UniqueConstraint(
            "needs_list_id",
            "round",
            "step",
            name=op.f("uq_needs_list_approval_needs_list_id_round_step"),
        ),
        schema="ops",
    )
    op.create_table(
        "approval_notice",
        sa.Column("needs_list_id", sa.BigInteger(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        stamp("at"),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.CheckConstraint(
            "level IN ('REMINDER', 'WARNING', 'ESCALATION')", name=op.f("ck_approval_notice_level")
        ),
        sa.ForeignKeyConstraint(
            ["needs_list_id"],
            ["ops.needs_list.id"],
            name=op.f("fk_approval_notice_needs_list_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_notice")),
        sa.UniqueConstraint(
            "needs_list_id",
            "round",
            "level",
            name=op.f("uq_approval_notice_needs_list_id_round_level"),
        ),
        schema="ops",
    )
    op.touch_on_update("ops.approval_policy", "ops.approval_delegation")
    op.append_only("ops.needs_list_approval", "ops.approval_notice")
    op.grant("SELECT, INSERT, UPDATE, DELETE", "ops.approval_policy", "ops.approval_delegation")
    op.run_file("0018_default_policies.sql")


def downgrade() -> None:
    op.drop_table("approval_notice", schema="ops")
    op.drop_table("needs_list_approval", schema="ops")
    op.drop_table("approval_delegation", schema="ops")
    op.drop_table("approval_policy", schema="ops")

"""Create needs lists."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.columns import stamp

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "needs_list",
        sa.Column("needs_list_no", sa.String(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("status", sa.String(), server_default="DRAFT", nullable=False),
        sa.Column("calculated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("demand_window_hours", sa.Integer(), nullable=False),
        sa.Column("planning_window_hours", sa.Integer(), nullable=False),
        sa.Column("safety_factor", sa.Numeric(precision=6, scale=3), nullable=False),
        sa.Column("safety_buffer_pct", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column("data_freshness_level", sa.String(), nullable=False),
        sa.Column("hours_behind", sa.Numeric(precision=10, scale=2), nullable=True),
        sa.Column("confidence", sa.String(), nullable=False),
        sa.Column(
            "confidence_reasons",
            sa.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("warnings", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("fair_share_rule", sa.String(), server_default="EQUAL_HOURS", nullable=False),
        sa.Column(
            "total_gap_quantity",
            sa.Numeric(precision=18, scale=4),
            server_default="0",
            nullable=False,
        ),
        sa.Column("total_estimated_value", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("currency", sa.String(), nullable=True),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("is_edited", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("round", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "required_roles", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column(
            "policy_names", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by", sa.BigInteger(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.BigInteger(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalation_reason", sa.String(), nullable=True),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rejected_by", sa.BigInteger(), nullable=True),
        sa.Column("rejected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reject_reason", sa.String(), nullable=True),
        sa.Column("returned_by", sa.BigInteger(), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("return_reason_code", sa.String(), nullable=True),
        sa.Column("return_note", sa.String(), nullable=True),
        sa.Column("cancelled_by", sa.BigInteger(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=True),
        sa.Column("fulfilled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stale_acknowledged_by", sa.BigInteger(), nullable=True),
        sa.Column("stale_approved_by", sa.BigInteger(), nullable=True),
        sa.Column("superseded_by_id", sa.BigInteger(), nullable=True),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("legacy_id", sa.String(), nullable=True),
        sa.Column("legacy", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "confidence IN ('HIGH', 'MEDIUM', 'LOW')", name=op.f("ck_needs_list_confidence")
        ),
        sa.CheckConstraint(
            "data_freshness_level IN ('HIGH', 'MEDIUM', 'LOW')",
            name=op.f("ck_needs_list_data_freshness_level"),
        ),
        sa.CheckConstraint(
            "fair_share_rule IN ('EQUAL_HOURS', 'BY_NEED', 'BY_PRIORITY')",
            name=op.f("ck_needs_list_fair_share_rule"),
        ),
        sa.CheckConstraint(
            "phase IN ('SURGE', 'STABILIZED', 'BASELINE')", name=op.f("ck_needs_list_phase")
        ),
        sa.CheckConstraint(
            "return_reason_code IN ('QTY_ADJUSTMENT', 'DATA_QUALITY', 'MISSING_JUSTIFICATION', "
            "'SCOPE_MISMATCH', 'POLICY_COMPLIANCE', 'OTHER')",
            name=op.f("ck_needs_list_return_reason_code"),
        ),
        sa.CheckConstraint(
            "status <> 'REJECTED' OR reject_reason <> ''",
            name=op.f("ck_needs_list_reject_has_reason"),
        ),
        sa.CheckConstraint(
            "status <> 'RETURNED' OR return_reason_code IS NOT NULL",
            name=op.f("ck_needs_list_return_has_reason"),
        ),
        sa.CheckConstraint(
            "status <> 'SUPERSEDED' OR superseded_by_id IS NOT NULL",
            name=op.f("ck_needs_list_superseded_by_another"),
        ),
        sa.CheckConstraint(
            "status IN ('DRAFT', 'PENDING_APPROVAL', 'UNDER_REVIEW', 'APPROVED', 'REJECTED', "
            "'RETURNED', 'IN_PROGRESS', 'FULFILLED', 'CANCELLED', 'SUPERSEDED')",
            name=op.f("ck_needs_list_status"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('APPROVED', 'IN_PROGRESS') OR approved_at IS NOT NULL",
            name=op.f("ck_needs_list_approved_first"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('PENDING_APPROVAL', 'UNDER_REVIEW', 'APPROVED', 'IN_PROGRESS') OR "
            "submitted_at IS NOT NULL",
            name=op.f("ck_needs_list_submitted_first"),
        ),
        sa.CheckConstraint(
            "approved_by <> submitted_by", name=op.f("ck_needs_list_approver_is_not_submitter")
        ),
        sa.CheckConstraint(
            "rejected_by <> submitted_by", name=op.f("ck_needs_list_rejecter_is_not_submitter")
        ),
        sa.CheckConstraint(
            "returned_by <> submitted_by", name=op.f("ck_needs_list_returner_is_not_submitter")
        ),
        sa.CheckConstraint("total_gap_quantity >= 0", name=op.f("ck_needs_list_gap_not_negative")),
        sa.ForeignKeyConstraint(
            ["approved_by"],
            ["support.users.id"],
            name=op.f("fk_needs_list_approved_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["cancelled_by"],
            ["support.users.id"],
            name=op.f("fk_needs_list_cancelled_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["support.users.id"],
            name=op.f("fk_needs_list_created_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["ops.event.id"], name=op.f("fk_needs_list_event_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["ops.needs_list.id"],
            name=op.f("fk_needs_list_parent_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["rejected_by"],
            ["support.users.id"],
            name=op.f("fk_needs_list_rejected_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["returned_by"],
            ["support.users.id"],
            name=op.f("fk_needs_list_returned_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by"],
            ["support.users.id"],
            name=op.f("fk_needs_list_reviewed_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_needs_list_site_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["stale_acknowledged_by"],
            ["support.users.id"],
            name=op.f("fk_needs_list_stale_acknowledged_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["stale_approved_by"],
            ["support.users.id"],
            name=op.f("fk_needs_list_stale_approved_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by"],
            ["support.users.id"],
            name=op.f("fk_needs_list_submitted_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by_id"],
            ["ops.needs_list.id"],
            name=op.f("fk_needs_list_superseded_by_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_list")),
        sa.UniqueConstraint("legacy_id", name=op.f("uq_needs_list_legacy_id")),
        sa.UniqueConstraint("needs_list_no", name=op.f("uq_needs_list_needs_list_no")),
        schema="ops",
    )
    op.create_index(
        "ix_needs_list_created_by", "needs_list", ["created_by"], unique=False, schema="ops"
    )
    op.create_index(
        "ix_needs_list_event_id_site_id",
        "needs_list",
        ["event_id", "site_id"],
        unique=False,
        schema="ops",
    )
    op.create_index(
        "ix_needs_list_status_updated_at",
        "needs_list",
        ["status", "updated_at"],
        unique=False,
        schema="ops",
    )
    op.touch_on_update("ops.needs_list")
    op.grant("SELECT, INSERT, UPDATE, DELETE", "ops.needs_list")


def downgrade() -> None:
    op.drop_table("needs_list", schema="ops")

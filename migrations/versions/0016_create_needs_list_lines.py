"""Create the lines of needs lists, claims, notes and unfinished lists."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.columns import stamp

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "needs_list_item",
        sa.Column("needs_list_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("burn_rate", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("burn_rate_source", sa.String(), nullable=False),
        sa.Column("usable_quantity", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("reserved_quantity", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("available_quantity", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column(
            "inbound_transfer_quantity",
            sa.Numeric(precision=18, scale=4),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "inbound_donation_quantity",
            sa.Numeric(precision=18, scale=4),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "inbound_procurement_quantity",
            sa.Numeric(precision=18, scale=4),
            server_default="0",
            nullable=False,
        ),
        sa.Column("required_quantity", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("coverage_quantity", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column(
            "gap_quantity", sa.Numeric(precision=18, scale=4), server_default="0", nullable=False
        ),
        sa.Column(
            "surplus_quantity",
            sa.Numeric(precision=18, scale=4),
            server_default="0",
            nullable=False,
        ),
        sa.Column("time_to_stockout_hours", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column(
            "time_to_stockout_with_inbound_hours", sa.Numeric(precision=18, scale=4), nullable=True
        ),
        sa.Column("severity", sa.String(), server_default="OK", nullable=False),
        sa.Column(
            "horizon_a_quantity",
            sa.Numeric(precision=18, scale=4),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "horizon_b_quantity",
            sa.Numeric(precision=18, scale=4),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "horizon_c_quantity",
            sa.Numeric(precision=18, scale=4),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "unmet_quantity", sa.Numeric(precision=18, scale=4), server_default="0", nullable=False
        ),
        sa.Column("adjusted_quantity", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("adjustment_reason_code", sa.String(), nullable=True),
        sa.Column("adjustment_note", sa.String(), nullable=True),
        sa.Column("adjusted_by", sa.BigInteger(), nullable=True),
        sa.Column("adjusted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unit_cost", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("confidence", sa.String(), nullable=False),
        sa.Column(
            "confidence_reasons",
            sa.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("warnings", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column(
            "fulfilled_quantity",
            sa.Numeric(precision=18, scale=4),
            server_default="0",
            nullable=False,
        ),
        sa.Column("fulfillment_status", sa.String(), server_default="PENDING", nullable=False),
        sa.Column("formula_version", sa.String(), nullable=False),
        sa.Column("explanation", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("explanation_hash", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "adjustment_reason_code IN ('DEMAND_ADJUSTED', 'PARTIAL_COVERAGE', "
            "'PRIORITY_CHANGE', 'BUDGET_CONSTRAINT', 'SUPPLIER_LIMIT', 'OTHER')",
            name=op.f("ck_needs_list_item_adjustment_reason_code"),
        ),
        sa.CheckConstraint(
            "burn_rate_source IN ('CALCULATED', 'NO_DEMAND', 'BASELINE', 'CATEGORY', "
            "'UNAVAILABLE', 'MANUAL')",
            name=op.f("ck_needs_list_item_burn_rate_source"),
        ),
        sa.CheckConstraint(
            "confidence IN ('HIGH', 'MEDIUM', 'LOW')", name=op.f("ck_needs_list_item_confidence")
        ),
        sa.CheckConstraint(
            "fulfillment_status IN ('PENDING', 'PARTIAL', 'FULFILLED', 'CANCELLED')",
            name=op.f("ck_needs_list_item_fulfillment_status"),
        ),
        sa.CheckConstraint(
            "severity IN ('CRITICAL', 'WARNING', 'WATCH', 'OK')",
            name=op.f("ck_needs_list_item_severity"),
        ),
        sa.CheckConstraint(
            "(adjusted_quantity IS NULL) = (adjustment_reason_code IS NULL)",
            name=op.f("ck_needs_list_item_adjustment_has_reason"),
        ),
        sa.CheckConstraint(
            "adjusted_quantity >= 0", name=op.f("ck_needs_list_item_adjusted_not_negative")
        ),
        sa.CheckConstraint(
            "burn_rate >= 0", name=op.f("ck_needs_list_item_burn_rate_not_negative")
        ),
        sa.CheckConstraint(
            "fulfilled_quantity >= 0", name=op.f("ck_needs_list_item_fulfilled_not_negative")
        ),
        sa.CheckConstraint(
            "gap_quantity >= 0 AND surplus_quantity >= 0 AND unmet_quantity >= 0 AND "
            "horizon_a_quantity >= 0 AND horizon_b_quantity >= 0 AND horizon_c_quantity >= 0",
            name=op.f("ck_needs_list_item_quantities_not_negative"),
        ),
        sa.ForeignKeyConstraint(
            ["adjusted_by"],
            ["support.users.id"],
            name=op.f("fk_needs_list_item_adjusted_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["core.dim_item.id"],
            name=op.f("fk_needs_list_item_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["needs_list_id"],
            ["ops.needs_list.id"],
            name=op.f("fk_needs_list_item_needs_list_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_list_item")),
        sa.UniqueConstraint(
            "needs_list_id", "item_id", name=op.f("uq_needs_list_item_needs_list_id_item_id")
        ),
        schema="ops",
    )
    op.create_index(
        "ix_needs_list_item_item_id", "needs_list_item", ["item_id"], unique=False, schema="ops"
    )
    op.create_table(
        "needs_list_claim",
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("needs_list_id", sa.BigInteger(), nullable=False),
        stamp("taken_at"),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["core.dim_item.id"],
            name=op.f("fk_needs_list_claim_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["needs_list_id"],
            ["ops.needs_list.id"],
            name=op.f("fk_needs_list_claim_needs_list_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_needs_list_claim_site_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("item_id", "site_id", name=op.f("pk_needs_list_claim")),
        schema="ops",
    )
    op.create_index(
        "ix_needs_list_claim_needs_list_id",
        "needs_list_claim",
        ["needs_list_id"],
        unique=False,
        schema="ops",
    )
    op.create_table(
        "needs_list_review_note",
        sa.Column("needs_list_item_id", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        stamp("at"),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.CheckConstraint("note <> ''", name=op.f("ck_needs_list_review_note_note_not_empty")),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["support.users.id"],
            name=op.f("fk_needs_list_review_note_created_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["needs_list_item_id"],
            ["ops.needs_list_item.id"],
            name=op.f("fk_needs_list_review_note_needs_list_item_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_list_review_note")),
        schema="ops",
    )
    op.create_index(
        "ix_needs_list_review_note_item",
        "needs_list_review_note",
        ["needs_list_item_id"],
        unique=False,
        schema="ops",
    )
    op.create_table(
        "needs_list_wizard",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["support.users.id"],
            name=op.f("fk_needs_list_wizard_user_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_needs_list_wizard")),
        schema="ops",
    )
    op.touch_on_update("ops.needs_list_item", "ops.needs_list_wizard")
    op.append_only("ops.needs_list_review_note")
    op.grant(
        "SELECT, INSERT, UPDATE, DELETE",
        "ops.needs_list_item",
        "ops.needs_list_claim",
        "ops.needs_list_wizard",
    )


def downgrade() -> None:
    op.drop_table("needs_list_wizard", schema="ops")
    op.drop_table("needs_list_review_note", schema="ops")
    op.drop_table("needs_list_claim", schema="ops")
    op.drop_table("needs_list_item", schema="ops")

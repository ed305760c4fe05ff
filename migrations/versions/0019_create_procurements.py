"""Create procurements."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import stamp

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "procurement",
        sa.Column("procurement_no", sa.String(), nullable=False),
        sa.Column("needs_list_id", sa.BigInteger(), nullable=True),
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.Column("target_site_id", sa.BigInteger(), nullable=False),
        sa.Column("supplier_id", sa.BigInteger(), nullable=True),
        sa.Column("method", sa.String(), server_default="SINGLE_SOURCE", nullable=False),
        sa.Column("status", sa.String(), server_default="DRAFT", nullable=False),
        sa.Column("po_number", sa.String(), nullable=True),
        sa.Column("total_value", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("currency", sa.String(), nullable=True),
        sa.Column("approval_tier", sa.String(), nullable=True),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("submitted_by", sa.BigInteger(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rejected_by", sa.BigInteger(), nullable=True),
        sa.Column("rejected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reject_reason", sa.String(), nullable=True),
        sa.Column("ordered_by", sa.BigInteger(), nullable=True),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shipped_by", sa.BigInteger(), nullable=True),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expected_arrival_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by", sa.BigInteger(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "approval_tier IN ('TIER_1', 'TIER_2', 'TIER_3', 'EMERGENCY')",
            name=op.f("ck_procurement_approval_tier"),
        ),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("ck_procurement_currency")),
        sa.CheckConstraint(
            "method IN ('EMERGENCY_DIRECT', 'SINGLE_SOURCE', 'RFQ', 'RESTRICTED_BIDDING', "
            "'OPEN_TENDER', 'FRAMEWORK')",
            name=op.f("ck_procurement_method"),
        ),
        sa.CheckConstraint(
            "status <> 'CANCELLED' OR cancel_reason <> ''",
            name=op.f("ck_procurement_cancel_has_reason"),
        ),
        sa.CheckConstraint(
            "status <> 'REJECTED' OR reject_reason <> ''",
            name=op.f("ck_procurement_reject_has_reason"),
        ),
        sa.CheckConstraint(
            "status IN ('DRAFT', 'PENDING_APPROVAL', 'APPROVED', 'REJECTED', 'ORDERED', "
            "'SHIPPED', 'PARTIAL_RECEIVED', 'RECEIVED', 'CANCELLED')",
            name=op.f("ck_procurement_status"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('ORDERED', 'SHIPPED', 'PARTIAL_RECEIVED', 'RECEIVED') OR (po_number "
            "<> '' AND supplier_id IS NOT NULL AND approved_at IS NOT NULL)",
            name=op.f("ck_procurement_ordered_has_number"),
        ),
        sa.CheckConstraint(
            "approved_by <> submitted_by", name=op.f("ck_procurement_approver_is_not_submitter")
        ),
        sa.CheckConstraint(
            "rejected_by <> submitted_by", name=op.f("ck_procurement_rejecter_is_not_submitter")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by"],
            ["support.users.id"],
            name=op.f("fk_procurement_approved_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["cancelled_by"],
            ["support.users.id"],
            name=op.f("fk_procurement_cancelled_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["support.users.id"],
            name=op.f("fk_procurement_created_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["ops.event.id"],
            name=op.f("fk_procurement_event_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["needs_list_id"],
            ["ops.needs_list.id"],
            name=op.f("fk_procurement_needs_list_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["ordered_by"],
            ["support.users.id"],
            name=op.f("fk_procurement_ordered_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["rejected_by"],
            ["support.users.id"],
            name=op.f("fk_procurement_rejected_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["shipped_by"],
            ["support.users.id"],
            name=op.f("fk_procurement_shipped_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by"],
            ["support.users.id"],
            name=op.f("fk_procurement_submitted_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["core.dim_supplier.id"],
            name=op.f("fk_procurement_supplier_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["target_site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_procurement_target_site_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procurement")),
        sa.UniqueConstraint("po_number", name=op.f("uq_procurement_po_number")),
        sa.UniqueConstraint("procurement_no", name=op.f("uq_procurement_procurement_no")),
        schema="ops",
    )
    op.create_index(
        "ix_procurement_needs_list_id", "procurement", ["needs_list_id"], unique=False, schema="ops"
    )
    op.create_index(
        "ix_procurement_status_updated_at",
        "procurement",
        ["status", "updated_at"],
        unique=False,
        schema="ops",
    )
    op.create_index(
        "ix_procurement_target_site_id",
        "procurement",
        ["target_site_id"],
        unique=False,
        schema="ops",
    )
    op.create_table(
        "procurement_item",
        sa.Column("procurement_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("needs_list_item_id", sa.BigInteger(), nullable=True),
        sa.Column("ordered_quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column(
            "received_quantity",
            sa.Numeric(precision=18, scale=4),
            server_default="0",
            nullable=False,
        ),
        sa.Column("unit_price", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column(
            "line_total",
            sa.Numeric(precision=18, scale=4),
            sa.Computed("ordered_quantity * unit_price", persisted=True),
            nullable=True,
        ),
        sa.Column("status", sa.String(), server_default="PENDING", nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "status IN ('PENDING', 'PARTIAL', 'RECEIVED', 'CANCELLED')",
            name=op.f("ck_procurement_item_status"),
        ),
        sa.CheckConstraint(
            "ordered_quantity > 0", name=op.f("ck_procurement_item_ordered_positive")
        ),
        sa.CheckConstraint(
            "received_quantity BETWEEN 0 AND ordered_quantity",
            name=op.f("ck_procurement_item_received_within_ordered"),
        ),
        sa.CheckConstraint("unit_price >= 0", name=op.f("ck_procurement_item_price_not_negative")),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["core.dim_item.id"],
            name=op.f("fk_procurement_item_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["needs_list_item_id"],
            ["ops.needs_list_item.id"],
            name=op.f("fk_procurement_item_needs_list_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["procurement_id"],
            ["ops.procurement.id"],
            name=op.f("fk_procurement_item_procurement_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procurement_item")),
        sa.UniqueConstraint(
            "procurement_id", "item_id", name=op.f("uq_procurement_item_procurement_id_item_id")
        ),
        schema="ops",
    )
    op.create_index(
        "ix_procurement_item_item_id", "procurement_item", ["item_id"], unique=False, schema="ops"
    )
    op.touch_on_update("ops.procurement", "ops.procurement_item")
    op.grant("SELECT, INSERT, UPDATE, DELETE", "ops.procurement", "ops.procurement_item")


def downgrade() -> None:
    op.drop_table("procurement_item", schema="ops")
    op.drop_table("procurement", schema="ops")

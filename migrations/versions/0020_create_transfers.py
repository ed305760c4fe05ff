"""Create transfers."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import stamp

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "transfer",
        sa.Column("transfer_no", sa.String(), nullable=False),
        sa.Column("needs_list_id", sa.BigInteger(), nullable=True),
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.Column("from_site_id", sa.BigInteger(), nullable=False),
        sa.Column("to_site_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(), server_default="DRAFT", nullable=False),
        sa.Column("waybill_no", sa.String(), nullable=True),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("submitted_by", sa.BigInteger(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dispatched_by", sa.BigInteger(), nullable=True),
        sa.Column("dispatched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("departed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expected_arrival", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_by", sa.BigInteger(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reconciled_by", sa.BigInteger(), nullable=True),
        sa.Column("reconciled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=True),
        sa.Column("override_requested_by", sa.BigInteger(), nullable=True),
        sa.Column("override_reason_code", sa.String(), nullable=True),
        sa.Column("override_note", sa.String(), nullable=True),
        sa.Column("override_approved_by", sa.BigInteger(), nullable=True),
        sa.Column("override_approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "status IN ('DRAFT', 'PENDING', 'APPROVED', 'DISPATCHED', 'IN_TRANSIT', 'RECEIVED', "
            "'RECONCILED', 'REJECTED', 'CANCELLED')",
            name=op.f("ck_transfer_status"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('DISPATCHED', 'IN_TRANSIT', 'RECEIVED', 'RECONCILED') OR (waybill_no "
            "IS NOT NULL AND dispatched_at IS NOT NULL)",
            name=op.f("ck_transfer_dispatched_has_waybill"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('REJECTED', 'CANCELLED') OR end_reason <> ''",
            name=op.f("ck_transfer_end_has_reason"),
        ),
        sa.CheckConstraint(
            "approved_by <> submitted_by", name=op.f("ck_transfer_approver_is_not_submitter")
        ),
        sa.CheckConstraint("from_site_id <> to_site_id", name=op.f("ck_transfer_to_another_site")),
        sa.CheckConstraint(
            "override_approved_by <> override_requested_by",
            name=op.f("ck_transfer_override_by_a_second_person"),
        ),
        sa.ForeignKeyConstraint(
            ["approved_by"],
            ["support.users.id"],
            name=op.f("fk_transfer_approved_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["support.users.id"],
            name=op.f("fk_transfer_created_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["dispatched_by"],
            ["support.users.id"],
            name=op.f("fk_transfer_dispatched_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"],
            ["support.users.id"],
            name=op.f("fk_transfer_ended_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["ops.event.id"], name=op.f("fk_transfer_event_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["from_site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_transfer_from_site_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["needs_list_id"],
            ["ops.needs_list.id"],
            name=op.f("fk_transfer_needs_list_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["override_approved_by"],
            ["support.users.id"],
            name=op.f("fk_transfer_override_approved_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["override_requested_by"],
            ["support.users.id"],
            name=op.f("fk_transfer_override_requested_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["received_by"],
            ["support.users.id"],
            name=op.f("fk_transfer_received_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["reconciled_by"],
            ["support.users.id"],
            name=op.f("fk_transfer_reconciled_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by"],
            ["support.users.id"],
            name=op.f("fk_transfer_submitted_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["to_site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_transfer_to_site_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer")),
        sa.UniqueConstraint("transfer_no", name=op.f("uq_transfer_transfer_no")),
        sa.UniqueConstraint("waybill_no", name=op.f("uq_transfer_waybill_no")),
        schema="ops",
    )
    op.create_index(
        "ix_transfer_from_site_id", "transfer", ["from_site_id"], unique=False, schema="ops"
    )
    op.create_index(
        "ix_transfer_needs_list_id", "transfer", ["needs_list_id"], unique=False, schema="ops"
    )
    op.create_index(
        "ix_transfer_status_updated_at",
        "transfer",
        ["status", "updated_at"],
        unique=False,
        schema="ops",
    )
    op.create_index(
        "ix_transfer_to_site_id", "transfer", ["to_site_id"], unique=False, schema="ops"
    )
    op.create_table(
        "transfer_item",
        sa.Column("transfer_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("needs_list_item_id", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column(
            "dispatched_quantity",
            sa.Numeric(precision=18, scale=4),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "received_quantity",
            sa.Numeric(precision=18, scale=4),
            server_default="0",
            nullable=False,
        ),
        sa.Column("variance_level", sa.String(), nullable=True),
        sa.Column("variance_reason_code", sa.String(), nullable=True),
        sa.Column("variance_note", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "variance_level IN ('NONE', 'AUTOMATIC', 'REASON', 'INVESTIGATION')",
            name=op.f("ck_transfer_item_variance_level"),
        ),
        sa.CheckConstraint(
            "variance_reason_code IN ('DAMAGE_IN_TRANSIT', 'COUNTING_ERROR', 'THEFT_SUSPECTED', "
            "'SPOILAGE', 'DOCUMENTATION_ERROR', 'OTHER')",
            name=op.f("ck_transfer_item_variance_reason_code"),
        ),
        sa.CheckConstraint(
            "dispatched_quantity BETWEEN 0 AND quantity",
            name=op.f("ck_transfer_item_dispatched_within_quantity"),
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_transfer_item_quantity_positive")),
        sa.CheckConstraint(
            "received_quantity BETWEEN 0 AND dispatched_quantity",
            name=op.f("ck_transfer_item_received_within_dispatched"),
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["core.dim_item.id"],
            name=op.f("fk_transfer_item_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["needs_list_item_id"],
            ["ops.needs_list_item.id"],
            name=op.f("fk_transfer_item_needs_list_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["transfer_id"],
            ["ops.transfer.id"],
            name=op.f("fk_transfer_item_transfer_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_item")),
        sa.UniqueConstraint(
            "transfer_id", "item_id", name=op.f("uq_transfer_item_transfer_id_item_id")
        ),
        schema="ops",
    )
    op.create_index(
        "ix_transfer_item_item_id", "transfer_item", ["item_id"], unique=False, schema="ops"
    )
    op.create_table(
        "transfer_lot",
        sa.Column("transfer_item_id", sa.BigInteger(), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column(
            "received_quantity",
            sa.Numeric(precision=18, scale=4),
            server_default="0",
            nullable=False,
        ),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_transfer_lot_quantity_positive")),
        sa.CheckConstraint(
            "received_quantity BETWEEN 0 AND quantity",
            name=op.f("ck_transfer_lot_received_within_quantity"),
        ),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["core.lot.id"], name=op.f("fk_transfer_lot_lot_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["transfer_item_id"],
            ["ops.transfer_item.id"],
            name=op.f("fk_transfer_lot_transfer_item_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_lot")),
        schema="ops",
    )
    op.create_index(
        "ix_transfer_lot_transfer_item_id",
        "transfer_lot",
        ["transfer_item_id"],
        unique=False,
        schema="ops",
    )
    op.touch_on_update("ops.transfer", "ops.transfer_item")
    for table in ("ops.transfer", "ops.transfer_item", "ops.transfer_lot"):
        op.grant("SELECT, INSERT, UPDATE, DELETE", table)


def downgrade() -> None:
    op.drop_table("transfer_lot", schema="ops")
    op.drop_table("transfer_item", schema="ops")
    op.drop_table("transfer", schema="ops")

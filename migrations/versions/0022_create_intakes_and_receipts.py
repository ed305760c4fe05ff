"""Create the intake of donations, and goods received notes."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import stamp

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "donation_intake",
        sa.Column("intake_no", sa.String(), nullable=False),
        sa.Column("donation_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(), server_default="DRAFT", nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("verified_by", sa.BigInteger(), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "status <> 'VERIFIED' OR verified_at IS NOT NULL",
            name=op.f("ck_donation_intake_verified_at"),
        ),
        sa.CheckConstraint(
            "status IN ('DRAFT', 'PENDING', 'VERIFIED', 'CANCELLED')",
            name=op.f("ck_donation_intake_status"),
        ),
        sa.CheckConstraint(
            "verified_by <> created_by", name=op.f("ck_donation_intake_verifier_is_not_creator")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["support.users.id"],
            name=op.f("fk_donation_intake_created_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["donation_id"],
            ["ops.donation.id"],
            name=op.f("fk_donation_intake_donation_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_donation_intake_site_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["verified_by"],
            ["support.users.id"],
            name=op.f("fk_donation_intake_verified_by"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donation_intake")),
        sa.UniqueConstraint("intake_no", name=op.f("uq_donation_intake_intake_no")),
        schema="ops",
    )
    op.create_index(
        "ix_donation_intake_donation_id",
        "donation_intake",
        ["donation_id"],
        unique=False,
        schema="ops",
    )
    op.create_table(
        "donation_intake_item",
        sa.Column("intake_id", sa.BigInteger(), nullable=False),
        sa.Column("donation_item_id", sa.BigInteger(), nullable=False),
        sa.Column("counted_quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column(
            "defective_quantity",
            sa.Numeric(precision=18, scale=4),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "expired_quantity",
            sa.Numeric(precision=18, scale=4),
            server_default="0",
            nullable=False,
        ),
        sa.Column("lot_number", sa.String(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.CheckConstraint(
            "expires_on IS NULL OR lot_number <> ''",
            name=op.f("ck_donation_intake_item_expiry_needs_lot"),
        ),
        sa.CheckConstraint(
            "counted_quantity > 0 AND defective_quantity >= 0 AND expired_quantity >= 0 AND "
            "defective_quantity + expired_quantity <= counted_quantity",
            name=op.f("ck_donation_intake_item_parts_within_count"),
        ),
        sa.ForeignKeyConstraint(
            ["donation_item_id"],
            ["ops.donation_item.id"],
            name=op.f("fk_donation_intake_item_donation_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["intake_id"],
            ["ops.donation_intake.id"],
            name=op.f("fk_donation_intake_item_intake_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donation_intake_item")),
        schema="ops",
    )
    op.create_index(
        "ix_donation_intake_item_intake_id",
        "donation_intake_item",
        ["intake_id"],
        unique=False,
        schema="ops",
    )
    op.create_table(
        "goods_receipt",
        sa.Column("receipt_no", sa.String(), nullable=False),
        sa.Column("transfer_id", sa.BigInteger(), nullable=True),
        sa.Column("procurement_id", sa.BigInteger(), nullable=True),
        sa.Column("intake_id", sa.BigInteger(), nullable=True),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("received_by", sa.BigInteger(), nullable=True),
        stamp("at"),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.CheckConstraint(
            "num_nonnulls(transfer_id, procurement_id, intake_id) = 1",
            name=op.f("ck_goods_receipt_of_one"),
        ),
        sa.ForeignKeyConstraint(
            ["intake_id"],
            ["ops.donation_intake.id"],
            name=op.f("fk_goods_receipt_intake_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["procurement_id"],
            ["ops.procurement.id"],
            name=op.f("fk_goods_receipt_procurement_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["received_by"],
            ["support.users.id"],
            name=op.f("fk_goods_receipt_received_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_goods_receipt_site_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["transfer_id"],
            ["ops.transfer.id"],
            name=op.f("fk_goods_receipt_transfer_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_receipt")),
        sa.UniqueConstraint("receipt_no", name=op.f("uq_goods_receipt_receipt_no")),
        schema="ops",
    )
    op.create_index(
        "ix_goods_receipt_procurement_id",
        "goods_receipt",
        ["procurement_id"],
        unique=False,
        schema="ops",
    )
    op.create_index(
        "ix_goods_receipt_transfer_id", "goods_receipt", ["transfer_id"], unique=False, schema="ops"
    )
    op.create_table(
        "goods_receipt_item",
        sa.Column("receipt_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("condition", sa.String(), server_default="GOOD", nullable=False),
        stamp("at"),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.CheckConstraint(
            "condition IN ('GOOD', 'DAMAGED')", name=op.f("ck_goods_receipt_item_condition")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_goods_receipt_item_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["core.dim_item.id"],
            name=op.f("fk_goods_receipt_item_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["lot_id"],
            ["core.lot.id"],
            name=op.f("fk_goods_receipt_item_lot_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"],
            ["ops.goods_receipt.id"],
            name=op.f("fk_goods_receipt_item_receipt_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_receipt_item")),
        schema="ops",
    )
    op.create_index(
        "ix_goods_receipt_item_receipt_id",
        "goods_receipt_item",
        ["receipt_id"],
        unique=False,
        schema="ops",
    )
    op.touch_on_update("ops.donation_intake")
    op.append_only("ops.donation_intake_item", "ops.goods_receipt", "ops.goods_receipt_item")
    op.grant("SELECT, INSERT, UPDATE, DELETE", "ops.donation_intake")


def downgrade() -> None:
    op.drop_table("goods_receipt_item", schema="ops")
    op.drop_table("goods_receipt", schema="ops")
    op.drop_table("donation_intake_item", schema="ops")
    op.drop_table("donation_intake", schema="ops")

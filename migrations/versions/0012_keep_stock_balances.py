"""Keep the balance of the ledger, by item and by lot, and what is reserved of it."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import stamp

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "document_number",
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("prefix", name=op.f("pk_document_number")),
        schema="ops",
    )
    op.create_table(
        "stock_balance",
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("on_hand", sa.Numeric(precision=18, scale=4), server_default="0", nullable=False),
        sa.Column(
            "reserved", sa.Numeric(precision=18, scale=4), server_default="0", nullable=False
        ),
        stamp("changed_at"),
        sa.CheckConstraint("reserved >= 0", name=op.f("ck_stock_balance_reserved_not_negative")),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["core.dim_item.id"],
            name=op.f("fk_stock_balance_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_stock_balance_site_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("item_id", "site_id", name=op.f("pk_stock_balance")),
        schema="core",
    )
    op.create_index(
        "ix_stock_balance_site_id", "stock_balance", ["site_id"], unique=False, schema="core"
    )
    op.grant("SELECT", "core.stock_balance")
    op.create_table(
        "lot_balance",
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["core.dim_item.id"],
            name=op.f("fk_lot_balance_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["core.lot.id"], name=op.f("fk_lot_balance_lot_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_lot_balance_site_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot_balance")),
        schema="core",
    )
    op.create_index(
        "uq_lot_balance_item_id_site_id_lot_id",
        "lot_balance",
        ["item_id", "site_id", "lot_id"],
        unique=True,
        schema="core",
        postgresql_nulls_not_distinct=True,
    )
    op.grant("SELECT", "core.lot_balance")
    op.create_table(
        "stock_reservation",
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("holder_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(), server_default="HELD", nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint("holder IN ('TRANSFER_ITEM')", name=op.f("ck_stock_reservation_holder")),
        sa.CheckConstraint(
            "status IN ('HELD', 'CONSUMED', 'RELEASED')", name=op.f("ck_stock_reservation_status")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_stock_reservation_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["core.dim_item.id"],
            name=op.f("fk_stock_reservation_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_stock_reservation_site_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_reservation")),
        schema="ops",
    )
    op.create_index(
        "ix_stock_reservation_holder_holder_id",
        "stock_reservation",
        ["holder", "holder_id"],
        unique=False,
        schema="ops",
    )
    op.create_index(
        "ix_stock_reservation_item_id_site_id",
        "stock_reservation",
        ["item_id", "site_id"],
        unique=False,
        schema="ops",
    )
    op.touch_on_update("ops.stock_reservation")
    op.grant("SELECT, INSERT, UPDATE, DELETE", "ops.document_number", "ops.stock_reservation")
    op.run_file("0012_follow_ledger.sql")


def downgrade() -> None:
    op.execute("DROP TRIGGER follow_ledger ON core.stock_movement")
    op.execute("DROP TRIGGER follow_reservation ON ops.stock_reservation")
    op.execute("DROP FUNCTION core.follow_ledger, core.follow_reservation")
    op.drop_table("stock_reservation", schema="ops")
    op.drop_table("lot_balance", schema="core")
    op.drop_table("stock_balance", schema="core")
    op.drop_table("document_number", schema="ops")

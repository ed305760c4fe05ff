"""Create the stock ledger, daily stock, demand and orders."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import stamp
from migrations.operations import by_month, wants_hypertables

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if wants_hypertables():
        op.run_file("0005_ask_for_timescale.sql")
    op.create_table(
        "fact_inventory_daily",
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("site_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("on_hand", sa.Double(), nullable=False),
        sa.Column("reserved", sa.Double(), server_default="0", nullable=False),
        sa.Column(
            "available",
            sa.Double(),
            sa.Computed("on_hand - reserved", persisted=True),
            nullable=False,
        ),
        sa.Column("received", sa.Double(), server_default="0", nullable=False),
        sa.Column("issued", sa.Double(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "reserved >= 0", name=op.f("ck_fact_inventory_daily_reserved_not_negative")
        ),
        sa.PrimaryKeyConstraint("item_id", "site_id", "date", name=op.f("pk_fact_inventory_daily")),
        schema="core",
        **by_month("date"),
    )
    op.create_index(
        "ix_fact_inventory_daily_date",
        "fact_inventory_daily",
        ["date"],
        unique=False,
        schema="core",
    )
    op.create_table(
        "fact_demand_daily",
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("quantity", sa.Double(), nullable=False),
        sa.Column("unfilled_quantity", sa.Double(), nullable=True),
        sa.Column("returned_quantity", sa.Double(), server_default="0", nullable=False),
        sa.Column("unit_price", sa.Double(), nullable=True),
        sa.Column("on_promotion", sa.Boolean(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("import_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("period IN ('D', 'W', 'M')", name=op.f("ck_fact_demand_daily_period")),
        sa.CheckConstraint(
            "quantity >= 0 AND quantity < 'Infinity'",
            name=op.f("ck_fact_demand_daily_quantity_not_negative"),
        ),
        sa.CheckConstraint(
            "source IN ('FILE', 'ISSUES', 'DELIVERIES')", name=op.f("ck_fact_demand_daily_source")
        ),
        sa.CheckConstraint(
            "returned_quantity >= 0", name=op.f("ck_fact_demand_daily_returned_not_negative")
        ),
        sa.CheckConstraint(
            "unfilled_quantity >= 0", name=op.f("ck_fact_demand_daily_unfilled_not_negative")
        ),
        sa.CheckConstraint("unit_price >= 0", name=op.f("ck_fact_demand_daily_price_not_negative")),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["core.dim_item.id"],
            name=op.f("fk_fact_demand_daily_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_fact_demand_daily_site_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("item_id", "site_id", "date", name=op.f("pk_fact_demand_daily")),
        schema="core",
        **by_month("date"),
    )
    op.create_index(
        "ix_fact_demand_daily_date", "fact_demand_daily", ["date"], unique=False, schema="core"
    )
    op.create_table(
        "fact_orders",
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("line_number", sa.Integer(), server_default="1", nullable=False),
        sa.Column("supplier_id", sa.BigInteger(), nullable=True),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column(
            "received_quantity",
            sa.Numeric(precision=18, scale=4),
            server_default="0",
            nullable=False,
        ),
        sa.Column("unit_price", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("ordered_on", sa.Date(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(), server_default="PLACED", nullable=False),
        sa.Column("import_id", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "status <> 'RECEIVED' OR received_on IS NOT NULL",
            name=op.f("ck_fact_orders_received_on"),
        ),
        sa.CheckConstraint(
            "status IN ('PLACED', 'PART_RECEIVED', 'RECEIVED', 'CANCELLED')",
            name=op.f("ck_fact_orders_status"),
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_fact_orders_quantity_positive")),
        sa.CheckConstraint(
            "received_quantity >= 0", name=op.f("ck_fact_orders_received_not_negative")
        ),
        sa.CheckConstraint("unit_price >= 0", name=op.f("ck_fact_orders_price_not_negative")),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["core.dim_item.id"],
            name=op.f("fk_fact_orders_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_fact_orders_site_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["core.dim_supplier.id"],
            name=op.f("fk_fact_orders_supplier_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_orders")),
        sa.UniqueConstraint(
            "order_number", "line_number", name=op.f("uq_fact_orders_order_number_line_number")
        ),
        schema="core",
    )
    op.create_index(
        "ix_fact_orders_expected_on", "fact_orders", ["expected_on"], unique=False, schema="core"
    )
    op.create_index(
        "ix_fact_orders_item_id_site_id",
        "fact_orders",
        ["item_id", "site_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        "ix_fact_orders_open",
        "fact_orders",
        ["expected_on"],
        unique=False,
        schema="core",
        postgresql_where=sa.text("status IN ('PLACED', 'PART_RECEIVED')"),
    )
    op.create_index(
        "ix_fact_orders_supplier_id_item_id",
        "fact_orders",
        ["supplier_id", "item_id"],
        unique=False,
        schema="core",
    )
    op.create_table(
        "stock_movement",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), nullable=True),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("document", sa.String(), nullable=True),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("import_id", sa.BigInteger(), nullable=True),
        stamp("recorded_at"),
        sa.CheckConstraint(
            "type IN ('OPENING', 'RECEIPT', 'ISSUE', 'RETURN', 'TRANSFER_IN', 'TRANSFER_OUT', "
            "'ADJUSTMENT', 'COUNT', 'SCRAP')",
            name=op.f("ck_stock_movement_type"),
        ),
        sa.CheckConstraint(
            "type NOT IN ('ISSUE', 'TRANSFER_OUT', 'SCRAP') OR quantity < 0",
            name=op.f("ck_stock_movement_outward_is_negative"),
        ),
        sa.CheckConstraint(
            "type NOT IN ('OPENING', 'RECEIPT', 'RETURN', 'TRANSFER_IN') OR quantity > 0",
            name=op.f("ck_stock_movement_inward_is_positive"),
        ),
        sa.CheckConstraint(
            "quantity <> 0 OR type = 'COUNT'", name=op.f("ck_stock_movement_quantity_not_zero")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["core.dim_item.id"],
            name=op.f("fk_stock_movement_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["core.lot.id"], name=op.f("fk_stock_movement_lot_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_stock_movement_site_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", "occurred_at", name=op.f("pk_stock_movement")),
        sa.UniqueConstraint(
            "source_key", "occurred_at", name=op.f("uq_stock_movement_source_key_occurred_at")
        ),
        schema="core",
        **by_month("occurred_at"),
    )
    op.create_index(
        "ix_stock_movement_item_id_site_id_occurred_at",
        "stock_movement",
        ["item_id", "site_id", "occurred_at"],
        unique=False,
        schema="core",
    )
    op.make_hypertable("core.fact_inventory_daily", "date")
    op.make_hypertable("core.fact_demand_daily", "date")
    op.make_hypertable("core.stock_movement", "occurred_at")
    op.touch_on_update("core.fact_orders")
    op.append_only("core.stock_movement")
    op.grant(
        "SELECT, INSERT, UPDATE, DELETE",
        "core.fact_demand_daily",
        "core.fact_inventory_daily",
        "core.fact_orders",
    )


def downgrade() -> None:
    op.drop_index(
        "ix_stock_movement_item_id_site_id_occurred_at", table_name="stock_movement", schema="core"
    )
    op.drop_table("stock_movement", schema="core")
    op.drop_index("ix_fact_orders_supplier_id_item_id", table_name="fact_orders", schema="core")
    op.drop_index(
        "ix_fact_orders_open",
        table_name="fact_orders",
        schema="core",
        postgresql_where=sa.text("status IN ('PLACED', 'PART_RECEIVED')"),
    )
    op.drop_index("ix_fact_orders_item_id_site_id", table_name="fact_orders", schema="core")
    op.drop_index("ix_fact_orders_expected_on", table_name="fact_orders", schema="core")
    op.drop_table("fact_orders", schema="core")
    op.drop_index("ix_fact_demand_daily_date", table_name="fact_demand_daily", schema="core")
    op.drop_table("fact_demand_daily", schema="core")
    op.drop_index("ix_fact_inventory_daily_date", table_name="fact_inventory_daily", schema="core")
    op.drop_table("fact_inventory_daily", schema="core")

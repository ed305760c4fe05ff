"""Create items, suppliers, sites, lots and the calendar."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.columns import stamp

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dim_calendar",
        sa.Column("full_date", sa.Date(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("quarter", sa.SmallInteger(), nullable=False),
        sa.Column("month", sa.SmallInteger(), nullable=False),
        sa.Column("week", sa.SmallInteger(), nullable=False),
        sa.Column("weekday", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.SmallInteger(), nullable=False),
        sa.Column("is_weekend", sa.Boolean(), nullable=False),
        sa.Column("is_holiday", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("holiday_name", sa.String(), nullable=True),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_dim_calendar_weekday")),
        sa.PrimaryKeyConstraint("full_date", name=op.f("pk_dim_calendar")),
        schema="core",
    )
    op.create_table(
        "dim_item",
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("family", sa.String(), nullable=True),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), server_default="UN", nullable=False),
        sa.Column("unit_cost", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("unit_price", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("criticality", sa.Integer(), nullable=True),
        sa.Column("shelf_life_days", sa.Integer(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("introduced_on", sa.Date(), nullable=True),
        sa.Column("discontinued_on", sa.Date(), nullable=True),
        sa.Column(
            "attributes",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint("sku <> ''", name=op.f("ck_dim_item_sku_not_empty")),
        sa.CheckConstraint("criticality BETWEEN 0 AND 10", name=op.f("ck_dim_item_criticality")),
        sa.CheckConstraint(
            "discontinued_on >= introduced_on", name=op.f("ck_dim_item_life_in_order")
        ),
        sa.CheckConstraint("shelf_life_days > 0", name=op.f("ck_dim_item_shelf_life_positive")),
        sa.CheckConstraint(
            "unit_cost >= 0 AND unit_price >= 0", name=op.f("ck_dim_item_prices_not_negative")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dim_item")),
        sa.UniqueConstraint("sku", name=op.f("uq_dim_item_sku")),
        schema="core",
    )
    op.create_index("ix_dim_item_family", "dim_item", ["family"], unique=False, schema="core")
    op.create_index(
        "ix_dim_item_search",
        "dim_item",
        [
            sa.literal_column(
                "to_tsvector('simple', sku || ' ' || name || ' ' || coalesce(family, ''))"
            )
        ],
        unique=False,
        schema="core",
        postgresql_using="gin",
    )
    op.create_table(
        "dim_region",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dim_region")),
        sa.UniqueConstraint("code", name=op.f("uq_dim_region_code")),
        schema="core",
    )
    op.create_table(
        "dim_supplier",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("reliability", sa.Double(), nullable=True),
        sa.Column("lead_time_days", sa.Double(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint("code <> ''", name=op.f("ck_dim_supplier_code_not_empty")),
        sa.CheckConstraint(
            "type IN ('DOMESTIC', 'IMPORT', 'HYBRID')", name=op.f("ck_dim_supplier_type")
        ),
        sa.CheckConstraint(
            "lead_time_days >= 0", name=op.f("ck_dim_supplier_lead_time_not_negative")
        ),
        sa.CheckConstraint("reliability BETWEEN 0 AND 1", name=op.f("ck_dim_supplier_reliability")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dim_supplier")),
        sa.UniqueConstraint("code", name=op.f("uq_dim_supplier_code")),
        schema="core",
    )
    op.create_table(
        "dim_site",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.String(), server_default="WAREHOUSE", nullable=False),
        sa.Column("region_id", sa.BigInteger(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("time_zone", sa.String(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("last_synced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint("code <> ''", name=op.f("ck_dim_site_code_not_empty")),
        sa.CheckConstraint(
            "type IN ('WAREHOUSE', 'STORE', 'DISTRIBUTION_CENTER', 'HUB', 'CUSTOMER')",
            name=op.f("ck_dim_site_type"),
        ),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name=op.f("ck_dim_site_latitude")),
        sa.CheckConstraint("longitude BETWEEN -180 AND 180", name=op.f("ck_dim_site_longitude")),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["core.dim_region.id"],
            name=op.f("fk_dim_site_region_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dim_site")),
        sa.UniqueConstraint("code", name=op.f("uq_dim_site_code")),
        schema="core",
    )
    op.create_index("ix_dim_site_region_id", "dim_site", ["region_id"], unique=False, schema="core")
    op.create_table(
        "lot",
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("lot_number", sa.String(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["core.dim_item.id"], name=op.f("fk_lot_item_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot")),
        sa.UniqueConstraint("item_id", "lot_number", name=op.f("uq_lot_item_id_lot_number")),
        schema="core",
    )
    op.create_index("ix_lot_expires_on", "lot", ["expires_on"], unique=False, schema="core")
    op.create_table(
        "supplier_item",
        sa.Column("supplier_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("lead_time_days", sa.Double(), nullable=True),
        sa.Column("min_order_quantity", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("pack_size", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("unit_price", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("is_preferred", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "lead_time_days >= 0", name=op.f("ck_supplier_item_lead_time_not_negative")
        ),
        sa.CheckConstraint(
            "min_order_quantity > 0 AND pack_size > 0",
            name=op.f("ck_supplier_item_lot_sizes_positive"),
        ),
        sa.CheckConstraint("unit_price >= 0", name=op.f("ck_supplier_item_price_not_negative")),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["core.dim_item.id"],
            name=op.f("fk_supplier_item_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["core.dim_supplier.id"],
            name=op.f("fk_supplier_item_supplier_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_item")),
        sa.UniqueConstraint(
            "supplier_id", "item_id", name=op.f("uq_supplier_item_supplier_id_item_id")
        ),
        schema="core",
    )
    op.create_index(
        "ix_supplier_item_item_id", "supplier_item", ["item_id"], unique=False, schema="core"
    )
    op.create_index(
        "uq_supplier_item_preferred",
        "supplier_item",
        ["item_id"],
        unique=True,
        schema="core",
        postgresql_where=sa.text("is_preferred"),
    )
    op.touch_on_update("core.dim_item", "core.dim_site", "core.dim_supplier", "core.supplier_item")
    op.grant(
        "SELECT, INSERT, UPDATE, DELETE",
        "core.dim_calendar",
        "core.dim_item",
        "core.dim_region",
        "core.dim_site",
        "core.dim_supplier",
        "core.lot",
        "core.supplier_item",
    )


def downgrade() -> None:
    op.drop_index(
        "uq_supplier_item_preferred",
        table_name="supplier_item",
        schema="core",
        postgresql_where=sa.text("is_preferred"),
    )
    op.drop_index("ix_supplier_item_item_id", table_name="supplier_item", schema="core")
    op.drop_table("supplier_item", schema="core")
    op.drop_index("ix_lot_expires_on", table_name="lot", schema="core")
    op.drop_table("lot", schema="core")
    op.drop_index("ix_dim_site_region_id", table_name="dim_site", schema="core")
    op.drop_table("dim_site", schema="core")
    op.drop_table("dim_supplier", schema="core")
    op.drop_table("dim_region", schema="core")
    op.drop_index(
        "ix_dim_item_search", table_name="dim_item", schema="core", postgresql_using="gin"
    )
    op.drop_index("ix_dim_item_family", table_name="dim_item", schema="core")
    op.drop_table("dim_item", schema="core")
    op.drop_table("dim_calendar", schema="core")

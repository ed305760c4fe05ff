"""Fill a month of demand before it becomes a partition, and add up only the days that changed."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

# What reads demand by day or the clocks of sites, in the order in which they read each other.
READERS = (
    "analytics.mv_site_freshness",
    "analytics.v_forecast_errors",
    "analytics.mv_forecast_errors",
    "analytics.v_order_lines",
    "analytics.mv_orders_daily",
    "ops.v_site_clock",
    "ops.v_stock_status",
)
SUMS = (
    "value",
    "priced_units",
    "list_priced_units",
    "classed_value",
    "class_a_value",
    "classed_by_quantity_value",
    "cost",
    "costed_units",
    "filled_units",
    "asked_units",
)


def upgrade() -> None:
    op.add_column("import_files", sa.Column("reading", sa.String()), schema="support")
    op.add_column("import_files", sa.Column("first_day", sa.Date()), schema="support")
    op.add_column("import_files", sa.Column("last_day", sa.Date()), schema="support")
    op.run_file("0035_demand_months.sql")
    # Nothing asks for closed orders by the day they were expected; the open ones have their own.
    op.drop_index("ix_fact_orders_expected_on", table_name="fact_orders", schema="core")
    op.create_index(
        "ix_fact_demand_daily_derived",
        "fact_demand_daily",
        ["item_id", "site_id", "date"],
        schema="core",
        postgresql_where=sa.text("source <> 'FILE'"),
    )
    op.create_table(
        "demand_daily",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("lines", sa.BigInteger(), nullable=False),
        sa.Column("units", sa.Double(), nullable=False),
        *(sa.Column(name, sa.Double(), nullable=True) for name in SUMS),
        sa.PrimaryKeyConstraint("date", "site_id", "family", name=op.f("pk_demand_daily")),
        schema="analytics",
    )
    op.create_table(
        "stale_demand_days",
        sa.Column("date", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("date", name=op.f("pk_stale_demand_days")),
        schema="analytics",
    )
    op.create_table(
        "rolled_up_items",
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("list_price", sa.Double(), nullable=True),
        sa.Column("unit_cost", sa.Double(), nullable=True),
        sa.Column("abc_class", sa.String(), nullable=True),
        sa.Column("abc_basis", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_rolled_up_items")),
        schema="analytics",
    )
    op.grant(
        "SELECT",
        "analytics.demand_daily",
        "analytics.stale_demand_days",
        "analytics.rolled_up_items",
    )
    op.run_file("0035_roll_up_demand.sql")
    op.execute(
        "INSERT INTO analytics.stale_demand_days SELECT DISTINCT date FROM core.fact_demand_daily"
    )
    op.execute("SELECT analytics.roll_up_demand()")
    _make_way()
    op.drop_view("analytics.mv_demand_daily")
    op.create_view("analytics.mv_site_freshness", version=3)
    op.create_view("analytics.v_forecast_errors", version=2)
    _bring_back()


def downgrade() -> None:
    _make_way()
    op.create_view("analytics.mv_demand_daily", version=1)
    op.create_view("analytics.mv_site_freshness", version=2)
    op.create_view("analytics.v_forecast_errors", version=1)
    _bring_back()
    for name in ("added", "updated", "moved", "removed"):
        op.execute(f"DROP TRIGGER note_{name}_days ON core.fact_demand_daily")
    op.execute("DROP FUNCTION analytics.refresh_views")
    op.execute("ALTER FUNCTION analytics.refresh_materialised_views() RENAME TO refresh_views")
    op.execute("GRANT EXECUTE ON FUNCTION analytics.refresh_views TO quartermaster_app")
    op.execute("DROP FUNCTION analytics.roll_up_demand")
    op.execute("DROP FUNCTION analytics.note_stale_days")
    op.drop_table("rolled_up_items", schema="analytics")
    op.drop_table("stale_demand_days", schema="analytics")
    op.drop_table("demand_daily", schema="analytics")
    op.create_index("ix_fact_orders_expected_on", "fact_orders", ["expected_on"], schema="core")
    op.drop_index("ix_fact_demand_daily_derived", table_name="fact_demand_daily", schema="core")
    op.execute("DROP FUNCTION core.close_demand_month")
    op.execute("DROP FUNCTION core.open_demand_month")
    for name in ("last_day", "first_day", "reading"):
        op.drop_column("import_files", name, schema="support")


def _make_way() -> None:
    for view in reversed(READERS):
        op.drop_view(view)


def _bring_back() -> None:
    op.create_view("analytics.mv_forecast_errors", version=1)
    op.create_view("analytics.v_order_lines", version=1)
    op.create_view("analytics.mv_orders_daily", version=1)
    op.create_view("ops.v_site_clock", version=1)
    op.create_view("ops.v_stock_status", version=2)

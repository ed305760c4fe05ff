"""Create the views behind the KPIs, and let kpis_daily keep the history of the plan."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ERROR_SUMS = ("actual_total", "absolute_error", "error")


def upgrade() -> None:
    for name in ERROR_SUMS:
        op.add_column(
            "forecast_accuracy", sa.Column(name, sa.Double(), nullable=True), schema="analytics"
        )
    # Nothing has ever been written to it: what it held is now computed by the views.
    op.drop_table("kpis_daily", schema="analytics")
    _create_kpis_daily(
        sa.Column("planned", sa.BigInteger(), nullable=False),
        sa.Column("covered", sa.BigInteger(), nullable=False),
        sa.Column("available_units", sa.Double(), nullable=True),
        sa.Column("forecast_per_day", sa.Double(), nullable=True),
        sa.Column("excess_known", sa.BigInteger(), nullable=False),
        sa.Column("excess_value", sa.Double(), nullable=True),
        sa.Column("expiring_value", sa.Double(), nullable=True),
        sa.Column("lots_without_cost", sa.BigInteger(), nullable=False),
        sa.Column("lots_estimated", sa.BigInteger(), nullable=False),
    )
    # In the order in which they read each other.
    op.create_view("analytics.mv_data_window", version=1)
    op.create_view("analytics.mv_site_freshness", version=1)
    op.create_view("analytics.mv_demand_daily", version=1)
    op.create_view("analytics.mv_stock_daily", version=1)
    op.create_view("analytics.mv_orders_daily", version=1)
    op.create_view("analytics.mv_lot_stock", version=1)
    op.create_view("analytics.v_forecast_errors", version=1)
    op.create_view("analytics.mv_forecast_errors", version=1)
    op.run_file("0009_record_plan_kpis.sql")


def downgrade() -> None:
    op.execute("DROP FUNCTION analytics.record_plan_kpis")
    op.drop_view("analytics.mv_forecast_errors")
    op.drop_view("analytics.v_forecast_errors")
    op.drop_view("analytics.mv_lot_stock")
    op.drop_view("analytics.mv_orders_daily")
    op.drop_view("analytics.mv_stock_daily")
    op.drop_view("analytics.mv_demand_daily")
    op.drop_view("analytics.mv_site_freshness")
    op.drop_view("analytics.mv_data_window")
    op.drop_table("kpis_daily", schema="analytics")
    _create_kpis_daily(
        *(
            sa.Column(name, sa.Double(), nullable=True)
            for name in (
                "demand_units",
                "demand_value",
                "demand_value_class_a",
                "demand_cost",
                "demand_filled",
                "demand_asked",
            )
        ),
        sa.Column("stocked", sa.Integer(), nullable=True),
        sa.Column("stocked_out", sa.Integer(), nullable=True),
        sa.Column("on_hand_value", sa.Double(), nullable=True),
        sa.Column("orders_due", sa.Integer(), nullable=True),
        sa.Column("orders_late", sa.Integer(), nullable=True),
    )
    op.create_index("ix_kpis_daily_date", "kpis_daily", ["date"], unique=False, schema="analytics")
    for name in reversed(ERROR_SUMS):
        op.drop_column("forecast_accuracy", name, schema="analytics")


def _create_kpis_daily(*components: sa.Column[object]) -> None:
    op.create_table(
        "kpis_daily",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        *components,
        sa.PrimaryKeyConstraint("date", "site_id", "family", name=op.f("pk_kpis_daily")),
        schema="analytics",
    )
    op.grant("SELECT, INSERT, UPDATE, DELETE", "analytics.kpis_daily")

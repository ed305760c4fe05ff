"""Open fewer months of the facts at night: what the sums of days tell is read from them."""

from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

# What reads the window of the data, in the order in which they read each other.
READERS = (
    "analytics.mv_site_freshness",
    "analytics.v_forecast_errors",
    "analytics.mv_forecast_errors",
    "analytics.mv_orders_daily",
    "analytics.v_order_lines",
    "ops.v_site_clock",
    "ops.v_stock_status",
)


def upgrade() -> None:
    op.run_file("0042_roll_up_demand.sql")
    _make_way()
    op.create_view("analytics.mv_data_window", version=2)
    _bring_back()


def downgrade() -> None:
    _make_way()
    op.create_view("analytics.mv_data_window", version=1)
    _bring_back()
    op.run_file("0042_roll_up_demand_before.sql")


def _make_way() -> None:
    for view in reversed(READERS):
        op.drop_view(view)
    op.drop_view("analytics.mv_data_window")


def _bring_back() -> None:
    op.create_view("analytics.mv_site_freshness", version=4)
    op.create_view("analytics.v_forecast_errors", version=2)
    op.create_view("analytics.mv_forecast_errors", version=1)
    op.create_view("analytics.mv_orders_daily", version=1)
    op.create_view("analytics.v_order_lines", version=2)
    op.create_view("ops.v_site_clock", version=1)
    op.create_view("ops.v_stock_status", version=2)

"""Find the last day of a site's demand by an index: a night read all days of all sites for it."""

from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

# What reads the clocks of sites, in the order in which they read each other.
READERS = (
    "analytics.mv_orders_daily",
    "analytics.v_order_lines",
    "ops.v_site_clock",
    "ops.v_stock_status",
)


def upgrade() -> None:
    op.create_index(
        "ix_demand_daily_site_id_date", "demand_daily", ["site_id", "date"], schema="analytics"
    )
    _make_way()
    op.create_view("analytics.mv_site_freshness", version=4)
    _bring_back()


def downgrade() -> None:
    _make_way()
    op.create_view("analytics.mv_site_freshness", version=3)
    _bring_back()
    op.drop_index("ix_demand_daily_site_id_date", "demand_daily", schema="analytics")


def _make_way() -> None:
    for view in reversed(READERS):
        op.drop_view(view)
    op.drop_view("analytics.mv_site_freshness")


def _bring_back() -> None:
    op.create_view("analytics.mv_orders_daily", version=1)
    op.create_view("analytics.v_order_lines", version=2)
    op.create_view("ops.v_site_clock", version=1)
    op.create_view("ops.v_stock_status", version=2)

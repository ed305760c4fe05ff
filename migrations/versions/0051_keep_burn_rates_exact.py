"""Keep burn rates exact, find movements by site, and judge sites by their own records only."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

RATES = (
    ("core.dim_item", "baseline_burn_rate"),
    ("analytics.burn_rates", "rate"),
    ("ops.burn_rate_snapshot", "rate"),
    ("analytics.stock_status", "burn_rate"),
    ("ops.needs_list_item", "burn_rate"),
)
VIEWS = (
    "analytics.mv_site_freshness",
    "analytics.v_order_lines",
    "analytics.mv_orders_daily",
    "ops.v_site_clock",
    "ops.v_stock_status",
)


def upgrade() -> None:
    _make_way(scale=8)
    op.create_view("analytics.mv_site_freshness", version=2)
    _bring_back_readers()
    op.create_index(
        "ix_stock_movement_site_id_occurred_at",
        "stock_movement",
        ["site_id", "occurred_at"],
        schema="core",
    )
    op.create_index(
        "ix_stock_movement_recorded_at_documents",
        "stock_movement",
        ["recorded_at"],
        schema="core",
        postgresql_where=sa.text("source_key LIKE 'document\\:%'"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_stock_movement_recorded_at_documents", table_name="stock_movement", schema="core"
    )
    op.drop_index(
        "ix_stock_movement_site_id_occurred_at", table_name="stock_movement", schema="core"
    )
    _make_way(scale=4)
    op.create_view("analytics.mv_site_freshness", version=1)
    _bring_back_readers()


def _make_way(*, scale: int) -> None:
    """Take the views away, since the columns that they read change."""
    for view in reversed(VIEWS):
        op.drop_view(view)
    for table, column in RATES:
        schema, name = table.split(".")
        op.alter_column(name, column, type_=sa.Numeric(18, scale), schema=schema)


def _bring_back_readers() -> None:
    op.create_view("analytics.v_order_lines", version=1)
    op.create_view("analytics.mv_orders_daily", version=1)
    op.create_view("ops.v_site_clock", version=1)
    op.create_view("ops.v_stock_status", version=2)

"""Let items and sites say what they keep, how they burn and whether they report."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "dim_item", sa.Column("criticality_level", sa.String(), nullable=True), schema="core"
    )
    op.add_column(
        "dim_item",
        sa.Column("baseline_burn_rate", sa.Numeric(precision=18, scale=4), nullable=True),
        schema="core",
    )
    op.add_column(
        "dim_item",
        sa.Column("min_stock_threshold", sa.Numeric(precision=18, scale=4), nullable=True),
        schema="core",
    )
    op.add_column(
        "dim_site",
        sa.Column("sync_status", sa.String(), server_default="UNKNOWN", nullable=False),
        schema="core",
    )
    op.add_column(
        "dim_site",
        sa.Column("min_stock_threshold", sa.Numeric(precision=18, scale=4), nullable=True),
        schema="core",
    )
    op.add_column(
        "dim_site", sa.Column("priority_tier", sa.SmallInteger(), nullable=True), schema="core"
    )
    op.create_check_constraint(
        op.f("ck_dim_item_baseline_burn_rate_not_negative"),
        "dim_item",
        "baseline_burn_rate >= 0",
        schema="core",
    )
    op.create_check_constraint(
        op.f("ck_dim_item_min_stock_not_negative"),
        "dim_item",
        "min_stock_threshold >= 0",
        schema="core",
    )
    op.create_check_constraint(
        op.f("ck_dim_item_criticality_level"),
        "dim_item",
        "criticality_level IN ('CRITICAL', 'HIGH', 'NORMAL', 'LOW')",
        schema="core",
    )
    op.create_check_constraint(
        op.f("ck_dim_site_min_stock_not_negative"),
        "dim_site",
        "min_stock_threshold >= 0",
        schema="core",
    )
    op.create_check_constraint(
        op.f("ck_dim_site_priority_tier"),
        "dim_site",
        "priority_tier BETWEEN 1 AND 9",
        schema="core",
    )
    op.create_check_constraint(
        op.f("ck_dim_site_sync_status"),
        "dim_site",
        "sync_status IN ('ONLINE', 'STALE', 'OFFLINE', 'UNKNOWN')",
        schema="core",
    )
    op.run_file("0013_sync_status.sql")


def downgrade() -> None:
    op.execute("DROP TRIGGER set_sync_status ON core.dim_site")
    op.execute("DROP FUNCTION core.set_sync_status, core.sync_status")
    for column in ("priority_tier", "min_stock_threshold", "sync_status"):
        op.drop_column("dim_site", column, schema="core")
    for column in ("min_stock_threshold", "baseline_burn_rate", "criticality_level"):
        op.drop_column("dim_item", column, schema="core")

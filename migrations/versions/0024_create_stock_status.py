"""Create the copy of stock status that is listed."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import stamp

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stock_status",
        sa.Column("event_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("site_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("on_hand", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("expired_quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("usable_quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("reserved_quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("available_quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("inbound_transfer_quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("inbound_donation_quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column(
            "inbound_procurement_quantity", sa.Numeric(precision=18, scale=4), nullable=False
        ),
        sa.Column("inbound_quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("min_stock_threshold", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("surplus_quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("burn_rate", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("burn_rate_source", sa.String(), nullable=False),
        sa.Column("window_hours", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("burn_calculated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("time_to_stockout_hours", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column(
            "time_to_stockout_with_inbound_hours", sa.Numeric(precision=18, scale=4), nullable=True
        ),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("freshness", sa.String(), nullable=False),
        sa.Column("sync_status", sa.String(), nullable=False),
        sa.Column("hours_behind", sa.Numeric(precision=10, scale=2), nullable=True),
        sa.Column("data_up_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=True),
        stamp("refreshed_at"),
        sa.CheckConstraint(
            "freshness IN ('HIGH', 'MEDIUM', 'LOW')", name=op.f("ck_stock_status_freshness")
        ),
        sa.CheckConstraint(
            "phase IN ('SURGE', 'STABILIZED', 'BASELINE')", name=op.f("ck_stock_status_phase")
        ),
        sa.CheckConstraint(
            "severity IN ('CRITICAL', 'WARNING', 'WATCH', 'OK')",
            name=op.f("ck_stock_status_severity"),
        ),
        sa.PrimaryKeyConstraint("event_id", "site_id", "item_id", name=op.f("pk_stock_status")),
        schema="analytics",
    )
    op.create_index(
        "ix_stock_status_event_id_time_to_stockout_hours",
        "stock_status",
        ["event_id", "time_to_stockout_hours", "site_id", "item_id"],
        unique=False,
        schema="analytics",
    )
    op.create_index(
        "ix_stock_status_site_id_item_id",
        "stock_status",
        ["site_id", "item_id"],
        unique=False,
        schema="analytics",
    )
    op.grant("SELECT, INSERT, UPDATE, DELETE", "analytics.stock_status")


def downgrade() -> None:
    op.drop_table("stock_status", schema="analytics")

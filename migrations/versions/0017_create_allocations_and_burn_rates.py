"""Create where gaps are filled from, and burn rates."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import stamp

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "needs_list_allocation",
        sa.Column("needs_list_item_id", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("horizon", sa.String(), nullable=False),
        sa.Column("source_site_id", sa.BigInteger(), nullable=True),
        sa.Column("donation_item_id", sa.BigInteger(), nullable=True),
        sa.Column("supplier_id", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("lead_time_hours", sa.Numeric(precision=10, scale=2), nullable=False),
        sa.Column("arrives_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_in_time", sa.Boolean(), nullable=True),
        sa.Column("reasons", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "CASE horizon WHEN 'A' THEN source_site_id IS NOT NULL WHEN 'B' THEN "
            "donation_item_id IS NOT NULL ELSE true END",
            name=op.f("ck_needs_list_allocation_names_its_source"),
        ),
        sa.CheckConstraint(
            "horizon IN ('A', 'B', 'C')", name=op.f("ck_needs_list_allocation_horizon")
        ),
        sa.CheckConstraint(
            "lead_time_hours > 0", name=op.f("ck_needs_list_allocation_lead_time_positive")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_needs_list_allocation_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["needs_list_item_id"],
            ["ops.needs_list_item.id"],
            name=op.f("fk_needs_list_allocation_needs_list_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["source_site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_needs_list_allocation_source_site_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["core.dim_supplier.id"],
            name=op.f("fk_needs_list_allocation_supplier_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_list_allocation")),
        sa.UniqueConstraint(
            "needs_list_item_id",
            "sequence",
            name=op.f("uq_needs_list_allocation_needs_list_item_id_sequence"),
        ),
        schema="ops",
    )
    op.create_index(
        "ix_needs_list_allocation_source_site_id",
        "needs_list_allocation",
        ["source_site_id"],
        unique=False,
        schema="ops",
    )
    op.create_table(
        "burn_rates",
        sa.Column("event_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("site_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("rate", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("freshness", sa.String(), nullable=False),
        sa.Column("window_hours", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("issue_count", sa.Integer(), nullable=False),
        sa.Column("issued_quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("reasons", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("calculated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(source = 'UNAVAILABLE') = (rate IS NULL)",
            name=op.f("ck_burn_rates_rate_unless_unknown"),
        ),
        sa.CheckConstraint(
            "freshness IN ('HIGH', 'MEDIUM', 'LOW')", name=op.f("ck_burn_rates_freshness")
        ),
        sa.CheckConstraint(
            "phase IN ('SURGE', 'STABILIZED', 'BASELINE')", name=op.f("ck_burn_rates_phase")
        ),
        sa.CheckConstraint(
            "source IN ('CALCULATED', 'NO_DEMAND', 'BASELINE', 'CATEGORY', 'UNAVAILABLE')",
            name=op.f("ck_burn_rates_source"),
        ),
        sa.CheckConstraint("rate >= 0", name=op.f("ck_burn_rates_rate_not_negative")),
        sa.PrimaryKeyConstraint("event_id", "site_id", "item_id", name=op.f("pk_burn_rates")),
        schema="analytics",
    )
    op.create_index(
        "ix_burn_rates_site_id_item_id",
        "burn_rates",
        ["site_id", "item_id"],
        unique=False,
        schema="analytics",
    )
    op.create_table(
        "burn_rate_snapshot",
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("calculated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("window_hours", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("issue_count", sa.Integer(), nullable=False),
        sa.Column("issued_quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("rate", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("freshness", sa.String(), nullable=False),
        sa.Column("available_quantity", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("time_to_stockout_hours", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.CheckConstraint(
            "freshness IN ('HIGH', 'MEDIUM', 'LOW')", name=op.f("ck_burn_rate_snapshot_freshness")
        ),
        sa.CheckConstraint(
            "phase IN ('SURGE', 'STABILIZED', 'BASELINE')", name=op.f("ck_burn_rate_snapshot_phase")
        ),
        sa.CheckConstraint(
            "source IN ('CALCULATED', 'NO_DEMAND', 'BASELINE', 'CATEGORY', 'UNAVAILABLE')",
            name=op.f("ck_burn_rate_snapshot_source"),
        ),
        sa.CheckConstraint("rate >= 0", name=op.f("ck_burn_rate_snapshot_rate_not_negative")),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["ops.event.id"],
            name=op.f("fk_burn_rate_snapshot_event_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["core.dim_item.id"],
            name=op.f("fk_burn_rate_snapshot_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_burn_rate_snapshot_site_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_burn_rate_snapshot")),
        schema="ops",
    )
    op.create_index(
        "ix_burn_rate_snapshot_item_id_site_id_calculated_at",
        "burn_rate_snapshot",
        ["item_id", "site_id", "calculated_at"],
        unique=False,
        schema="ops",
    )
    op.touch_on_update("ops.needs_list_allocation")
    op.append_only("ops.burn_rate_snapshot")
    op.grant("SELECT, INSERT, UPDATE, DELETE", "ops.needs_list_allocation", "analytics.burn_rates")


def downgrade() -> None:
    op.drop_table("burn_rate_snapshot", schema="ops")
    op.drop_table("burn_rates", schema="analytics")
    op.drop_table("needs_list_allocation", schema="ops")

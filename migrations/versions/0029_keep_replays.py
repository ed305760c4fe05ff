"""Keep what replays of the past found."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import stamp

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "replays",
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("counted_from", sa.Date(), nullable=False),
        sa.Column("counted_to", sa.Date(), nullable=False),
        sa.Column("windows", sa.Integer(), nullable=False),
        sa.Column("review_days", sa.Double(), nullable=False),
        sa.Column("holding_rate", sa.Double(), nullable=False),
        sa.Column("shortage_rate", sa.Double(), nullable=False),
        sa.Column("correction", sa.Double(), nullable=False),
        sa.Column("is_correction_chosen", sa.Boolean(), nullable=False),
        sa.Column("equal_fill_ratio", sa.Double(), nullable=True),
        sa.Column("equal_fill_low", sa.Double(), nullable=True),
        sa.Column("equal_fill_high", sa.Double(), nullable=True),
        sa.Column("series", sa.Integer(), nullable=False),
        sa.Column("series_without_lead_time", sa.Integer(), nullable=False),
        sa.Column("series_without_value", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("requested_by", sa.String(), nullable=False),
        stamp("computed_at"),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.CheckConstraint("period IN ('D', 'W', 'M')", name=op.f("ck_replays_period")),
        sa.CheckConstraint("counted_from <= counted_to", name=op.f("ck_replays_counted_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replays")),
        schema="analytics",
    )
    op.create_table(
        "replay_results",
        sa.Column("replay_id", sa.BigInteger(), nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("asked", sa.Double(), nullable=True),
        sa.Column("abc_class", sa.String(), nullable=False),
        sa.Column("series", sa.Integer(), nullable=False),
        sa.Column("priced_series", sa.Integer(), nullable=False),
        sa.Column("demand", sa.Double(), nullable=False),
        sa.Column("lost", sa.Double(), nullable=False),
        sa.Column("fill_rate", sa.Double(), nullable=True),
        sa.Column("fill_rate_low", sa.Double(), nullable=True),
        sa.Column("fill_rate_high", sa.Double(), nullable=True),
        sa.Column("cycle_service", sa.Double(), nullable=True),
        sa.Column("cycle_service_low", sa.Double(), nullable=True),
        sa.Column("cycle_service_high", sa.Double(), nullable=True),
        sa.Column("mean_stock", sa.Double(), nullable=False),
        sa.Column("stock_value", sa.Double(), nullable=True),
        sa.Column("holding_cost", sa.Double(), nullable=True),
        sa.Column("lost_cost", sa.Double(), nullable=True),
        sa.Column("cost", sa.Double(), nullable=True),
        sa.Column("cost_low", sa.Double(), nullable=True),
        sa.Column("cost_high", sa.Double(), nullable=True),
        sa.Column("orders", sa.Double(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.CheckConstraint(
            "policy IN ('CURRENT', 'CLASSIC', 'PROPOSED')", name=op.f("ck_replay_results_policy")
        ),
        sa.CheckConstraint(
            "abc_class IN ('ALL', 'A', 'B', 'C', 'NONE')",
            name=op.f("ck_replay_results_abc_class"),
        ),
        sa.CheckConstraint("asked > 0 AND asked < 1", name=op.f("ck_replay_results_asked")),
        sa.ForeignKeyConstraint(
            ["replay_id"],
            ["analytics.replays.id"],
            name=op.f("fk_replay_results_replay_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replay_results")),
        schema="analytics",
    )
    op.create_index(
        "uq_replay_results_key",
        "replay_results",
        ["replay_id", "policy", "abc_class", sa.literal_column("coalesce(asked, 0)")],
        unique=True,
        schema="analytics",
    )
    op.grant("SELECT, INSERT, UPDATE, DELETE", "analytics.replays", "analytics.replay_results")


def downgrade() -> None:
    op.drop_table("replay_results", schema="analytics")
    op.drop_table("replays", schema="analytics")

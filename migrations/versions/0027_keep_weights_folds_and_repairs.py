"""Keep what a forecast weighs its parts by, its errors by step ahead, and repaired demand."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

EDIT = "SELECT, INSERT, UPDATE, DELETE"


def upgrade() -> None:
    op.add_column(
        "forecast_runs",
        sa.Column("weights", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        schema="analytics",
    )
    op.add_column(
        "forecast_runs", sa.Column("data_snapshot", sa.String(), nullable=True), schema="analytics"
    )
    op.create_table(
        "forecast_folds",
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("origin", sa.Date(), nullable=False),
        sa.Column("horizon", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("actual_total", sa.Double(), nullable=False),
        sa.Column("absolute_error", sa.Double(), nullable=False),
        sa.Column("error", sa.Double(), nullable=False),
        sa.Column("within", sa.ARRAY(sa.BigInteger()), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["analytics.forecast_runs.id"],
            name=op.f("fk_forecast_folds_run_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "run_id", "site_id", "family", "origin", "horizon", name=op.f("pk_forecast_folds")
        ),
        schema="analytics",
    )
    op.create_table(
        "demand_repairs",
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("site_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("quantity", sa.Double(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["analytics.forecast_runs.id"],
            name=op.f("fk_demand_repairs_run_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", "site_id", "date", name=op.f("pk_demand_repairs")),
        schema="analytics",
    )
    for table in ("forecast_folds", "demand_repairs"):
        op.grant(EDIT, f"analytics.{table}")


def downgrade() -> None:
    op.drop_table("demand_repairs", schema="analytics")
    op.drop_table("forecast_folds", schema="analytics")
    op.drop_column("forecast_runs", "data_snapshot", schema="analytics")
    op.drop_column("forecast_runs", "weights", schema="analytics")

"""Create forecasts, plans and the components of KPIs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.columns import stamp

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "forecast_runs",
        stamp("created_at"),
        sa.Column("origin", sa.Date(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("horizon", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("series", sa.Integer(), nullable=False),
        sa.Column("candidates", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("accuracy", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "settings",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("input_hash", sa.String(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("is_latest", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.CheckConstraint("period IN ('D', 'W', 'M')", name=op.f("ck_forecast_runs_period")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forecast_runs")),
        schema="analytics",
    )
    op.create_index(
        "uq_forecast_runs_latest",
        "forecast_runs",
        ["is_latest"],
        unique=True,
        schema="analytics",
        postgresql_where="is_latest",
    )
    op.create_table(
        "item_classes",
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("abc_class", sa.String(), nullable=True),
        sa.Column("abc_basis", sa.String(), nullable=True),
        sa.Column("xyz_class", sa.String(), nullable=True),
        sa.Column("demand_class", sa.String(), nullable=True),
        sa.Column("adi", sa.Double(), nullable=True),
        sa.Column("cv2", sa.Double(), nullable=True),
        sa.Column("trailing_value", sa.Double(), nullable=True),
        sa.Column("trailing_quantity", sa.Double(), nullable=True),
        stamp("computed_at"),
        sa.CheckConstraint(
            "abc_basis IN ('VALUE', 'QUANTITY')", name=op.f("ck_item_classes_abc_basis")
        ),
        sa.CheckConstraint("abc_class IN ('A', 'B', 'C')", name=op.f("ck_item_classes_abc_class")),
        sa.CheckConstraint(
            "demand_class IN ('SMOOTH', 'ERRATIC', 'INTERMITTENT', 'LUMPY')",
            name=op.f("ck_item_classes_demand_class"),
        ),
        sa.CheckConstraint("xyz_class IN ('X', 'Y', 'Z')", name=op.f("ck_item_classes_xyz_class")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_item_classes")),
        schema="analytics",
    )
    op.create_table(
        "kpis_daily",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("demand_units", sa.Double(), nullable=True),
        sa.Column("demand_value", sa.Double(), nullable=True),
        sa.Column("demand_value_class_a", sa.Double(), nullable=True),
        sa.Column("demand_cost", sa.Double(), nullable=True),
        sa.Column("demand_filled", sa.Double(), nullable=True),
        sa.Column("demand_asked", sa.Double(), nullable=True),
        sa.Column("stocked", sa.Integer(), nullable=True),
        sa.Column("stocked_out", sa.Integer(), nullable=True),
        sa.Column("on_hand_value", sa.Double(), nullable=True),
        sa.Column("orders_due", sa.Integer(), nullable=True),
        sa.Column("orders_late", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("date", "site_id", "family", name=op.f("pk_kpis_daily")),
        schema="analytics",
    )
    op.create_index("ix_kpis_daily_date", "kpis_daily", ["date"], unique=False, schema="analytics")
    op.create_table(
        "lead_times",
        sa.Column("supplier_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("observations", sa.Integer(), nullable=False),
        sa.Column("mean_days", sa.Double(), nullable=False),
        sa.Column("sd_days", sa.Double(), nullable=True),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("late_share", sa.Double(), nullable=True),
        sa.Column("mean_days_late", sa.Double(), nullable=True),
        stamp("computed_at"),
        sa.CheckConstraint(
            "source IN ('OBSERVED', 'SUPPLIER', 'STATED')", name=op.f("ck_lead_times_source")
        ),
        sa.PrimaryKeyConstraint("supplier_id", "item_id", name=op.f("pk_lead_times")),
        schema="analytics",
    )
    op.create_table(
        "plan_lines",
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("site_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("supplier_id", sa.BigInteger(), nullable=True),
        sa.Column("on_hand", sa.Double(), nullable=True),
        sa.Column("available", sa.Double(), nullable=True),
        sa.Column("on_order_in_time", sa.Double(), nullable=True),
        sa.Column("forecast_per_day", sa.Double(), nullable=True),
        sa.Column("days_of_cover", sa.Double(), nullable=True),
        sa.Column("lead_time_days", sa.Double(), nullable=True),
        sa.Column("review_days", sa.Double(), nullable=True),
        sa.Column("service_level", sa.Double(), nullable=True),
        sa.Column("safety_stock", sa.Double(), nullable=True),
        sa.Column("reorder_point", sa.Double(), nullable=True),
        sa.Column("order_up_to", sa.Double(), nullable=True),
        sa.Column("excess_level", sa.Double(), nullable=True),
        sa.Column("suggested_quantity", sa.Double(), nullable=True),
        sa.Column("confidence", sa.String(), nullable=False),
        sa.Column("reasons", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=True),
        stamp("computed_at"),
        sa.CheckConstraint(
            "confidence IN ('HIGH', 'MEDIUM', 'LOW')", name=op.f("ck_plan_lines_confidence")
        ),
        sa.PrimaryKeyConstraint("item_id", "site_id", name=op.f("pk_plan_lines")),
        schema="analytics",
    )
    op.create_table(
        "service_level_target",
        sa.Column("abc_class", sa.String(), nullable=False),
        sa.Column("service_level", sa.Double(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "abc_class IN ('A', 'B', 'C')", name=op.f("ck_service_level_target_abc_class")
        ),
        sa.CheckConstraint(
            "service_level BETWEEN 0.5 AND 0.999",
            name=op.f("ck_service_level_target_service_level"),
        ),
        sa.PrimaryKeyConstraint("abc_class", name=op.f("pk_service_level_target")),
        schema="core",
    )
    op.create_table(
        "features_store",
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("site_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("features", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["analytics.forecast_runs.id"],
            name=op.f("fk_features_store_run_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", "site_id", "date", name=op.f("pk_features_store")),
        schema="analytics",
    )
    op.create_table(
        "forecast_accuracy",
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("site_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("mase", sa.Double(), nullable=True),
        sa.Column("rmsse", sa.Double(), nullable=True),
        sa.Column("wape", sa.Double(), nullable=True),
        sa.Column("bias", sa.Double(), nullable=True),
        sa.Column("pinball", sa.Double(), nullable=True),
        sa.Column("coverage_80", sa.Double(), nullable=True),
        sa.Column("naive_rmsse", sa.Double(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("spread", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["analytics.forecast_runs.id"],
            name=op.f("fk_forecast_accuracy_run_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("run_id", "item_id", "site_id", name=op.f("pk_forecast_accuracy")),
        schema="analytics",
    )
    op.create_table(
        "forecasts",
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("site_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("horizon", sa.SmallInteger(), nullable=False),
        sa.Column("mean", sa.Double(), nullable=False),
        sa.Column("quantiles", sa.ARRAY(sa.Double()), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.CheckConstraint(
            "analytics.are_quantiles(quantiles)", name=op.f("ck_forecasts_quantiles_in_order")
        ),
        sa.CheckConstraint("horizon > 0", name=op.f("ck_forecasts_horizon_positive")),
        sa.CheckConstraint("mean >= 0", name=op.f("ck_forecasts_mean_not_negative")),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["analytics.forecast_runs.id"],
            name=op.f("fk_forecasts_run_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("run_id", "item_id", "site_id", "date", name=op.f("pk_forecasts")),
        schema="analytics",
    )
    op.create_index(
        "ix_forecasts_item_id_site_id_run_id",
        "forecasts",
        ["item_id", "site_id", "run_id"],
        unique=False,
        schema="analytics",
    )
    op.create_table(
        "item_site_policy",
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("service_level", sa.Double(), nullable=True),
        sa.Column("review_period_days", sa.Double(), nullable=True),
        sa.Column("is_stocked", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "review_period_days BETWEEN 1 AND 365", name=op.f("ck_item_site_policy_review_period")
        ),
        sa.CheckConstraint(
            "service_level BETWEEN 0.5 AND 0.999", name=op.f("ck_item_site_policy_service_level")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["core.dim_item.id"],
            name=op.f("fk_item_site_policy_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_item_site_policy_site_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("item_id", "site_id", name=op.f("pk_item_site_policy")),
        schema="core",
    )
    op.touch_on_update("core.service_level_target", "core.item_site_policy")
    op.grant(
        "SELECT, INSERT, UPDATE, DELETE",
        "core.item_site_policy",
        "analytics.forecast_runs",
        "analytics.forecasts",
        "analytics.forecast_accuracy",
        "analytics.features_store",
        "analytics.item_classes",
        "analytics.lead_times",
        "analytics.plan_lines",
        "analytics.kpis_daily",
    )
    op.grant("SELECT, UPDATE", "core.service_level_target")
    op.execute(
        "INSERT INTO core.service_level_target (abc_class, service_level) "
        "VALUES ('A', 0.98), ('B', 0.95), ('C', 0.90)"
    )


def downgrade() -> None:
    op.drop_table("item_site_policy", schema="core")
    op.drop_index("ix_forecasts_item_id_site_id_run_id", table_name="forecasts", schema="analytics")
    op.drop_table("forecasts", schema="analytics")
    op.drop_table("forecast_accuracy", schema="analytics")
    op.drop_table("features_store", schema="analytics")
    op.drop_table("service_level_target", schema="core")
    op.drop_table("plan_lines", schema="analytics")
    op.drop_table("lead_times", schema="analytics")
    op.drop_index("ix_kpis_daily_date", table_name="kpis_daily", schema="analytics")
    op.drop_table("kpis_daily", schema="analytics")
    op.drop_table("item_classes", schema="analytics")
    op.drop_index(
        "uq_forecast_runs_latest",
        table_name="forecast_runs",
        schema="analytics",
        postgresql_where="is_latest",
    )
    op.drop_table("forecast_runs", schema="analytics")

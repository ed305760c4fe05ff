"""Create events, their phases, lead times and the log of what sites handed in."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import stamp

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("status", sa.String(), server_default="ACTIVE", nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("current_phase", sa.String(), server_default="BASELINE", nullable=False),
        sa.Column("phase_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("phase_changed_by", sa.BigInteger(), nullable=True),
        sa.Column("phase_reason", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "(status = 'CLOSED') = (closed_at IS NOT NULL)", name=op.f("ck_event_closed_at")
        ),
        sa.CheckConstraint("code ~ '^[A-Z0-9]{2,12}$'", name=op.f("ck_event_code_format")),
        sa.CheckConstraint(
            "current_phase IN ('SURGE', 'STABILIZED', 'BASELINE')",
            name=op.f("ck_event_current_phase"),
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_event_name_not_empty")),
        sa.CheckConstraint("phase_reason <> ''", name=op.f("ck_event_phase_has_reason")),
        sa.CheckConstraint("status IN ('ACTIVE', 'CLOSED')", name=op.f("ck_event_status")),
        sa.ForeignKeyConstraint(
            ["phase_changed_by"],
            ["support.users.id"],
            name=op.f("fk_event_phase_changed_by"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("code", name=op.f("uq_event_code")),
        schema="ops",
    )
    op.create_table(
        "event_phase_config",
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("demand_window_hours", sa.Integer(), nullable=False),
        sa.Column("planning_window_hours", sa.Integer(), nullable=False),
        sa.Column("safety_factor", sa.Numeric(precision=6, scale=3), nullable=False),
        sa.Column("safety_buffer_pct", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column("freshness_threshold_hours", sa.Numeric(precision=10, scale=2), nullable=False),
        sa.Column("stale_threshold_hours", sa.Numeric(precision=10, scale=2), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "phase IN ('SURGE', 'STABILIZED', 'BASELINE')", name=op.f("ck_event_phase_config_phase")
        ),
        sa.CheckConstraint(
            "demand_window_hours BETWEEN 1 AND 8760",
            name=op.f("ck_event_phase_config_demand_window"),
        ),
        sa.CheckConstraint(
            "freshness_threshold_hours > 0 AND stale_threshold_hours > freshness_threshold_hours",
            name=op.f("ck_event_phase_config_freshness_limits"),
        ),
        sa.CheckConstraint(
            "planning_window_hours BETWEEN 1 AND 8760",
            name=op.f("ck_event_phase_config_planning_window"),
        ),
        sa.CheckConstraint(
            "safety_buffer_pct BETWEEN 0 AND 100", name=op.f("ck_event_phase_config_safety_buffer")
        ),
        sa.CheckConstraint(
            "safety_factor BETWEEN 1 AND 2", name=op.f("ck_event_phase_config_safety_factor")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["ops.event.id"],
            name=op.f("fk_event_phase_config_event_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_phase_config")),
        sa.UniqueConstraint("event_id", "phase", name=op.f("uq_event_phase_config_event_id_phase")),
        schema="ops",
    )
    op.create_table(
        "event_phase_history",
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("from_phase", sa.String(), nullable=True),
        sa.Column("to_phase", sa.String(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        stamp("at"),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["ops.event.id"],
            name=op.f("fk_event_phase_history_event_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_phase_history")),
        schema="ops",
    )
    op.create_index(
        "ix_event_phase_history_event_id_at",
        "event_phase_history",
        ["event_id", "at"],
        unique=False,
        schema="ops",
    )
    op.create_table(
        "warehouse_sync_log",
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("data_up_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("items_synced", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error_text", sa.String(), nullable=True),
        stamp("at"),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.CheckConstraint(
            "status <> 'FAILED' OR error_text <> ''",
            name=op.f("ck_warehouse_sync_log_failure_has_text"),
        ),
        sa.CheckConstraint(
            "status IN ('SUCCESS', 'PARTIAL', 'FAILED')", name=op.f("ck_warehouse_sync_log_status")
        ),
        sa.CheckConstraint(
            "type IN ('AUTO', 'MANUAL', 'SCHEDULED')", name=op.f("ck_warehouse_sync_log_type")
        ),
        sa.CheckConstraint(
            "items_synced >= 0", name=op.f("ck_warehouse_sync_log_items_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_warehouse_sync_log_site_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warehouse_sync_log")),
        schema="ops",
    )
    op.create_index(
        "ix_warehouse_sync_log_site_id_at",
        "warehouse_sync_log",
        ["site_id", "at"],
        unique=False,
        schema="ops",
    )
    op.create_table(
        "lead_time_config",
        sa.Column("horizon", sa.String(), nullable=False),
        sa.Column("from_site_id", sa.BigInteger(), nullable=True),
        sa.Column("to_site_id", sa.BigInteger(), nullable=True),
        sa.Column("supplier_id", sa.BigInteger(), nullable=True),
        sa.Column("hours", sa.Numeric(precision=10, scale=2), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("is_default", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "CASE WHEN is_default THEN num_nonnulls(from_site_id, to_site_id, supplier_id) = 0 "
            "WHEN horizon = 'A' THEN num_nonnulls(from_site_id, to_site_id) = 2 AND supplier_id "
            "IS NULL AND from_site_id <> to_site_id ELSE supplier_id IS NOT NULL AND "
            "from_site_id IS NULL END",
            name=op.f("ck_lead_time_config_names_its_way"),
        ),
        sa.CheckConstraint("horizon IN ('A', 'B', 'C')", name=op.f("ck_lead_time_config_horizon")),
        sa.CheckConstraint(
            "effective_to > effective_from", name=op.f("ck_lead_time_config_effective_in_order")
        ),
        sa.CheckConstraint("hours > 0", name=op.f("ck_lead_time_config_hours_positive")),
        sa.ForeignKeyConstraint(
            ["from_site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_lead_time_config_from_site_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["core.dim_supplier.id"],
            name=op.f("fk_lead_time_config_supplier_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["to_site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_lead_time_config_to_site_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_time_config")),
        schema="ops",
    )
    op.create_index(
        "uq_lead_time_config_way",
        "lead_time_config",
        ["horizon", "from_site_id", "to_site_id", "supplier_id", "effective_from"],
        unique=True,
        schema="ops",
        postgresql_nulls_not_distinct=True,
    )
    op.touch_on_update("ops.event", "ops.event_phase_config", "ops.lead_time_config")
    op.append_only("ops.event_phase_history", "ops.warehouse_sync_log")
    op.grant(
        "SELECT, INSERT, UPDATE, DELETE",
        "ops.event",
        "ops.event_phase_config",
        "ops.lead_time_config",
    )
    op.run_file("0014_events.sql")


def downgrade() -> None:
    op.drop_table("lead_time_config", schema="ops")
    op.drop_table("warehouse_sync_log", schema="ops")
    op.drop_table("event_phase_history", schema="ops")
    op.drop_table("event_phase_config", schema="ops")
    op.drop_table("event", schema="ops")
    op.execute("DROP FUNCTION ops.keep_phase_history, ops.follow_sync")

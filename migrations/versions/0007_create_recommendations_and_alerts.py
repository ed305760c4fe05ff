"""Create recommendations and alerts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.columns import stamp

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

LEVEL = postgresql.ENUM(
    "NORMAL", "WARNING", "CRITICAL", name="alert_level", schema="analytics", create_type=False
)
PRIORITY = postgresql.ENUM(
    "LOW", "MEDIUM", "HIGH", "CRITICAL", name="priority", schema="analytics", create_type=False
)


def upgrade() -> None:
    LEVEL.create(op.get_bind())
    PRIORITY.create(op.get_bind())
    op.create_table(
        "alerts",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column(
            "level",
            LEVEL,
            nullable=False,
        ),
        sa.Column("item_id", sa.BigInteger(), nullable=True),
        sa.Column("site_id", sa.BigInteger(), nullable=True),
        sa.Column("supplier_id", sa.BigInteger(), nullable=True),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("lot_id", sa.BigInteger(), nullable=True),
        sa.Column("params", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        stamp("opened_at"),
        stamp("last_seen_at"),
        sa.Column("clear_runs", sa.Integer(), server_default="0", nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("suppressed_by", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "type IN ('STOCKOUT', 'STOCKOUT_IMMINENT', 'LOW_STOCK', 'OVERDUE_ORDER', "
            "'EXPIRING_LOT', 'STALE_SITE', 'DEMAND_SPIKE', 'FORECAST_BIAS')",
            name=op.f("ck_alerts_type"),
        ),
        sa.CheckConstraint("clear_runs >= 0", name=op.f("ck_alerts_clear_runs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        schema="analytics",
    )
    op.create_index(
        "ix_alerts_item_id_site_id",
        "alerts",
        ["item_id", "site_id"],
        unique=False,
        schema="analytics",
    )
    op.create_index(
        "ix_alerts_level_opened_at",
        "alerts",
        [sa.literal_column("level DESC"), sa.literal_column("opened_at DESC")],
        unique=False,
        schema="analytics",
    )
    op.create_index(
        "uq_alerts_fingerprint_unresolved",
        "alerts",
        ["fingerprint"],
        unique=True,
        schema="analytics",
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.create_table(
        "recommendations",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column(
            "priority",
            PRIORITY,
            nullable=False,
        ),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("from_site_id", sa.BigInteger(), nullable=True),
        sa.Column("supplier_id", sa.BigInteger(), nullable=True),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.Double(), nullable=True),
        sa.Column("action_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(), server_default="OPEN", nullable=False),
        sa.Column("message_code", sa.String(), nullable=False),
        sa.Column("message_params", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("explanation", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("explanation_hash", sa.String(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=False),
        sa.Column("confidence_reasons", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "confidence IN ('HIGH', 'MEDIUM', 'LOW')", name=op.f("ck_recommendations_confidence")
        ),
        sa.CheckConstraint(
            "status IN ('OPEN', 'SUPERSEDED')", name=op.f("ck_recommendations_status")
        ),
        sa.CheckConstraint(
            "type IN ('REORDER', 'EXPEDITE', 'REALLOCATE', 'HOLD')",
            name=op.f("ck_recommendations_type"),
        ),
        sa.CheckConstraint("quantity >= 0", name=op.f("ck_recommendations_quantity_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendations")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_recommendations_fingerprint")),
        schema="analytics",
    )
    op.create_index(
        "ix_recommendations_item_id_site_id",
        "recommendations",
        ["item_id", "site_id"],
        unique=False,
        schema="analytics",
    )
    op.create_index(
        "ix_recommendations_priority_id",
        "recommendations",
        [sa.literal_column("priority DESC"), "id"],
        unique=False,
        schema="analytics",
    )
    op.create_table(
        "alert_event",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        stamp("at"),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column(
            "details",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_event")),
        schema="ops",
    )
    op.create_index(
        "ix_alert_event_fingerprint_at",
        "alert_event",
        ["fingerprint", "at"],
        unique=False,
        schema="ops",
    )
    op.create_table(
        "alert_state",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("status", sa.String(), server_default="OPEN", nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("promised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "until_worse_than",
            LEVEL,
            nullable=True,
        ),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "status <> 'SNOOZED' OR snoozed_until IS NOT NULL OR until_worse_than IS NOT NULL",
            name=op.f("ck_alert_state_snooze_ends"),
        ),
        sa.CheckConstraint(
            "status IN ('OPEN', 'ACKNOWLEDGED', 'SNOOZED', 'RESOLVED')",
            name=op.f("ck_alert_state_status"),
        ),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_alert_state")),
        schema="ops",
    )
    op.create_table(
        "recommendation_decision",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("quantity", sa.Double(), nullable=True),
        sa.Column(
            "priority",
            PRIORITY,
            nullable=True,
        ),
        sa.Column("explanation_hash", sa.String(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        stamp("decided_at"),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "status <> 'REJECTED' OR reason <> ''",
            name=op.f("ck_recommendation_decision_reject_has_reason"),
        ),
        sa.CheckConstraint(
            "status IN ('OPEN', 'ACCEPTED', 'REJECTED')",
            name=op.f("ck_recommendation_decision_status"),
        ),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_recommendation_decision")),
        schema="ops",
    )
    op.touch_on_update(
        "ops.recommendation_decision",
        "ops.alert_state",
        "analytics.recommendations",
        "analytics.alerts",
    )
    op.append_only("ops.alert_event")
    op.grant(
        "SELECT, INSERT, UPDATE, DELETE",
        "ops.recommendation_decision",
        "ops.alert_state",
        "analytics.recommendations",
        "analytics.alerts",
    )


def downgrade() -> None:
    op.drop_table("recommendation_decision", schema="ops")
    op.drop_table("alert_state", schema="ops")
    op.drop_index("ix_alert_event_fingerprint_at", table_name="alert_event", schema="ops")
    op.drop_table("alert_event", schema="ops")
    op.drop_index(
        "ix_recommendations_priority_id", table_name="recommendations", schema="analytics"
    )
    op.drop_index(
        "ix_recommendations_item_id_site_id", table_name="recommendations", schema="analytics"
    )
    op.drop_table("recommendations", schema="analytics")
    op.drop_index(
        "uq_alerts_fingerprint_unresolved",
        table_name="alerts",
        schema="analytics",
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.drop_index("ix_alerts_level_opened_at", table_name="alerts", schema="analytics")
    op.drop_index("ix_alerts_item_id_site_id", table_name="alerts", schema="analytics")
    op.drop_table("alerts", schema="analytics")
    PRIORITY.drop(op.get_bind())
    LEVEL.drop(op.get_bind())

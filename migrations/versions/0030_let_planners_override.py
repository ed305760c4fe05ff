"""Let planners override forecasts and orders, and keep what the engine had said."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import stamp

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_override",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("engine_quantity", sa.Double(), nullable=False),
        sa.Column("quantity", sa.Double(), nullable=False),
        sa.Column("position", sa.Double(), nullable=True),
        sa.Column("reason_code", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint("kind IN ('FORECAST', 'ORDER')", name=op.f("ck_plan_override_kind")),
        sa.CheckConstraint(
            "reason_code IN ('PROMOTION', 'NEW_CUSTOMER', 'LOST_CUSTOMER', 'SUPPLY_RISK',"
            " 'DATA_ERROR', 'JUDGEMENT')",
            name=op.f("ck_plan_override_reason_code"),
        ),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_plan_override_days_in_order")),
        sa.CheckConstraint(
            "quantity >= 0 AND engine_quantity >= 0", name=op.f("ck_plan_override_not_negative")
        ),
        sa.CheckConstraint(
            "reason <> '' AND team <> ''", name=op.f("ck_plan_override_says_why_and_who")
        ),
        sa.CheckConstraint(
            "kind <> 'ORDER' OR position IS NOT NULL",
            name=op.f("ck_plan_override_order_has_position"),
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["core.dim_item.id"],
            name=op.f("fk_plan_override_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_plan_override_site_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_override")),
        schema="ops",
    )
    op.create_index(
        "ix_plan_override_item_id_site_id", "plan_override", ["item_id", "site_id"], schema="ops"
    )
    op.touch_on_update("ops.plan_override")
    op.grant("SELECT, INSERT, UPDATE", "ops.plan_override")


def downgrade() -> None:
    op.drop_table("plan_override", schema="ops")

"""Let alerts carry their sentence, and remember what each evaluation found."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Alerts are computed: the next evaluation opens them again, with their history.
    op.execute("DELETE FROM analytics.alerts")
    for name in ("message_code", "message"):
        op.add_column("alerts", sa.Column(name, sa.String(), nullable=False), schema="analytics")
    op.create_table(
        "alert_evaluations",
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("evidence_digest", sa.String(), nullable=False),
        sa.Column("conditions", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("cleared", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_evaluations")),
        schema="analytics",
    )
    op.grant("SELECT, INSERT, UPDATE, DELETE", "analytics.alert_evaluations")


def downgrade() -> None:
    op.drop_table("alert_evaluations", schema="analytics")
    op.drop_column("alerts", "message", schema="analytics")
    op.drop_column("alerts", "message_code", schema="analytics")

"""Let purchases be closed short, with who, when and why."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "procurement", sa.Column("closed_short_by", sa.BigInteger(), nullable=True), schema="ops"
    )
    op.add_column(
        "procurement",
        sa.Column("closed_short_at", sa.DateTime(timezone=True), nullable=True),
        schema="ops",
    )
    op.add_column(
        "procurement", sa.Column("close_short_reason", sa.String(), nullable=True), schema="ops"
    )
    op.create_foreign_key(
        op.f("fk_procurement_closed_short_by"),
        "procurement",
        "users",
        ["closed_short_by"],
        ["id"],
        source_schema="ops",
        referent_schema="support",
        ondelete="RESTRICT",
    )
    op.create_check_constraint(
        op.f("ck_procurement_closed_short_has_reason"),
        "procurement",
        "closed_short_at IS NULL"
        " OR (status = 'RECEIVED' AND coalesce(close_short_reason, '') <> '')",
        schema="ops",
    )


def downgrade() -> None:
    op.drop_constraint("ck_procurement_closed_short_has_reason", "procurement", schema="ops")
    op.drop_constraint("fk_procurement_closed_short_by", "procurement", schema="ops")
    for name in ("close_short_reason", "closed_short_at", "closed_short_by"):
        op.drop_column("procurement", name, schema="ops")

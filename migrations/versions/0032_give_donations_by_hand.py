"""Let donations be given by hand, with who and why."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "donation_allocation",
        sa.Column("allocated_by", sa.BigInteger(), nullable=True),
        schema="ops",
    )
    op.add_column(
        "donation_allocation", sa.Column("reason", sa.String(), nullable=True), schema="ops"
    )
    op.create_foreign_key(
        op.f("fk_donation_allocation_allocated_by"),
        "donation_allocation",
        "users",
        ["allocated_by"],
        ["id"],
        source_schema="ops",
        referent_schema="support",
        ondelete="RESTRICT",
    )
    op.create_check_constraint(
        op.f("ck_donation_allocation_by_hand_has_reason"),
        "donation_allocation",
        "(allocated_by IS NULL) = (reason IS NULL) AND reason <> ''",
        schema="ops",
    )


def downgrade() -> None:
    op.drop_constraint(
        "ck_donation_allocation_by_hand_has_reason", "donation_allocation", schema="ops"
    )
    op.drop_constraint("fk_donation_allocation_allocated_by", "donation_allocation", schema="ops")
    op.drop_column("donation_allocation", "reason", schema="ops")
    op.drop_column("donation_allocation", "allocated_by", schema="ops")

"""Keep with every line of the plan what it was decided from, so that it can be decided again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("plan_lines", sa.Column("inputs", JSONB(), nullable=True), schema="analytics")


def downgrade() -> None:
    op.drop_column("plan_lines", "inputs", schema="analytics")

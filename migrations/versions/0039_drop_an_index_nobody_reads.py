"""Drop the index of promotions by their last day: they are read by item, or all of them."""

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_promotion_ends_on", "promotion", schema="core")


def downgrade() -> None:
    op.create_index("ix_promotion_ends_on", "promotion", ["ends_on"], schema="core")

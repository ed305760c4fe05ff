"""Create the views of current stock and of order lines."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_view("analytics.mv_current_stock", version=1)
    op.create_view("analytics.v_order_lines", version=1)


def downgrade() -> None:
    op.drop_view("analytics.v_order_lines")
    op.drop_view("analytics.mv_current_stock")

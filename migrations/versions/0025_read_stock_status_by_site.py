"""Let stock status be asked for single sites and items without reading all of them."""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_view("ops.v_stock_status")
    op.create_view("ops.v_stock_status", version=2)


def downgrade() -> None:
    op.drop_view("ops.v_stock_status")
    op.create_view("ops.v_stock_status", version=1)

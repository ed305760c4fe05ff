"""Create the views of stock status, inbound, lots and the audit of needs lists."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

VIEWS = (
    "ops.v_inbound_stock",
    "ops.v_lot_stock",
    "ops.v_site_clock",
    "ops.v_stock_status",
    "ops.needs_list_audit",
    "ops.supplier",
)


def upgrade() -> None:
    op.create_view("ops.v_inbound_stock", version=1)
    op.create_view("ops.v_lot_stock", version=1)
    op.create_view("ops.v_site_clock", version=1)
    op.create_view("ops.v_stock_status", version=1)
    op.create_view("ops.needs_list_audit", version=1)
    op.create_view("ops.supplier", version=1)
    op.run_file("0023_empty_demo.sql")


def downgrade() -> None:
    op.run_file("0023_empty_demo_before.sql")
    for view in reversed(VIEWS):
        op.drop_view(view)

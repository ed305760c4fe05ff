"""Find the newest orders without sorting them all: the list of orders begins with them."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_fact_orders_newest",
        "fact_orders",
        [sa.text("ordered_on DESC NULLS LAST"), sa.text("id DESC NULLS LAST")],
        schema="core",
    )
    op.drop_view("analytics.v_order_lines")
    op.create_view("analytics.v_order_lines", version=2)


def downgrade() -> None:
    op.drop_view("analytics.v_order_lines")
    op.create_view("analytics.v_order_lines", version=1)
    op.drop_index("ix_fact_orders_newest", "fact_orders", schema="core")

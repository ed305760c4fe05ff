"""Fill a month of demand before it becomes a partition, and find derived demand without a scan."""

from alembic import op

revision = "0035"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.run_file("0035_demand_months.sql")


def downgrade() -> None:
    op.execute("DROP FUNCTION core.close_demand_month")
    op.execute("DROP FUNCTION core.open_demand_month")

"""Create what the application may ask of the owner: partitions, views, an emptied demo."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.run_file("0008_functions.sql")


def downgrade() -> None:
    op.execute("DROP FUNCTION core.ensure_partitions, analytics.refresh_views, core.empty_demo")

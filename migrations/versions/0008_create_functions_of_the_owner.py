"""Create what the application may ask of the owner: partitions, views, an emptied demo."""

from alembic import op

from migrations.operations import wants_hypertables

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.run_file("0008_functions.sql")
    if wants_hypertables():
        op.run_file("0008_no_partitions.sql")


def downgrade() -> None:
    op.execute("DROP FUNCTION core.ensure_partitions, analytics.refresh_views, core.empty_demo")

"""Create the four schemas, the two roles and the trigger functions."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.run_file("0001_schemas_and_roles.sql")


def downgrade() -> None:
    # The role belongs to the server, and another database of it may still need it.
    op.execute("DROP SCHEMA support, analytics, ops, core CASCADE")

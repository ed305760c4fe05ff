"""Keep lead times as distributions: how many deliveries took how many days."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Lead times are computed: the next plan learns them again, with their distribution.
    op.execute("DELETE FROM analytics.lead_times")
    for name, kind in (("days", sa.Double()), ("counts", sa.Integer())):
        op.add_column(
            "lead_times",
            sa.Column(name, sa.ARRAY(kind), nullable=False),
            schema="analytics",
        )


def downgrade() -> None:
    op.drop_column("lead_times", "counts", schema="analytics")
    op.drop_column("lead_times", "days", schema="analytics")

"""Keep how far service levels fell short in a replay, and with a target that was chosen on it."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

BOUNDS = "BETWEEN 0.5 AND 2"


def upgrade() -> None:
    for table, schema in (("replays", "analytics"), ("service_level_target", "core")):
        name = "level_correction" if table == "replays" else "correction"
        op.add_column(
            table,
            sa.Column(name, sa.Double(), server_default="1", nullable=False),
            schema=schema,
        )
        op.create_check_constraint(
            op.f(f"ck_{table}_{name}"), table, f"{name} {BOUNDS}", schema=schema
        )
    # No foreign key: what was computed may be dropped, and the choice stands.
    op.add_column(
        "service_level_target",
        sa.Column("replay_id", sa.BigInteger(), nullable=True),
        schema="core",
    )


def downgrade() -> None:
    op.drop_column("service_level_target", "replay_id", schema="core")
    op.drop_column("service_level_target", "correction", schema="core")
    op.drop_column("replays", "level_correction", schema="analytics")

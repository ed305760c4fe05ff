"""Refuse what ends without a reason: to a CHECK, one that is NULL was as good as any."""

from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

# Table, constraint, the column that says why, and when nobody has to.
REASONS = (
    ("needs_list", "reject_has_reason", "reject_reason", "status <> 'REJECTED'"),
    ("procurement", "reject_has_reason", "reject_reason", "status <> 'REJECTED'"),
    ("procurement", "cancel_has_reason", "cancel_reason", "status <> 'CANCELLED'"),
    ("donation", "cancel_has_reason", "cancel_reason", "status <> 'CANCELLED'"),
    ("transfer", "end_has_reason", "end_reason", "status NOT IN ('REJECTED', 'CANCELLED')"),
    ("recommendation_decision", "reject_has_reason", "reason", "status <> 'REJECTED'"),
)
NOT_RECORDED = "No reason was recorded."


def upgrade() -> None:
    for table, name, column, goes_on in REASONS:
        # The application has always given one; rows written past it would stop the upgrade.
        op.execute(
            f"UPDATE ops.{table} SET {column} = '{NOT_RECORDED}'"
            f" WHERE {column} IS NULL AND NOT ({goes_on})"
        )
        _replace(table, name, f"{goes_on} OR coalesce({column}, '') <> ''")


def downgrade() -> None:
    for table, name, column, goes_on in REASONS:
        _replace(table, name, f"{goes_on} OR {column} <> ''")


def _replace(table: str, name: str, check: str) -> None:
    full = op.f(f"ck_{table}_{name}")
    op.drop_constraint(full, table, schema="ops", type_="check")
    op.create_check_constraint(full, table, check, schema="ops")

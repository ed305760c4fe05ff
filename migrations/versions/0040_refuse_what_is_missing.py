"""Refuse a failure without a text, an order without a number, an expiry without a lot.

To a CHECK, one that is NULL was as good as any.
"""

from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

ORDERED = "status NOT IN ('ORDERED', 'SHIPPED', 'PARTIAL_RECEIVED', 'RECEIVED')"
APPROVED = "supplier_id IS NOT NULL AND approved_at IS NOT NULL"
# Table, constraint, what it says from now on, what it said before.
CHECKS = (
    (
        "warehouse_sync_log",
        "failure_has_text",
        "status <> 'FAILED' OR coalesce(error_text, '') <> ''",
        "status <> 'FAILED' OR error_text <> ''",
    ),
    (
        "procurement",
        "ordered_has_number",
        f"{ORDERED} OR (coalesce(po_number, '') <> '' AND {APPROVED})",
        f"{ORDERED} OR (po_number <> '' AND {APPROVED})",
    ),
    (
        "donation_intake_item",
        "expiry_needs_lot",
        "expires_on IS NULL OR coalesce(lot_number, '') <> ''",
        "expires_on IS NULL OR lot_number <> ''",
    ),
)


def upgrade() -> None:
    for table, name, check, _ in CHECKS:
        _replace(table, name, check)


def downgrade() -> None:
    for table, name, _, check in CHECKS:
        _replace(table, name, check)


def _replace(table: str, name: str, check: str) -> None:
    full = op.f(f"ck_{table}_{name}")
    op.drop_constraint(full, table, schema="ops", type_="check")
    op.execute(f"ALTER TABLE ops.{table} ADD CONSTRAINT {full} CHECK ({check}) NOT VALID")
    # The application has always refused such rows. Any written past it stay as they are: a number
    # or a lot cannot be made up, and an upgrade should not end at them.
    op.execute(
        f"DO $$ BEGIN ALTER TABLE ops.{table} VALIDATE CONSTRAINT {full};"
        " EXCEPTION WHEN check_violation THEN NULL; END $$"
    )

"""Keep promotions: what is, was and will be on offer, and at which price."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

TARGETS = (
    "'items', 'sites', 'suppliers', 'supplier_items', 'demand', 'stock_snapshots', "
    "'stock_movements', 'orders', 'calendar'"
)


def upgrade() -> None:
    op.create_table(
        "promotion",
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("unit_price", sa.Double(), nullable=True),
        sa.Column("discount", sa.Double(), nullable=True),
        sa.Column("is_cancelled", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("import_id", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_promotion_days_in_order")),
        sa.CheckConstraint(
            "unit_price >= 0 AND unit_price < 'Infinity'",
            name=op.f("ck_promotion_price_not_negative"),
        ),
        sa.CheckConstraint("discount BETWEEN 0 AND 1", name=op.f("ck_promotion_discount_is_share")),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["core.dim_item.id"],
            name=op.f("fk_promotion_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_promotion_site_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion")),
        schema="core",
    )
    op.create_index(
        "uq_promotion_item_id_site_id_starts_on",
        "promotion",
        ["item_id", "site_id", "starts_on"],
        unique=True,
        schema="core",
        postgresql_nulls_not_distinct=True,
    )
    op.create_index("ix_promotion_ends_on", "promotion", ["ends_on"], schema="core")
    op.grant("SELECT, INSERT, UPDATE, DELETE", "core.promotion")
    _allow_targets(f"{TARGETS}, 'promotions'")


def downgrade() -> None:
    op.execute("DELETE FROM support.import_files WHERE target = 'promotions'")
    _allow_targets(TARGETS)
    op.drop_table("promotion", schema="core")


def _allow_targets(targets: str) -> None:
    """Say anew what a file can hold."""
    name = op.f("ck_import_files_target")
    op.drop_constraint(name, "import_files", schema="support", type_="check")
    op.create_check_constraint(name, "import_files", f"target IN ({targets})", schema="support")

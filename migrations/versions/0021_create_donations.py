"""Create donations and what is promised of them."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import stamp

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "donation",
        sa.Column("donation_no", sa.String(), nullable=False),
        sa.Column("donor_name", sa.String(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.Column("site_id", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.String(), server_default="ENTERED", nullable=False),
        sa.Column("restriction", sa.String(), nullable=True),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("verified_by", sa.BigInteger(), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expected_arrival_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by", sa.BigInteger(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint("donor_name <> ''", name=op.f("ck_donation_donor_named")),
        sa.CheckConstraint(
            "status <> 'CANCELLED' OR cancel_reason <> ''",
            name=op.f("ck_donation_cancel_has_reason"),
        ),
        sa.CheckConstraint(
            "status <> 'VERIFIED' OR verified_at IS NOT NULL", name=op.f("ck_donation_verified_at")
        ),
        sa.CheckConstraint(
            "status IN ('ENTERED', 'PENDING', 'VERIFIED', 'CANCELLED')",
            name=op.f("ck_donation_status"),
        ),
        sa.CheckConstraint(
            "verified_by <> created_by", name=op.f("ck_donation_verifier_is_not_creator")
        ),
        sa.ForeignKeyConstraint(
            ["cancelled_by"],
            ["support.users.id"],
            name=op.f("fk_donation_cancelled_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["support.users.id"],
            name=op.f("fk_donation_created_by"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["ops.event.id"], name=op.f("fk_donation_event_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["core.dim_site.id"], name=op.f("fk_donation_site_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["verified_by"],
            ["support.users.id"],
            name=op.f("fk_donation_verified_by"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donation")),
        sa.UniqueConstraint("donation_no", name=op.f("uq_donation_donation_no")),
        schema="ops",
    )
    op.create_index(
        "ix_donation_status_updated_at",
        "donation",
        ["status", "updated_at"],
        unique=False,
        schema="ops",
    )
    op.create_table(
        "donation_item",
        sa.Column("donation_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column(
            "allocated_quantity",
            sa.Numeric(precision=18, scale=4),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "received_quantity",
            sa.Numeric(precision=18, scale=4),
            server_default="0",
            nullable=False,
        ),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "allocated_quantity BETWEEN 0 AND quantity",
            name=op.f("ck_donation_item_allocated_within_quantity"),
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_donation_item_quantity_positive")),
        sa.CheckConstraint(
            "received_quantity >= 0", name=op.f("ck_donation_item_received_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["donation_id"],
            ["ops.donation.id"],
            name=op.f("fk_donation_item_donation_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["core.dim_item.id"],
            name=op.f("fk_donation_item_item_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donation_item")),
        sa.UniqueConstraint(
            "donation_id", "item_id", name=op.f("uq_donation_item_donation_id_item_id")
        ),
        schema="ops",
    )
    op.create_index(
        "ix_donation_item_item_id", "donation_item", ["item_id"], unique=False, schema="ops"
    )
    op.create_table(
        "donation_allocation",
        sa.Column("donation_item_id", sa.BigInteger(), nullable=False),
        sa.Column("needs_list_item_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column(
            "received_quantity",
            sa.Numeric(precision=18, scale=4),
            server_default="0",
            nullable=False,
        ),
        sa.Column("status", sa.String(), server_default="HELD", nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint(
            "status IN ('HELD', 'RELEASED', 'RECEIVED')", name=op.f("ck_donation_allocation_status")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_donation_allocation_quantity_positive")),
        sa.CheckConstraint(
            "received_quantity BETWEEN 0 AND quantity",
            name=op.f("ck_donation_allocation_received_within_quantity"),
        ),
        sa.ForeignKeyConstraint(
            ["donation_item_id"],
            ["ops.donation_item.id"],
            name=op.f("fk_donation_allocation_donation_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["needs_list_item_id"],
            ["ops.needs_list_item.id"],
            name=op.f("fk_donation_allocation_needs_list_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["core.dim_site.id"],
            name=op.f("fk_donation_allocation_site_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donation_allocation")),
        schema="ops",
    )
    op.create_index(
        "ix_donation_allocation_donation_item_id",
        "donation_allocation",
        ["donation_item_id"],
        unique=False,
        schema="ops",
    )
    op.create_index(
        "ix_donation_allocation_needs_list_item_id",
        "donation_allocation",
        ["needs_list_item_id"],
        unique=False,
        schema="ops",
    )
    op.touch_on_update("ops.donation", "ops.donation_item", "ops.donation_allocation")
    op.grant(
        "SELECT, INSERT, UPDATE, DELETE",
        "ops.donation",
        "ops.donation_item",
        "ops.donation_allocation",
    )


def downgrade() -> None:
    op.drop_table("donation_allocation", schema="ops")
    op.drop_table("donation_item", schema="ops")
    op.drop_table("donation", schema="ops")

"""Create job runs and imports."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.columns import stamp

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "job_run",
        sa.Column("step", sa.String(), nullable=False),
        sa.Column(
            "arguments",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("status", sa.String(), server_default="QUEUED", nullable=False),
        sa.Column("progress", sa.Double(), server_default="0", nullable=False),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("rows_in", sa.BigInteger(), nullable=True),
        sa.Column("rows_out", sa.BigInteger(), nullable=True),
        sa.Column("requested_by", sa.String(), nullable=False),
        stamp("queued_at"),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heartbeat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.CheckConstraint(
            "(status IN ('SUCCEEDED', 'FAILED', 'CANCELLED')) = (finished_at IS NOT NULL)",
            name=op.f("ck_job_run_finished_at"),
        ),
        sa.CheckConstraint(
            "status IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')",
            name=op.f("ck_job_run_status"),
        ),
        sa.CheckConstraint("progress BETWEEN 0 AND 1", name=op.f("ck_job_run_progress")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_run")),
        schema="support",
    )
    op.create_index(
        "ix_job_run_queued_at",
        "job_run",
        [sa.literal_column("queued_at DESC")],
        unique=False,
        schema="support",
    )
    op.create_index(
        "uq_job_run_step_waiting",
        "job_run",
        ["step"],
        unique=True,
        schema="support",
        postgresql_where=sa.text("status IN ('QUEUED', 'RUNNING')"),
    )
    op.create_table(
        "imports",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("mapping", sa.String(), nullable=True),
        sa.Column("is_dry_run", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("status", sa.String(), server_default="QUEUED", nullable=False),
        sa.Column("content_hash", sa.String(), nullable=True),
        sa.Column("requested_by", sa.String(), nullable=False),
        sa.Column("job_run_id", sa.BigInteger(), nullable=True),
        stamp("started_at"),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column(
            "notes",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.CheckConstraint("kind IN ('FOLDER', 'UPLOAD')", name=op.f("ck_imports_kind")),
        sa.CheckConstraint(
            "status IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED')", name=op.f("ck_imports_status")
        ),
        sa.ForeignKeyConstraint(
            ["job_run_id"],
            ["support.job_run.id"],
            name=op.f("fk_imports_job_run_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        schema="support",
    )
    op.create_index(
        "ix_imports_started_at",
        "imports",
        [sa.literal_column("started_at DESC")],
        unique=False,
        schema="support",
    )
    op.create_table(
        "import_files",
        sa.Column("import_id", sa.BigInteger(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("rows_read", sa.BigInteger(), nullable=False),
        sa.Column("rows_kept", sa.BigInteger(), nullable=False),
        sa.Column("rows_rejected", sa.BigInteger(), nullable=False),
        sa.Column("rows_changed", sa.BigInteger(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.CheckConstraint(
            "target IN ('items', 'sites', 'suppliers', 'supplier_items', 'demand', "
            "'stock_snapshots', 'stock_movements', 'orders', 'calendar')",
            name=op.f("ck_import_files_target"),
        ),
        sa.CheckConstraint(
            "rows_kept >= 0 AND rows_rejected >= 0", name=op.f("ck_import_files_rows_not_negative")
        ),
        sa.CheckConstraint(
            "rows_read = rows_kept + rows_rejected", name=op.f("ck_import_files_rows_add_up")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["support.imports.id"],
            name=op.f("fk_import_files_import_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_files")),
        schema="support",
    )
    op.create_index(
        "ix_import_files_import_id", "import_files", ["import_id"], unique=False, schema="support"
    )
    op.create_table(
        "import_rejects",
        sa.Column("import_file_id", sa.BigInteger(), nullable=False),
        sa.Column("row_number", sa.BigInteger(), nullable=False),
        sa.Column("column_name", sa.String(), nullable=True),
        sa.Column("reason_code", sa.String(), nullable=False),
        sa.Column("hint", sa.String(), nullable=False),
        sa.Column("raw", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_file_id"],
            ["support.import_files.id"],
            name=op.f("fk_import_rejects_import_file_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_rejects")),
        schema="support",
    )
    op.create_index(
        "ix_import_rejects_import_file_id_row_number",
        "import_rejects",
        ["import_file_id", "row_number"],
        unique=False,
        schema="support",
    )
    op.grant(
        "SELECT, INSERT, UPDATE, DELETE",
        "support.job_run",
        "support.imports",
        "support.import_files",
        "support.import_rejects",
    )


def downgrade() -> None:
    op.drop_index(
        "ix_import_rejects_import_file_id_row_number", table_name="import_rejects", schema="support"
    )
    op.drop_table("import_rejects", schema="support")
    op.drop_index("ix_import_files_import_id", table_name="import_files", schema="support")
    op.drop_table("import_files", schema="support")
    op.drop_index("ix_imports_started_at", table_name="imports", schema="support")
    op.drop_table("imports", schema="support")
    op.drop_index(
        "uq_job_run_step_waiting",
        table_name="job_run",
        schema="support",
        postgresql_where=sa.text("status IN ('QUEUED', 'RUNNING')"),
    )
    op.drop_index("ix_job_run_queued_at", table_name="job_run", schema="support")
    op.drop_table("job_run", schema="support")

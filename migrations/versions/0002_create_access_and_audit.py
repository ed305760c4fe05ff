"""Create users, roles, tokens, the organisation and the audit log."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.columns import stamp

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_logs",
        stamp("at"),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=True),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("ip", postgresql.INET(), nullable=True),
        sa.Column("user_agent", sa.String(), nullable=True),
        sa.Column("request_id", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_logs")),
        schema="support",
    )
    op.create_index("ix_audit_logs_actor", "audit_logs", ["actor"], unique=False, schema="support")
    op.create_index(
        "ix_audit_logs_at",
        "audit_logs",
        [sa.literal_column("at DESC"), sa.literal_column("id DESC")],
        unique=False,
        schema="support",
    )
    op.create_index(
        "ix_audit_logs_entity_entity_id",
        "audit_logs",
        ["entity", "entity_id"],
        unique=False,
        schema="support",
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=True),
        sa.Column("time_zone", sa.String(), server_default="UTC", nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("demand_period", sa.String(), nullable=True),
        sa.Column("demand_source", sa.String(), nullable=True),
        sa.Column("is_demo", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("input_hash", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("ck_organisation_currency")),
        sa.CheckConstraint(
            "demand_period IN ('D', 'W', 'M')", name=op.f("ck_organisation_demand_period")
        ),
        sa.CheckConstraint(
            "demand_source IN ('FILE', 'ISSUES', 'DELIVERIES')",
            name=op.f("ck_organisation_demand_source"),
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_organisation_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        schema="support",
    )
    op.create_table(
        "roles",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint("name ~ '^[A-Z][A-Z_]*$'", name=op.f("ck_roles_name_format")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
        sa.UniqueConstraint("name", name=op.f("uq_roles_name")),
        schema="support",
    )
    op.create_table(
        "users",
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("session_epoch", sa.Integer(), server_default="1", nullable=False),
        sa.Column("failed_attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_login_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locale", sa.String(), server_default="en", nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        stamp("created_at"),
        stamp("updated_at"),
        sa.CheckConstraint("locale IN ('en', 'pt-BR')", name=op.f("ck_users_locale")),
        sa.CheckConstraint(
            "username ~ '^[A-Za-z0-9._@+-]{2,64}$'", name=op.f("ck_users_username_format")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        schema="support",
    )
    op.create_index(
        "uq_users_username",
        "users",
        [sa.literal_column("lower(username)")],
        unique=True,
        schema="support",
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("body_hash", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.String(), nullable=True),
        sa.Column("response", sa.String(), nullable=True),
        stamp("created_at"),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["support.users.id"],
            name=op.f("fk_idempotency_keys_user_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "key", name=op.f("pk_idempotency_keys")),
        schema="support",
    )
    op.create_index(
        "ix_idempotency_keys_created_at",
        "idempotency_keys",
        ["created_at"],
        unique=False,
        schema="support",
    )
    op.create_table(
        "refresh_tokens",
        sa.Column("family", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        stamp("issued_at"),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["support.users.id"],
            name=op.f("fk_refresh_tokens_user_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refresh_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_refresh_tokens_token_hash")),
        schema="support",
    )
    op.create_index(
        "ix_refresh_tokens_family", "refresh_tokens", ["family"], unique=False, schema="support"
    )
    op.create_index(
        "ix_refresh_tokens_user_id", "refresh_tokens", ["user_id"], unique=False, schema="support"
    )
    op.create_table(
        "role_permissions",
        sa.Column("role_id", sa.BigInteger(), nullable=False),
        sa.Column("permission", sa.String(), nullable=False),
        sa.CheckConstraint(
            "permission ~ '^[a-z_]+:[a-z_]+:[a-z_]+$'",
            name=op.f("ck_role_permissions_permission_format"),
        ),
        sa.ForeignKeyConstraint(
            ["role_id"],
            ["support.roles.id"],
            name=op.f("fk_role_permissions_role_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("role_id", "permission", name=op.f("pk_role_permissions")),
        schema="support",
    )
    op.create_table(
        "user_roles",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["role_id"],
            ["support.roles.id"],
            name=op.f("fk_user_roles_role_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["support.users.id"],
            name=op.f("fk_user_roles_user_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "role_id", name=op.f("pk_user_roles")),
        schema="support",
    )
    op.touch_on_update("support.organisation")
    # Signing in is no edit: an administrator's form must not go stale because of it.
    op.touch_on_update(
        "support.users",
        columns=(
            "username",
            "full_name",
            "email",
            "is_active",
            "session_epoch",
            "locale",
            "created_at",
            "version",
        ),
    )
    op.execute(
        "CREATE TRIGGER stamp_row BEFORE UPDATE ON support.roles "
        "FOR EACH ROW EXECUTE FUNCTION support.stamp_row()"
    )
    op.append_only("support.audit_logs")
    op.grant(
        "SELECT, INSERT, UPDATE, DELETE",
        "support.users",
        "support.roles",
        "support.role_permissions",
        "support.user_roles",
        "support.refresh_tokens",
        "support.idempotency_keys",
    )
    op.grant("SELECT, UPDATE", "support.organisation")
    op.execute("INSERT INTO support.organisation (id, name) VALUES (1, 'My organisation')")


def downgrade() -> None:
    op.drop_table("user_roles", schema="support")
    op.drop_table("role_permissions", schema="support")
    op.drop_index("ix_refresh_tokens_user_id", table_name="refresh_tokens", schema="support")
    op.drop_index("ix_refresh_tokens_family", table_name="refresh_tokens", schema="support")
    op.drop_table("refresh_tokens", schema="support")
    op.drop_index("ix_idempotency_keys_created_at", table_name="idempotency_keys", schema="support")
    op.drop_table("idempotency_keys", schema="support")
    op.drop_index("uq_users_username", table_name="users", schema="support")
    op.drop_table("users", schema="support")
    op.drop_table("roles", schema="support")
    op.drop_table("organisation", schema="support")
    op.drop_index("ix_audit_logs_entity_entity_id", table_name="audit_logs", schema="support")
    op.drop_index("ix_audit_logs_at", table_name="audit_logs", schema="support")
    op.drop_index("ix_audit_logs_actor", table_name="audit_logs", schema="support")
    op.drop_table("audit_logs", schema="support")

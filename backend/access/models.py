"""Users, what they may do, and the tokens they hold."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core.orm import Base, Identified, Stamped, Versioned

user_roles = Table(
    "user_roles",
    Base.metadata,
    Column("user_id", ForeignKey("support.users.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("support.roles.id", ondelete="RESTRICT"), primary_key=True),
    schema="support",
)


class RolePermission(Base):
    """One permission that a role grants, by its key ``<domain>:<thing>:<action>``."""

    __tablename__ = "role_permissions"
    __table_args__ = (
        CheckConstraint("permission ~ '^[a-z_]+:[a-z_]+:[a-z_]+$'", name="permission_format"),
        {"schema": "support"},
    )

    role_id: Mapped[int] = mapped_column(
        ForeignKey("support.roles.id", ondelete="CASCADE"), primary_key=True
    )
    permission: Mapped[str] = mapped_column(primary_key=True)


class Role(Identified, Stamped, Base):
    """A named set of permissions."""

    __tablename__ = "roles"
    __table_args__ = (
        CheckConstraint("name ~ '^[A-Z][A-Z_]*$'", name="name_format"),
        {"schema": "support"},
    )

    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str]
    grants: Mapped[list[RolePermission]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="RolePermission.permission"
    )


class User(Identified, Versioned, Base):
    """A person or a program that signs in."""

    __tablename__ = "users"
    __table_args__ = (
        Index("uq_users_username", text("lower(username)"), unique=True),
        CheckConstraint("username ~ '^[A-Za-z0-9._@+-]{2,64}$'", name="username_format"),
        CheckConstraint("locale IN ('en', 'pt-BR')", name="locale"),
        {"schema": "support"},
    )

    username: Mapped[str]
    full_name: Mapped[str]
    email: Mapped[str | None]
    password_hash: Mapped[str]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    # Bumped by whatever must end every session at once: a new role, a new password, deactivation.
    session_epoch: Mapped[int] = mapped_column(server_default="1")
    failed_attempts: Mapped[int] = mapped_column(server_default="0")
    locked_until: Mapped[datetime | None]
    last_login_at: Mapped[datetime | None]
    locale: Mapped[str] = mapped_column(server_default="en")
    roles: Mapped[list[Role]] = relationship(
        secondary=user_roles, lazy="selectin", order_by="Role.name"
    )


class RefreshToken(Identified, Base):
    """A refresh token, stored hashed. Tokens of one sign-in share a family."""

    __tablename__ = "refresh_tokens"
    __table_args__ = (
        Index("ix_refresh_tokens_family", "family"),
        Index("ix_refresh_tokens_user_id", "user_id"),
        {"schema": "support"},
    )

    family: Mapped[UUID]
    user_id: Mapped[int] = mapped_column(ForeignKey("support.users.id", ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    issued_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class Organisation(Versioned, Base):
    """The one organisation that this database serves. Exactly one row."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("id = 1", name="single_row"),
        CheckConstraint("currency ~ '^[A-Z]{3}$'", name="currency"),
        CheckConstraint("demand_period IN ('D', 'W', 'M')", name="demand_period"),
        CheckConstraint(
            "demand_source IN ('FILE', 'ISSUES', 'DELIVERIES')",
            name="demand_source",
        ),
        {"schema": "support"},
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    currency: Mapped[str | None]
    time_zone: Mapped[str] = mapped_column(server_default="UTC")
    country: Mapped[str | None]
    demand_period: Mapped[str | None]
    demand_source: Mapped[str | None]
    is_demo: Mapped[bool] = mapped_column(server_default=text("false"))
    input_hash: Mapped[str | None]


class IdempotencyKey(Base):
    """The stored answer of a POST, so that a repeat gets the same one and does nothing twice."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (
        Index("ix_idempotency_keys_created_at", "created_at"),
        {"schema": "support"},
    )

    user_id: Mapped[int] = mapped_column(
        ForeignKey("support.users.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(primary_key=True)
    method: Mapped[str]
    path: Mapped[str]
    body_hash: Mapped[str]
    status: Mapped[int | None]
    headers: Mapped[str | None]
    response: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

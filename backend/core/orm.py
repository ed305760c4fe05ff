"""The declarative base and the columns that tables share. Knows no domain and no Flask."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    Enum,
    FetchedValue,
    Identity,
    Integer,
    MetaData,
    Numeric,
    func,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# Stock and money are exact; 18 digits hold a national warehouse in thousandths of a unit.
Quantity = Numeric(18, 4)
Money = Numeric(18, 4)
# Units per hour: one unit a month must not round to a tenth more, or to nothing.
Rate = Numeric(18, 8)


class Base(DeclarativeBase):
    """Every table of Quartermaster hangs on this metadata."""

    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)
    type_annotation_map = {datetime: DateTime(timezone=True)}  # noqa: RUF012


class Identified:
    """A surrogate key handed out by the database."""

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)


class Stamped:
    """When the row was made and last changed. The trigger ``support.touch_row`` keeps it true."""

    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(
        server_default=func.now(), server_onupdate=FetchedValue()
    )


class Versioned(Stamped):
    """A row that people edit: its version makes the ETag, and an UPDATE of a stale copy fails.

    The trigger counts, not Python, so that a change made by plain SQL is seen as well.
    """

    version: Mapped[int] = mapped_column(
        Integer, server_default="1", server_onupdate=FetchedValue()
    )

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.__table__.c.version, "version_id_generator": False}  # type: ignore[attr-defined]


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """Return a CHECK that keeps ``column`` within ``values``; the name follows the column."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def ordered_enum(kind: type[StrEnum], *, schema: str, name: str) -> Enum:
    """Return a PostgreSQL enum that sorts in the order of its members, never as text."""
    return Enum(
        kind,
        schema=schema,
        name=name,
        values_callable=lambda members: [member.value for member in members],
        metadata=Base.metadata,
    )

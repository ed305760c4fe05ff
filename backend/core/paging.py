"""Sorting and cutting lists. Works on any SELECT whose columns are named like the schema."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from backend.core import clock
from backend.core.errors import BadRequest, FieldProblem
from backend.core.schemas import ListQuery, Meta, Page, RowT
from backend.core.sql import Rows


@dataclass(frozen=True, slots=True)
class Ordering:
    """How a list may be sorted; ``default`` reads like the ``sort`` parameter.

    ``unique`` names the columns that tell two rows apart. Without them at the end of every
    ORDER BY, rows with equal sort keys could appear on two pages, or on none.
    """

    default: str = "id"
    unique: tuple[str, ...] = ("id",)
    allowed: Collection[str] | None = None


def prepared(rows: Rows, schema: type[BaseModel], sort: str | None, ordering: Ordering) -> Rows:
    """Select what the schema shows, and no more, in the order that ``sort`` asks for.

    The page and the CSV file are both read from this statement, so they cannot differ.
    """
    columns = rows.selected_columns
    shown = [columns[name] for name in schema.model_fields]
    statement = rows.order_by(None).order_by(*_order(rows, sort or ordering.default, ordering))
    return statement.with_only_columns(*shown, maintain_column_froms=True)


def count_of(rows: Rows) -> Select[int]:
    return select(func.count()).select_from(rows.order_by(None).subquery())


def page(
    session: Session,
    statement: Rows,
    query: ListQuery,
    schema: type[RowT],
    *,
    as_of: datetime | None = None,
) -> Page[RowT]:
    """Return one page of a prepared statement, and how many rows there are in all."""
    total = session.execute(count_of(statement)).scalar_one()
    rows = session.execute(statement.limit(query.limit).offset(query.offset))
    names = tuple(rows.keys())
    meta = Meta(total=total, limit=query.limit, offset=query.offset, as_of=as_of or clock.now())
    data = [schema.model_validate(dict(zip(names, row, strict=True))) for row in rows]
    # The class with its parameter names the schema; mypy cannot follow a parameter from a value.
    return Page[schema](data=data, meta=meta)  # type: ignore[valid-type]


def _order(rows: Rows, sort: str, ordering: Ordering) -> list[ColumnElement[Any]]:
    columns = rows.selected_columns
    allowed = sorted(columns.keys() if ordering.allowed is None else ordering.allowed)
    keys: dict[str, bool] = {}
    for key in sort.split(","):
        name = key.strip().removeprefix("-")
        if name not in allowed:
            raise _unknown_sort(name, allowed)
        keys.setdefault(name, key.strip().startswith("-"))
    for name in ordering.unique:
        keys.setdefault(name, False)
    return [
        (columns[name].desc() if descending else columns[name].asc()).nulls_last()
        for name, descending in keys.items()
    ]


def _unknown_sort(name: str, allowed: Collection[str]) -> BadRequest:
    message = f"“{name}” is not one of: {', '.join(allowed)}."
    return BadRequest(
        f"This list cannot be sorted by “{name}”.",
        errors=[FieldProblem(field="sort", message=message)],
    )

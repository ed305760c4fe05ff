"""Sorting and cutting lists. Works on any SELECT whose columns are named like the schema."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Row, Select, func, select
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
    ``counts_along`` is for rows that the database works out all at once, such as a series: there
    a second statement that counts them would cost as much again.
    """

    default: str = "id"
    unique: tuple[str, ...] = ("id",)
    allowed: Collection[str] | None = None
    counts_along: bool = False


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
    counts_along: bool = False,
    as_of: datetime | None = None,
) -> Page[RowT]:
    """Return one page of a prepared statement, and how many rows there are in all."""
    total_along = (func.count().over().label("total_along"),) if counts_along else ()
    cut = statement.add_columns(*total_along).limit(query.limit).offset(query.offset)
    found = session.execute(cut)
    names, rows = tuple(found.keys()), found.all()
    total = _known_total(rows, query, counts_along=counts_along)
    if total is None:
        total = session.execute(count_of(statement)).scalar_one()
    meta = Meta(total=total, limit=query.limit, offset=query.offset, as_of=as_of or clock.now())
    data = [dict(zip(names, row, strict=True)) for row in rows]
    # The class with its parameter names the schema; mypy cannot follow a parameter from a value.
    return Page[schema].model_validate({"data": data, "meta": meta})  # type: ignore[valid-type]


def _known_total(rows: Sequence[Row[Any]], query: ListQuery, *, counts_along: bool) -> int | None:
    """Return how many rows there are if the page itself tells; None where they must be counted."""
    if not rows:
        return 0 if query.offset == 0 else None
    if len(rows) < query.limit:
        return query.offset + len(rows)
    return int(rows[0][-1]) if counts_along else None


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

"""Words for SQL that SQLAlchemy has no short one for."""

from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, Text, func
from sqlalchemy.dialects.postgresql import ARRAY

# A SELECT of whatever columns: what a list is read from.
Rows: TypeAlias = Select[*tuple[Any, ...]]


def array_of(names: Select[str], correlated_with: Any) -> ColumnElement[list[str]]:
    """Return the rows of a one-column SELECT as an array, an empty one where there is none."""
    rows = names.correlate(correlated_with).scalar_subquery()
    return func.array(rows, type_=ARRAY(Text))

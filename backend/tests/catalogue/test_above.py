"""Whatever a domain names of the domains above it is there."""

from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import TableClause, select
from sqlalchemy.orm import Session

BACKEND = Path(__file__).resolve().parents[2]
MODULES = sorted(
    ".".join(path.relative_to(BACKEND.parent).with_suffix("").parts)
    for path in BACKEND.rglob("above.py")
)


@pytest.mark.parametrize("name", MODULES)
def test_tables_and_columns_exist(session: Session, name: str) -> None:
    tables = [thing for thing in vars(import_module(name)).values() if type(thing) is TableClause]

    assert tables
    for table in tables:
        session.execute(select(table).limit(0))

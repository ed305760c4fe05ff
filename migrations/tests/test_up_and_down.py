"""Migrations go up, down and up again, on empty tables and on tables in use."""

import pytest
from alembic import command
from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from backend.models import Base
from migrations.tests.catalogue import SCHEMAS, catalogue
from migrations.tests.databases import OWNER, Database
from migrations.tests.rows import load_rows

TABLES = [table for table in Base.metadata.sorted_tables if not table.info.get("is_view")]


def test_empty_tables_go_down_and_up_to_the_same(blank: Database) -> None:
    blank.upgrade()
    with blank.as_role(OWNER) as connection:
        before = catalogue(connection)

    blank.downgrade("base")
    with blank.as_role(OWNER) as connection:
        assert catalogue(connection) == set()
        assert _schemas(connection) == []
    blank.upgrade()

    with blank.as_role(OWNER) as connection:
        assert catalogue(connection) == before


def test_tables_in_use_go_down_and_up(loaded: Database) -> None:
    loaded.downgrade("base")
    loaded.upgrade()
    load_rows(loaded)

    with loaded.as_role(OWNER) as connection:
        assert _tables_without_rows(connection) == []


def test_every_step_can_be_undone_and_repeated(blank: Database) -> None:
    for revision in _revisions(blank):
        blank.upgrade(revision)
        with blank.as_role(OWNER) as connection:
            before = catalogue(connection)

        blank.downgrade("-1")
        blank.upgrade(revision)

        with blank.as_role(OWNER) as connection:
            assert catalogue(connection) == before, revision


def test_every_table_has_rows_to_be_tried_with(loaded: Database) -> None:
    with loaded.as_role(OWNER) as connection:
        assert _tables_without_rows(connection) == [], "add rows to migrations/tests/rows.sql"


def test_models_and_migrations_agree(empty: Database) -> None:
    command.check(empty.config)


def test_models_and_migrations_agree_where_partitions_exist(loaded: Database) -> None:
    command.check(loaded.config)


@pytest.mark.parametrize("name", ["dim_item", "fact_orders"])
def test_a_table_the_models_do_not_know_is_noticed(empty: Database, name: str) -> None:
    with empty.as_role(OWNER) as connection:
        connection.execute(text(f"ALTER TABLE core.{name} ADD COLUMN stray integer"))

    with pytest.raises(Exception, match="New upgrade operations detected"):
        command.check(empty.config)


def _revisions(database: Database) -> list[str]:
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(database.config)
    return [revision.revision for revision in script.walk_revisions()][::-1]


def _schemas(connection: Connection) -> list[str]:
    query = text("SELECT nspname FROM pg_namespace WHERE nspname = ANY (:schemas)")
    return list(connection.execute(query, {"schemas": list(SCHEMAS)}).scalars())


def _tables_without_rows(connection: Connection) -> list[str]:
    return [
        table.fullname
        for table in TABLES
        if connection.execute(select(text("1")).select_from(table).limit(1)).first() is None
    ]

"""The application's role reads and writes rows; the shape of the database is the owner's."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from migrations.tests.catalogue import SCHEMAS
from migrations.tests.databases import APPLICATION, OWNER, Database

TABLES = text(
    "SELECT oid::regclass::text FROM pg_class "
    "WHERE relnamespace::regnamespace::text = ANY (:schemas) AND relkind IN ('r', 'p', 'm', 'v')"
)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE core.mine (id integer)",
        "CREATE TABLE public.mine (id integer)",
        "CREATE SCHEMA mine",
        "ALTER TABLE core.dim_item ADD COLUMN mine integer",
        "ALTER TABLE support.audit_logs DISABLE TRIGGER refuse_change",
        "DROP TABLE core.lot",
        "DROP FUNCTION core.empty_demo",
        "CREATE INDEX mine ON core.dim_item (name)",
        "TRUNCATE core.dim_item CASCADE",
        "TRUNCATE analytics.forecasts",
        "UPDATE support.audit_logs SET actor = 'somebody'",
        "DELETE FROM support.audit_logs",
        "TRUNCATE support.audit_logs",
        "COPY core.dim_item TO PROGRAM 'cat'",
        "SET session_replication_role = replica",
        "SET ROLE pg_write_all_data",
        "DELETE FROM support.organisation",
        "INSERT INTO core.service_level_target (abc_class, service_level) VALUES ('A', 0.9)",
    ],
)
def test_the_application_cannot(loaded_once: Database, statement: str) -> None:
    # The session acts as the application's role on a superuser's connection; SET ROLE and
    # parameters would look at the superuser, so the session takes the role for good first.
    statements = f"SET SESSION AUTHORIZATION {APPLICATION}; {statement}"

    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be (owner|superuser)"),
        loaded_once.as_role(APPLICATION) as connection,
    ):
        connection.exec_driver_sql(statements)


def test_the_migration_role_can(loaded_once: Database) -> None:
    with loaded_once.trying(OWNER) as connection:
        for statement in (
            "CREATE TABLE core.mine (id integer)",
            "ALTER TABLE core.mine ADD COLUMN name text",
            "TRUNCATE core.mine",
            "DROP TABLE core.mine",
            "CREATE SCHEMA mine",
        ):
            connection.execute(text(statement))


def test_no_table_lets_the_application_truncate_or_refer(loaded_once: Database) -> None:
    with loaded_once.as_role(OWNER) as connection:
        tables = connection.execute(TABLES, {"schemas": list(SCHEMAS)}).scalars().all()
        for privilege in ("TRUNCATE", "REFERENCES", "TRIGGER"):
            granted = [
                table
                for table in tables
                if connection.execute(
                    text("SELECT has_table_privilege(:role, :table, :privilege)"),
                    {"role": APPLICATION, "table": table, "privilege": privilege},
                ).scalar_one()
            ]
            assert granted == [], privilege


def test_the_application_reads_every_table(loaded_once: Database) -> None:
    with loaded_once.as_role(APPLICATION) as connection:
        for table in connection.execute(TABLES, {"schemas": list(SCHEMAS)}).scalars().all():
            if "_p20" not in table:
                connection.execute(text(f"SELECT 1 FROM {table} LIMIT 1"))


def test_functions_of_the_owner_are_nobody_else_s(loaded_once: Database) -> None:
    with loaded_once.as_role(OWNER) as connection:
        public = connection.execute(
            text(
                "SELECT proname FROM pg_proc "
                "WHERE pronamespace::regnamespace::text = ANY (:schemas) AND prosecdef "
                "AND has_function_privilege('public', oid, 'EXECUTE')"
            ),
            {"schemas": list(SCHEMAS)},
        ).scalars()

        assert list(public) == []


def test_functions_of_the_owner_pin_their_search_path(loaded_once: Database) -> None:
    with loaded_once.as_role(OWNER) as connection:
        loose = connection.execute(
            text(
                "SELECT proname FROM pg_proc "
                "WHERE pronamespace::regnamespace::text = ANY (:schemas) AND prosecdef "
                "AND NOT coalesce(array_to_string(proconfig, ','), '') LIKE '%search_path=%'"
            ),
            {"schemas": list(SCHEMAS)},
        ).scalars()

        assert list(loose) == []


def test_views_are_refreshed_on_the_application_s_request(loaded: Database) -> None:
    for _ in ("first fill", "concurrently"):
        with loaded.as_role(APPLICATION) as connection:
            connection.execute(text("SELECT analytics.refresh_views()"))

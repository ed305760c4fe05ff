"""A demonstration goes out as a whole; anything else stays, whoever asks."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from backend.models import Base
from migrations.tests.databases import APPLICATION, OWNER, Database

# People, their access and what they did; the settings that migrations seed; what the jobs did.
KEPT = {
    "core.service_level_target",
    "ops.approval_policy",
    "ops.lead_time_config",
    "support.audit_logs",
    "support.idempotency_keys",
    "support.job_run",
    "support.organisation",
    "support.refresh_tokens",
    "support.role_permissions",
    "support.roles",
    "support.user_roles",
    "support.users",
}


def test_a_demo_is_emptied_but_for_people_and_the_audit_log(loaded: Database) -> None:
    with loaded.as_role(APPLICATION) as connection:
        connection.execute(text("SELECT core.empty_demo()"))

    assert _tables_with_rows(loaded) == KEPT
    with loaded.as_role(APPLICATION) as connection:
        organisation = connection.execute(text("SELECT * FROM support.organisation")).one()
    assert organisation.is_demo is False
    assert (organisation.currency, organisation.input_hash) == (None, None)


def test_an_emptied_demo_takes_new_rows_and_guards_them(loaded: Database) -> None:
    with loaded.as_role(APPLICATION) as connection:
        connection.execute(text("SELECT core.empty_demo()"))
        connection.execute(text("INSERT INTO core.dim_item (sku, name) VALUES ('A-1', 'Anchor')"))

    with (
        pytest.raises(DBAPIError, match="does not hold demo data"),
        loaded.as_role(APPLICATION) as connection,
    ):
        connection.execute(text("SELECT core.empty_demo()"))
    assert "core.dim_item" in _tables_with_rows(loaded)


def test_history_is_guarded_again_in_the_same_transaction(loaded: Database) -> None:
    statements = (
        "SELECT core.empty_demo();"
        "INSERT INTO ops.alert_event (fingerprint, action, actor) VALUES ('x', 'note', 'ana');"
        "DELETE FROM ops.alert_event"
    )

    with (
        pytest.raises(DBAPIError, match="only grows"),
        loaded.as_role(OWNER) as connection,
    ):
        connection.exec_driver_sql(statements)


@pytest.mark.parametrize("role", [OWNER, APPLICATION])
def test_real_data_is_not_emptied(loaded: Database, role: str) -> None:
    with loaded.as_role(OWNER) as connection:
        connection.execute(text("UPDATE support.organisation SET is_demo = false"))
    before = _tables_with_rows(loaded)

    with (
        pytest.raises(DBAPIError, match="does not hold demo data"),
        loaded.as_role(role) as connection,
    ):
        connection.execute(text("SELECT core.empty_demo()"))

    assert _tables_with_rows(loaded) == before


def _tables_with_rows(database: Database) -> set[str]:
    with database.as_role(OWNER) as connection:
        return {
            table.fullname
            for table in Base.metadata.sorted_tables
            if not table.info.get("is_view")
            and connection.execute(select(text("1")).select_from(table).limit(1)).first()
        }

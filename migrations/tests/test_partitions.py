"""Facts live in monthly partitions that are made on request, and nowhere else."""

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from migrations.tests.databases import APPLICATION, OWNER, Database

FACTS = ("fact_demand_daily", "fact_inventory_daily", "stock_movement")
ENSURE = text("SELECT core.ensure_partitions(CAST(:first AS date), CAST(:last AS date))")


def ensure(connection: Connection, first: str, last: str) -> int:
    return int(connection.execute(ENSURE, {"first": first, "last": last}).scalar_one())


def test_a_month_is_made_once_for_every_fact(migrated_once: Database) -> None:
    with migrated_once.trying(APPLICATION) as connection:
        assert ensure(connection, "2025-12-15", "2026-01-02") == 2 * len(FACTS)
        assert ensure(connection, "2025-12-15", "2026-01-02") == 0
        assert ensure(connection, "2025-11-30", "2026-01-31") == len(FACTS)


def test_one_table_can_be_asked_for(migrated_once: Database) -> None:
    with migrated_once.trying(APPLICATION) as connection:
        made = connection.execute(
            text("SELECT core.ensure_partitions('2026-01-01', '2026-01-01', 'core.stock_movement')")
        ).scalar_one()

        assert made == 1


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("1969-12-31", "1970-01-31"),
        ("2026-01-01", "2126-01-01"),
        ("2026-01-01", "infinity"),
        ("-infinity", "2026-01-01"),
        ("2026-02-01", "2026-01-01"),
    ],
)
def test_partitions_have_bounds(migrated_once: Database, first: str, last: str) -> None:
    with (
        pytest.raises(DBAPIError, match="No partitions from"),
        migrated_once.as_role(APPLICATION) as connection,
    ):
        ensure(connection, first, last)


def test_a_fact_outside_any_partition_is_refused(loaded_once: Database) -> None:
    facts = {
        "fact_demand_daily": "(item_id, site_id, date, period, quantity, source) "
        "VALUES (1, 1, '2030-01-01', 'D', 1, 'FILE')",
        "fact_inventory_daily": "(item_id, site_id, date, on_hand) VALUES (1, 1, '2030-01-01', 1)",
        "stock_movement": "(item_id, site_id, occurred_at, type, quantity, source_key) "
        "VALUES (1, 1, '2030-01-01', 'COUNT', 1, 'z')",
    }
    assert set(facts) == set(FACTS)

    for table, values in facts.items():
        with (
            pytest.raises(IntegrityError, match="no partition of relation"),
            loaded_once.as_role(APPLICATION) as connection,
        ):
            connection.execute(
                text(f"INSERT INTO core.{table} {values.replace(':', chr(92) + ':')}")
            )


def test_no_fact_has_a_default_partition(loaded_once: Database) -> None:
    with loaded_once.as_role(OWNER) as connection:
        tables = connection.execute(
            text(
                "SELECT partrelid::regclass::text AS name, partdefid::bigint AS default "
                "FROM pg_partitioned_table"
            )
        ).all()

    assert {table.name: table.default for table in tables} == {f"core.{fact}": 0 for fact in FACTS}


def test_an_instant_belongs_to_its_month_in_utc(loaded_once: Database) -> None:
    with loaded_once.as_role(OWNER) as connection:
        homes = connection.execute(
            text("SELECT tableoid::regclass::text FROM core.stock_movement ORDER BY occurred_at")
        ).scalars()

        assert list(homes) == ["core.stock_movement_p202602", "core.stock_movement_p202603"]


def test_partitions_do_not_depend_on_the_session_s_time_zone(migrated_once: Database) -> None:
    bounds = text(
        "SELECT pg_get_expr(relpartbound, oid) FROM pg_class "
        "WHERE relname = 'stock_movement_p202603'"
    )

    with migrated_once.trying(APPLICATION) as connection:
        connection.execute(text("SET LOCAL TIME ZONE 'America/Sao_Paulo'"))
        ensure(connection, "2026-03-01", "2026-03-01")
        connection.execute(text("SET LOCAL TIME ZONE 'UTC'"))
        found = connection.execute(bounds).scalar_one()

    assert found == ("FOR VALUES FROM ('2026-03-01 00:00:00+00') TO ('2026-04-01 00:00:00+00')")


def test_a_partition_has_the_rules_of_its_table(loaded_once: Database) -> None:
    with (
        pytest.raises(IntegrityError, match="outward_is_negative"),
        loaded_once.as_role(OWNER) as connection,
    ):
        connection.execute(
            text(
                "INSERT INTO core.stock_movement_p202603 "
                "(id, item_id, site_id, occurred_at, type, quantity, source_key) "
                "OVERRIDING SYSTEM VALUE VALUES (99, 1, 1, '2026-03-05', 'ISSUE', 1, 'z')"
            )
        )


def test_a_ledger_line_posts_once(loaded_once: Database) -> None:
    with (
        pytest.raises(IntegrityError, match="source_key"),
        loaded_once.as_role(APPLICATION) as connection,
    ):
        connection.exec_driver_sql(
            "INSERT INTO core.stock_movement "
            "(occurred_at, item_id, site_id, type, quantity, source_key) "
            "VALUES ('2026-03-01 00:00:00+00', 1, 1, 'ISSUE', -3, 'b')"
        )

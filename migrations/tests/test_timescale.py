"""TIMESCALE=on: what the migrations would say to TimescaleDB, and what happens without it."""

import io
import re
from contextlib import redirect_stdout

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError

from migrations.tests.databases import OWNER, ROOT, Database

FACTS = {
    "core.fact_inventory_daily": "date",
    "core.fact_demand_daily": "date",
    "core.stock_movement": "occurred_at",
}
HYPERTABLE = re.compile(
    r"SELECT create_hypertable\('([\w.]+)', by_range\('(\w+)', INTERVAL '1 month'\)"
)


def script(timescale: str) -> str:
    """Return all migrations as SQL text, which asks no server."""
    written = io.StringIO()
    config = Config(str(ROOT / "alembic.ini"), output_buffer=written)
    config.attributes.update(url="postgresql+psycopg2://nobody@/nowhere", timescale=timescale)
    with redirect_stdout(io.StringIO()):
        command.upgrade(config, "head", sql=True)
    return written.getvalue()


@pytest.fixture(scope="module")
def with_timescale() -> str:
    return script("on")


def test_every_fact_becomes_a_hypertable(with_timescale: str) -> None:
    assert dict(HYPERTABLE.findall(with_timescale)) == FACTS
    assert "PARTITION BY RANGE" not in with_timescale


def test_a_hypertable_is_made_before_it_has_triggers(with_timescale: str) -> None:
    made = with_timescale.index("create_hypertable('core.stock_movement'")

    assert made < with_timescale.index("refuse_truncate BEFORE TRUNCATE ON core.stock_movement")
    assert made < with_timescale.index("TRIGGER follow_ledger AFTER INSERT ON core.stock_movement")


def test_the_time_is_part_of_every_unique_key(with_timescale: str) -> None:
    for table, column in FACTS.items():
        body = with_timescale.split(f"CREATE TABLE {table} (", 1)[1].split("\n)", 1)[0]
        keys = re.findall(r"(?:PRIMARY KEY|UNIQUE) \(([^)]*)\)", body)
        assert keys
        assert all(column in key for key in keys), table


def test_nothing_makes_partitions_of_a_hypertable(with_timescale: str) -> None:
    last = with_timescale.rindex("FUNCTION core.ensure_partitions(first_day")
    body = with_timescale[last : with_timescale.index("$$;", last)]

    assert "ATTACH PARTITION" not in body
    assert "RETURN 0" in body


def test_without_it_facts_are_partitioned() -> None:
    plain = script("off")

    assert plain.count("PARTITION BY RANGE") == len(FACTS)
    assert "create_hypertable" not in plain
    assert "timescaledb" not in plain


def test_a_server_without_the_extension_says_what_to_do(blank: Database) -> None:
    config = blank.config
    config.attributes["timescale"] = "on"

    with pytest.raises(DBAPIError, match="CREATE EXTENSION timescaledb"):
        command.upgrade(config, "head")

    with blank.as_role(OWNER) as connection:
        assert not inspect(connection).has_table("stock_movement", schema="core")

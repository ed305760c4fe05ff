"""Runs migrations for `alembic` and for `flask db` alike, one process at a time."""

import re
from collections.abc import Iterable
from logging.config import fileConfig
from pathlib import Path
from typing import Any

from alembic import context
from alembic.operations.ops import MigrationScript
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

import migrations.operations  # noqa: F401  (registers op.create_view and the others)
from backend.models import Base
from backend.settings import SettingsInvalid, get_settings

# Any fixed number: two upgrades at once must ask for the same lock.
UPGRADE_LOCK = 723_054_110
PARTITION = re.compile(r"_p\d{6}$")

config = context.config
if config.config_file_name is not None and Path(config.config_file_name).exists():
    fileConfig(config.config_file_name, disable_existing_loggers=False)


def database_url() -> str:
    """Return where to migrate: an explicit `-x url=...` first, then the owner's address."""
    arguments = context.get_x_argument(as_dictionary=True)
    chosen = arguments.get("url") or config.attributes.get("url")
    return str(chosen or get_settings().owner_database_url)


def wants_hypertables() -> bool:
    """Read TIMESCALE; where only an address was given there may be no settings."""
    asked = config.attributes.get("timescale")
    try:
        return bool((asked or get_settings().timescale) == "on")
    except SettingsInvalid:
        return False


def include_object(thing: Any, name: str | None, kind: str, *_rest: Any) -> bool:
    """Leave partitions to ``core.ensure_partitions`` and views to their own files."""
    if kind == "table":
        return not (PARTITION.search(name or "") or thing.info.get("is_view"))
    if kind == "index":
        # PostgreSQL rewrites the expression of a full-text index, so that it never compares equal.
        return not (name or "").endswith("_search")
    return True


def number_revision(
    migration: MigrationContext,  # noqa: ARG001
    revision: str | Iterable[str | None] | Iterable[str],  # noqa: ARG001
    directives: list[MigrationScript],
) -> None:
    """Number revisions 0001, 0002, ... so that a folder listing is the history."""
    heads = ScriptDirectory.from_config(config).get_heads()
    last = max((int(head) for head in heads), default=0)
    for directive in directives:
        directive.rev_id = f"{last + 1:04d}"


OPTIONS: dict[str, Any] = {
    "target_metadata": Base.metadata,
    "include_schemas": True,
    "include_object": include_object,
    "compare_type": True,
    "compare_server_default": False,
    "transaction_per_migration": True,
    "process_revision_directives": number_revision,
    "hypertables": wants_hypertables(),
}


def run_offline() -> None:
    context.configure(url=database_url(), literal_binds=True, **OPTIONS)
    with context.begin_transaction():
        context.run_migrations()


def run_online() -> None:
    engine = create_engine(database_url())
    with engine.connect() as connection:
        # Wait for another upgrade as long as it takes, and for a busy table only a moment.
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": UPGRADE_LOCK})
        connection.execute(text("SET lock_timeout = '4s'"))
        connection.commit()
        try:
            context.configure(connection=connection, **OPTIONS)
            with context.begin_transaction():
                context.run_migrations()
        finally:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": UPGRADE_LOCK})
            connection.commit()
    engine.dispose()


if context.is_offline_mode():
    run_offline()
else:
    run_online()

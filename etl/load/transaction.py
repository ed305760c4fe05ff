"""One transaction per file: killed at any moment, the database holds the old state or the new."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import psycopg2
from psycopg2.extensions import cursor as Cursor  # noqa: N812
from sqlalchemy import Engine, PoolProxiedConnection

# Held to the end of the transaction, so that two loads never work on the same keys.
LOAD_LOCK = 723054102


@contextmanager
def transaction(engine: Engine) -> Iterator[Cursor]:
    """Give a cursor whose work is committed whole at the end, or not at all."""
    connection = engine.raw_connection()
    try:
        with cast("Cursor", connection.cursor()) as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", (LOAD_LOCK,))
            # Bulk statements sort and hash whole files; compiling them costs more than it saves.
            cursor.execute("SET LOCAL work_mem = '128MB'; SET LOCAL jit = off")
            yield cursor
        connection.commit()
    except BaseException:
        _roll_back(connection)
        raise
    finally:
        connection.close()


def _roll_back(connection: PoolProxiedConnection) -> None:
    """Undo; a server that is gone has done so itself, and its connection is of no use any more."""
    try:
        connection.rollback()
    except psycopg2.Error:
        connection.invalidate()

"""A connection that ended in the middle of an answer is broken, whatever the driver calls that."""

from collections.abc import Iterator

import psycopg2
import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from backend.core.broken_connections import recognise_broken
from backend.settings import Settings

CUT_OFF = "error with status PGRES_TUPLES_OK and no message from the libpq"


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    engine = create_engine(settings.database_url)
    recognise_broken(engine)
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("cause", "is_broken"),
    [(psycopg2.DatabaseError(CUT_OFF), True), (psycopg2.DataError("out of range"), False)],
)
def test_only_what_the_server_did_not_say_breaks_a_connection(
    engine: Engine, cause: Exception, *, is_broken: bool
) -> None:
    def fail(*_: object) -> None:
        raise cause

    with engine.connect() as connection:
        event.listen(engine, "do_execute", fail)
        with pytest.raises(DBAPIError) as told:
            connection.execute(text("SELECT 1"))
        event.remove(engine, "do_execute", fail)

        assert told.value.connection_invalidated is is_broken
        connection.rollback()
        assert connection.execute(text("SELECT 1")).scalar_one() == 1

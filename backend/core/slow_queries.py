"""Logs and counts statements that take longer than a person should wait for."""

import time
from typing import Any

import structlog
from sqlalchemy import Engine, event

from backend.core.metrics import SLOW_QUERIES

log = structlog.get_logger(__name__)

LONGEST_STATEMENT = 1000
STARTED = "quartermaster_started"


def watch(engine: Engine, *, slow_ms: int) -> None:
    """Time every statement of ``engine``. Parameters are not logged: they may be personal."""

    def begin(connection: Any, *_: Any) -> None:
        connection.info[STARTED] = time.perf_counter()

    def end(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        milliseconds = (time.perf_counter() - connection.info[STARTED]) * 1000
        if milliseconds >= slow_ms:
            SLOW_QUERIES.inc()
            text = " ".join(statement.split())[:LONGEST_STATEMENT]
            log.warning("query.slow", milliseconds=round(milliseconds, 1), statement=text)

    event.listen(engine, "before_cursor_execute", begin)
    event.listen(engine, "after_cursor_execute", end)

"""Tells SQLAlchemy of a connection that broke in words which it does not know."""

import psycopg2
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext


def recognise_broken(engine: Engine) -> None:
    """Take a connection for broken where the server ended in the middle of its answer."""
    event.listen(engine, "handle_error", _look_at)


def _look_at(context: ExceptionContext) -> None:
    # The driver says plain DatabaseError then, with a sentence of its library's or with none; an
    # error that the server itself told is one of its subclasses and has a code.
    if type(context.original_exception) is psycopg2.DatabaseError:
        context.is_disconnect = True

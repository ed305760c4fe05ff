"""Tells a connection that broke in words which SQLAlchemy does not know."""

import psycopg2
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext


def is_cut_off(error: BaseException | None) -> bool:
    """Whether the server ended in the middle of its answer.

    The driver says plain DatabaseError then, with a sentence of its library's or with none; an
    error that the server itself told is one of its subclasses and has a code.
    """
    return type(error) is psycopg2.DatabaseError


def recognise_broken(engine: Engine) -> None:
    """Take a connection for broken where the server ended in the middle of its answer."""
    event.listen(engine, "handle_error", _look_at)


def _look_at(context: ExceptionContext) -> None:
    if is_cut_off(context.original_exception):
        context.is_disconnect = True

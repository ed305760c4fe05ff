"""Every error of the application becomes one kind of answer here."""

from http import HTTPStatus

import structlog
from flask import Flask, Response, g
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from backend.core.errors import AppError, Problem

log = structlog.get_logger(__name__)

SENTENCES = {
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    413: "The request is larger than this server accepts.",
    429: "Too many requests; wait a little and try again.",
}


def problem_response(error: AppError) -> Response:
    return _render(error.status, error.code, error.detail, error)


def register_error_handlers(app: Flask) -> None:
    app.register_error_handler(AppError, problem_response)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_unavailable)
    app.register_error_handler(PoolTimeout, _database_unavailable)
    app.register_error_handler(DBAPIError, _database_failed)
    app.register_error_handler(IntegrityError, _constraint_violated)
    app.register_error_handler(StaleDataError, _changed_meanwhile)
    app.register_error_handler(DataError, _value_refused)
    app.register_error_handler(Exception, _unexpected)


def _http_error(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < 400:
        return error
    status = HTTPStatus(error.code)
    detail = SENTENCES.get(status) or f"{error.description or status.phrase}"
    response = _render(status, type(error).__name__, detail)
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    return response


def _database_unavailable(error: DBAPIError | PoolTimeout) -> Response:
    """Answer for a database that is down, and for one that gave up on a statement."""
    cause = getattr(error, "orig", None)
    answered = getattr(cause, "pgcode", None) is not None
    log.error("database.gave_up" if answered else "database.unreachable", error=str(cause))
    state = "is too busy" if answered else "cannot be reached"
    response = _render(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "DatabaseUnavailable",
        f"The database {state} right now; try again in a moment.",
    )
    response.headers["Retry-After"] = "5"
    return response


def _database_failed(error: DBAPIError) -> Response:
    """Answer for a connection that broke in the middle of a statement, whatever it calls that."""
    return _database_unavailable(error) if error.connection_invalidated else _unexpected(error)


def _constraint_violated(error: IntegrityError) -> Response:
    diagnosis = getattr(error.orig, "diag", None)
    log.warning("constraint.violated", constraint=getattr(diagnosis, "constraint_name", None))
    detail = "This contradicts what is already stored."
    return _render(HTTPStatus.CONFLICT, "Conflict", detail)


def _changed_meanwhile(_error: StaleDataError) -> Response:
    detail = "Somebody changed this a moment ago; read it again and repeat the change."
    return _render(HTTPStatus.PRECONDITION_FAILED, "PreconditionFailed", detail)


def _value_refused(error: DataError) -> Response:
    log.warning("value.refused", error=str(error.orig))
    detail = "A value is larger than the database can hold."
    return _render(HTTPStatus.BAD_REQUEST, "ValueOutOfRange", detail)


def _unexpected(error: Exception) -> Response:
    log.error("request.failed", exc_info=error)
    detail = "Something went wrong on our side; the log has it under this request's id."
    return _render(HTTPStatus.INTERNAL_SERVER_ERROR, "InternalServerError", detail)


def _render(status: HTTPStatus, code: str, detail: str, error: AppError | None = None) -> Response:
    problem = Problem(
        type="about:blank",
        title=status.phrase,
        status=status.value,
        detail=detail,
        code=code,
        request_id=g.get("request_id", ""),
        errors=(error.errors or None) if error else None,
        current=error.current if error else None,
    )
    response = Response(
        problem.model_dump_json(exclude_none=True),
        status=status,
        content_type="application/problem+json",
    )
    if error is not None:
        response.headers.update(error.headers)
    return response

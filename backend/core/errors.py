"""Errors as classes with a status and a sentence, and the one shape they are answered in."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar

from pydantic import BaseModel, Field


class FieldProblem(BaseModel):
    """What is wrong with one field of the request."""

    field: str
    message: str


class Problem(BaseModel):
    """An error as RFC 9457 has it. ``code`` is what a program should look at."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str
    errors: list[FieldProblem] | None = None
    current: dict[str, Any] | None = Field(
        default=None, description="What is stored now, when the request was based on older state."
    )


class AppError(Exception):
    """Something a person can be told; its class name is the ``code`` of the answer."""

    status: ClassVar[HTTPStatus] = HTTPStatus.BAD_REQUEST

    def __init__(
        self,
        detail: str,
        *,
        errors: Sequence[FieldProblem] = (),
        current: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = list(errors)
        self.current = current
        self.headers = dict(headers or {})

    @property
    def code(self) -> str:
        return type(self).__name__


class BadRequest(AppError):
    """The request itself cannot be read: an unknown parameter, text where a date belongs."""


class Unauthorized(AppError):
    status = HTTPStatus.UNAUTHORIZED

    def __init__(self, detail: str = "Sign in first.") -> None:
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer"})


class Forbidden(AppError):
    status = HTTPStatus.FORBIDDEN


class NotFound(AppError):
    status = HTTPStatus.NOT_FOUND


class Conflict(AppError):
    status = HTTPStatus.CONFLICT


class PreconditionFailed(AppError):
    status = HTTPStatus.PRECONDITION_FAILED


class UnsupportedMediaType(AppError):
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class Unprocessable(AppError):
    """The request is readable, but what it asks for does not fit."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class PreconditionRequired(AppError):
    status = HTTPStatus.PRECONDITION_REQUIRED


class TooManyRequests(AppError):
    status = HTTPStatus.TOO_MANY_REQUESTS


class Unavailable(AppError):
    status = HTTPStatus.SERVICE_UNAVAILABLE

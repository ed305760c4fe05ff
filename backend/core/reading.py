"""Reading a request into the pydantic models that a view asks for."""

import json
from collections.abc import Mapping
from typing import Any, get_origin

from flask import current_app, request
from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict

from backend.core.errors import (
    AppError,
    BadRequest,
    FieldProblem,
    NotFound,
    Unprocessable,
    UnsupportedMediaType,
)
from backend.core.schemas import Query

Model = type[BaseModel]


def read_path(model: Model, variables: Mapping[str, Any]) -> BaseModel:
    try:
        return model.model_validate(dict(variables))
    except ValidationError:
        raise NotFound("There is nothing at this address.") from None


def read_query(model: Model | None) -> BaseModel:
    """Read the query string. A view without a query model takes no parameter at all."""
    try:
        return _read_fields(model or Query, request.args)
    except ValidationError as error:
        raise _refused(BadRequest, "Some query parameters cannot be used.", error) from None


def read_form(model: Model) -> BaseModel:
    """Read a multipart form; files arrive as werkzeug's FileStorage, spooled to disk."""
    request.max_content_length = current_app.config["IMPORT_MAX_BYTES"]
    if request.mimetype != "multipart/form-data":
        raise UnsupportedMediaType("Send a form as multipart/form-data.")
    parts: MultiDict[str, Any] = MultiDict(request.form)
    parts.update(request.files)
    try:
        return _read_fields(model, parts)
    except ValidationError as error:
        raise _refused(Unprocessable, "Some fields of the form cannot be used.", error) from None


def read_body(model: Model) -> BaseModel:
    """Read a JSON body in pydantic's JSON mode, which knows dates and decimals as text."""
    raw = request.get_data(cache=True)
    if not raw:
        raise BadRequest("This request needs a JSON body.")
    if not request.is_json:
        raise UnsupportedMediaType("Send the body as application/json.")
    try:
        body = model.model_validate_json(raw)
    except ValidationError as error:
        if error.errors(include_url=False)[0]["type"] == "json_invalid":
            raise BadRequest("The body is not JSON.") from None
        raise _refused(Unprocessable, "Some fields of the body cannot be used.", error) from None
    if b"\\u0000" in raw and "\x00" in _all_text(json.loads(raw)):
        raise Unprocessable("The body holds a NUL character, which cannot be stored.")
    return body


def _read_fields(model: Model, parts: MultiDict[str, Any]) -> BaseModel:
    values: dict[str, Any] = {}
    for name in parts:
        field = model.model_fields.get(name)
        given = parts.getlist(name)
        if any("\x00" in text for text in given if isinstance(text, str)):
            raise BadRequest(f"“{name}” holds a NUL character, which cannot be searched for.")
        if field is not None and _is_list(field.annotation):
            values[name] = given
        elif len(given) > 1:
            raise BadRequest(f"“{name}” is given more than once.")
        else:
            values[name] = given[0]
    return model.model_validate(values)


def _is_list(annotation: Any) -> bool:
    """Whether a field takes several values; ``list[str] | None`` does."""
    options = (annotation, *getattr(annotation, "__args__", ()))
    return any(get_origin(option) in (list, tuple, set, frozenset) for option in options)


def _refused(kind: type[AppError], sentence: str, error: ValidationError) -> AppError:
    problems = [
        FieldProblem(
            field=".".join(str(part) for part in item["loc"]),
            message=item["msg"].removeprefix("Value error, "),
        )
        for item in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    return kind(sentence, errors=problems)


def _all_text(value: Any) -> str:
    if isinstance(value, Mapping):
        return "".join(str(key) + _all_text(part) for key, part in value.items())
    if isinstance(value, list):
        return "".join(_all_text(part) for part in value)
    return value if isinstance(value, str) else ""

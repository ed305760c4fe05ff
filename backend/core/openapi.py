"""What the OpenAPI document says beyond what flask-openapi3 finds by itself."""

from collections.abc import Callable, Collection, Iterator, Mapping
from http import HTTPStatus
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from flask_openapi3 import APIBlueprint, Header, MediaType, Operation, Parameter, Response, Schema
from flask_openapi3.utils import parse_rule
from pydantic import BaseModel

from backend.core.marks import Marks, marks_of

PROBLEM = {"$ref": "#/components/schemas/Problem"}
SECURITY: list[dict[str, list[str]]] = [{"bearer": []}, {"cookie": []}]


def answer_model(view: Callable[..., Any]) -> type[BaseModel] | None:
    """Find the model in a view's return annotation; a union with Response and a tuple will do."""
    return next(_models_in(get_type_hints(view).get("return")), None)


def file_answer(media_type: str) -> dict[str, Any]:
    """Describe an answer that is a file."""
    return {"content": {media_type: {"schema": {"type": "string", "format": "binary"}}}}


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (Union, UnionType, tuple):
        for part in get_args(annotation):
            yield from _models_in(part)


def describe(
    blueprint: APIBlueprint,
    method: str,
    rule: str,
    view: Callable[..., Any],
    *,
    problems: Collection[int],
    versioned: bool,
) -> None:
    """Complete a view's operation from its marks: security, headers, possible problems."""
    path = parse_rule(rule, url_prefix=blueprint.url_prefix)
    operation: Operation = getattr(blueprint.paths[path], method)
    marks = marks_of(view)
    parameters = list(operation.parameters or [])
    if marks.is_idempotent:
        parameters.append(_header("Idempotency-Key", "Repeat a request safely under its key."))
    if versioned:
        name = "If-None-Match" if method == "get" else "If-Match"
        parameters.append(_header(name, "The ETag of the representation that you hold."))
        _promise_etag(operation, may_be_current=method == "get")
    if parameters:
        operation.parameters = parameters
    if not marks.is_public:
        operation.security = SECURITY
        operation.__pydantic_extra__["x-permission"] = marks.permission  # type: ignore[index]
    for status in sorted({*problems, *_implied(operation, path, marks, method, versioned)}):
        _add_problem(operation, status)


def _implied(
    operation: Operation, path: str, marks: Marks, method: str, versioned: bool
) -> set[int]:
    implied = {400, 500, 503}
    if not marks.is_public:
        implied |= {401}
    if marks.permission is not None or (method != "get" and not marks.is_public):
        implied |= {403}
    if "{" in path:
        implied |= {404}
    if operation.requestBody is not None:
        implied |= {413, 415, 422}
    if marks.is_idempotent:
        implied |= {409, 422}
    if versioned and method != "get":
        implied |= {412, 428}
    return implied


def _header(name: str, description: str) -> Parameter:
    return Parameter.model_validate(
        {
            "name": name,
            "in": "header",
            "required": False,
            "description": description,
            "schema": {"type": "string", "maxLength": 255},
        }
    )


def _promise_etag(operation: Operation, *, may_be_current: bool) -> None:
    responses = operation.responses or {}
    for status, response in responses.items():
        if status.startswith("2"):
            response.headers = {"ETag": Header(schema=Schema(type="string"))}
    if may_be_current:
        responses["304"] = Response(description="What you hold is current.")


def _add_problem(operation: Operation, status: int) -> None:
    operation.responses = operation.responses or {}
    operation.responses[str(status)] = Response(
        description=HTTPStatus(status).phrase,
        content={"application/problem+json": MediaType(schema=PROBLEM)},
    )


def tidy(document: Mapping[str, Any]) -> dict[str, Any]:
    """Sort paths and schemas, and say plainly what the library says in a roundabout way."""
    schemas = document["components"]["schemas"]
    components = {**document["components"], "schemas": dict(sorted(schemas.items()))}
    paths = dict(sorted(document["paths"].items()))
    for path in paths.values():
        for operation in path.values():
            for parameter in operation.get("parameters", ()):
                parameter["schema"] = _without_null(parameter["schema"])
    tidied: dict[str, Any] = _with_whole_numbers(
        {**document, "paths": paths, "components": components}
    )
    return tidied


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Drop the null of an optional parameter: a query string can leave out, but not say null."""
    options = [option for option in schema.get("anyOf", ()) if option.get("type") != "null"]
    if "anyOf" not in schema or len(options) == len(schema["anyOf"]):
        return schema
    rest = {name: value for name, value in schema.items() if name != "anyOf"}
    if rest.get("default", ...) is None:
        del rest["default"]
    return {**rest, **options[0]} if len(options) == 1 else {**rest, "anyOf": options}


def _with_whole_numbers(node: Any) -> Any:
    """Write 1.0 as 1, which the library turns into a float."""
    if isinstance(node, dict):
        return {name: _with_whole_numbers(value) for name, value in node.items()}
    if isinstance(node, list):
        return [_with_whole_numbers(value) for value in node]
    return int(node) if isinstance(node, float) and node.is_integer() else node

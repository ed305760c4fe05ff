"""Requests that a schema allows or forbids, brought close to rows that exist."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import schemathesis
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation

from backend.access.permissions import ROLES
from backend.app import find_blueprints
from backend.core.http import Api

Operation = APIOperation[Any, Any, Any, Any]
Case = schemathesis.Case[Any]
Keys = Mapping[str, Sequence[int]]

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

# Written as they stand in an address: a NUL, half a surrogate pair, bytes that are no UTF-8.
TEXTS = ("%00", "%ED%A0%80", "%FF", "%25%5C%27%3B--", "%F0%9F%92%A9", "x" * 3000, "")
NUMBERS = ("0", "-1", str(2**31), str(2**63 - 1), str(2**63), "9" * 400, "1e400", "NaN")
DATES = ("0001-01-01", "9999-12-31", "10000-01-01", "2024-02-30", "1767225600")
MOMENTS = ("0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00", "2024-01-01T25:00Z")


def operations() -> list[Operation]:
    """Return all that can be asked, without starting the application."""
    app = Api("backend", title="Quartermaster", version="0", description="")
    for blueprint in find_blueprints():
        app.register_api(blueprint)
    config = schemathesis.Config()
    # Who signs in is for a test to say.
    config.projects.default.generation.update(with_security_parameters=False)
    schema = schemathesis.openapi.from_dict(app.api_doc, config=config)
    return [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]


def cases(operation: Operation) -> SearchStrategy[Case]:
    """Return requests that fit an operation, and some that do not."""
    fitting = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    return fitting | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)


def bring_near(case: Case, keys: Keys) -> None:
    """Let a case speak of rows that exist, and hold what is stored where it changes a row."""
    for place in (case.path_parameters, case.query):
        for name, value in (place or {}).items():
            if name in keys:
                place[name] = _near(value, keys[name])
    sort = (case.query or {}).get("sort")
    if isinstance(sort, str) and len(sort) % 3:
        del case.query["sort"]
    if isinstance(case.body, dict):
        case.body.update(_near_body(case.body, keys))
    if case.method in ("PATCH", "PUT") and len(case.headers.get("If-Match", "")) % 3 != 1:
        case.headers["If-Match"] = "*"


def _near(value: Any, known: Sequence[int]) -> Any:
    """Exchange most keys for those of rows that exist; the others stay unknown."""
    is_key = isinstance(value, int) and not isinstance(value, bool) and value > 0
    return known[value % len(known)] if is_key and value % 4 else value


def _near_body(body: Mapping[str, Any], keys: Keys) -> Iterator[tuple[str, Any]]:
    ids, roles = body.get("ids"), body.get("roles")
    if isinstance(ids, list):
        yield "ids", [_near(value, keys["alert_id"]) for value in ids]
    if isinstance(roles, list) and len(roles) % 2:
        yield "roles", sorted(ROLES)[: len(roles)]


def parameters(operation: Operation) -> dict[str, dict[str, Any]]:
    """Return what an operation takes in its query string, by name."""
    documented = operation.definition.raw.get("parameters", ())
    return {each["name"]: each for each in documented if each["in"] == "query"}


def known_case(operation: Operation, keys: Keys) -> Case:
    """Return a request for rows that exist, with nothing in its query that may be left out."""
    known: dict[str, Any] = {name: found[0] for name, found in keys.items()} | {
        "abc_class": "A",
        "phase": "SURGE",
    }
    needed = [name for name, each in parameters(operation).items() if each.get("required")]
    return operation.Case(path_parameters=known, query={name: known[name] for name in needed})


def address(case: Case, odd: Mapping[str, str]) -> str:
    """Return a case's address; what is odd is quoted already."""
    asked = "&".join(f"{name}={value}" for name, value in {**case.query, **odd}.items())
    return f"{case.formatted_path}?{asked}"


def odd_values(schema: Mapping[str, Any]) -> Sequence[str]:
    """Return what scripts and spreadsheets send where a schema asks for something else."""
    options = [*schema.get("anyOf", [schema])]
    kinds = {option.get("format") or option.get("type") for option in options}
    for kind, values in (("date-time", MOMENTS), ("date", DATES), ("integer", NUMBERS)):
        if kind in kinds:
            return values
    return TEXTS

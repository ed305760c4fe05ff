"""What holds for every route, whoever writes it."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from backend.access.permissions import ROLES, Permission
from backend.app import find_blueprints
from backend.core.errors import Problem
from backend.core.http import Api
from backend.core.marks import Marks, marks_of
from backend.tests.conftest import sign_in
from backend.tests.factories import make_user
from backend.tests.signing_in import SignedInClient, access_token
from backend.version import VERSION
from scripts import export_postman

ROOT = Path(__file__).resolve().parents[2]


def operations() -> Iterator[tuple[str, str, Any]]:
    """Find every method and address without starting the application."""
    app = Api("backend", title="t", version="0", description="d")
    for blueprint in find_blueprints():
        app.register_blueprint(blueprint)
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        view = app.view_functions[rule.endpoint]
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, rule.rule, view


OPERATIONS = list(operations())
GUARDED = [entry for entry in OPERATIONS if not marks_of(entry[2]).is_public]
BY_PERMISSION = [entry for entry in GUARDED if marks_of(entry[2]).permission is not None]


def named(entries: list[tuple[str, str, Any]]) -> pytest.MarkDecorator:
    ids = [f"{method} {rule}" for method, rule, _ in entries]
    return pytest.mark.parametrize(("method", "rule", "view"), entries, ids=ids)


def address(rule: str) -> str:
    """Fill in the variables of a rule."""
    return re.sub(r"<(?:int:)?[^>]+>", "1", rule)


@named(OPERATIONS)
def test_every_view_says_what_it_does(method: str, rule: str, view: Any) -> None:
    summary = (view.__doc__ or "").strip()

    assert summary, f"{view.__name__} has no docstring"
    assert summary.splitlines()[0].endswith("."), f"{view.__name__}: one sentence with a full stop"


@named(OPERATIONS)
def test_every_view_says_who_may_call_it(method: str, rule: str, view: Any) -> None:
    marks: Marks = marks_of(view)

    assert marks.says_who
    assert marks.permission is None or marks.permission in set(Permission)


@named(GUARDED)
def test_anonymous_is_turned_away(client: FlaskClient, method: str, rule: str, view: Any) -> None:
    answer = client.open(address(rule), method=method)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    Problem.model_validate_json(answer.get_data())


@named(BY_PERMISSION)
def test_without_the_permission_a_user_is_turned_away(
    app: Flask, session: Session, method: str, rule: str, view: Any
) -> None:
    nobody = sign_in(app, session, "without-any-role")

    answer = nobody.open(address(rule), method=method)

    assert answer.status_code == 403
    assert answer.get_json()["code"] == "PermissionMissing"


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_let_in_or_turned_away_as_it_is_defined(
    app: Flask, session: Session, role: str
) -> None:
    person = sign_in(app, session, "somebody", role)
    session.commit()

    for method, rule, view in BY_PERMISSION:
        status = person.open(address(rule), method=method).status_code

        is_allowed = marks_of(view).permission in ROLES[role].permissions
        assert (status == 403) is not is_allowed, f"{method} {rule}"
        assert status not in (401, 500), f"{method} {rule}"


@named([entry for entry in GUARDED if entry[0] != "GET"])
def test_a_change_by_cookie_alone_is_forged(
    app: Flask, session: Session, method: str, rule: str, view: Any
) -> None:
    token = access_token(
        session, make_user(session, roles=["ADMIN"]), key=app.config["SIGNING_KEY"]
    )
    client = app.test_client()
    client.set_cookie("qm_access", token, path="/api")

    answer = client.open(address(rule), method=method, headers={"Origin": "https://evil.example"})

    assert answer.status_code == 403
    assert answer.get_json()["code"] == "RequestForged"


@named(BY_PERMISSION)
def test_an_unknown_parameter_is_refused(
    ana: SignedInClient, method: str, rule: str, view: Any
) -> None:
    answer = ana.open(f"{address(rule)}?no_such_parameter=1", method=method)

    assert answer.status_code in (400, 404)
    Problem.model_validate_json(answer.get_data())


def test_every_role_knows_only_permissions_that_exist() -> None:
    assert ROLES["ADMIN"].permissions == set(Permission)
    assert ROLES["VIEWER"].permissions < ROLES["ANALYST"].permissions < ROLES["ADMIN"].permissions
    withheld = {Permission.USER_READ, Permission.USER_MANAGE, Permission.AUDIT_READ}
    assert not withheld & ROLES["ANALYST"].permissions


def test_every_documented_operation_has_its_own_name(app: Api) -> None:
    names = [
        operation["operationId"]
        for path in app.api_doc["paths"].values()
        for operation in path.values()
    ]

    assert len(names) == len(set(names))


def test_every_address_below_the_api_is_documented(app: Api) -> None:
    documented = set(app.api_doc["paths"])
    undocumented = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule) not in documented
    }

    assert undocumented == {
        "/metrics",
        "/api/v1/health",
        "/api/v1/openapi.json",
        "/api/v1/reference",
        "/api/v1/reference/<path:name>",
    }


def test_every_list_takes_the_same_parameters(app: Api) -> None:
    for path, operations in app.api_doc["paths"].items():
        answer = operations.get("get", {}).get("responses", {}).get("200", {})
        schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
        if not schema.get("$ref", "").endswith("Page"):
            continue
        names = {parameter["name"] for parameter in operations["get"]["parameters"]}
        assert {"limit", "offset", "sort", "format"} <= names, path
        assert "text/csv" in answer["content"], path


def test_the_committed_document_is_the_generated_one(app: Api) -> None:
    written = (ROOT / "docs/api/openapi.json").read_text(encoding="utf-8")

    assert written == json.dumps(app.api_doc, indent=2, ensure_ascii=False), "run `make api`"


def test_the_postman_collection_is_made_from_the_document(app: Api) -> None:
    path = ROOT / "docs/api/quartermaster.postman_collection.json"
    made = export_postman.as_text(export_postman.collection(app.api_doc))

    assert path.read_text(encoding="utf-8") == made, "run `make api`"


def test_the_version_is_the_project_s() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert project["project"]["version"] == VERSION


def test_a_route_that_says_nothing_stops_the_start() -> None:
    from backend.access.guard import require_marks

    rule = SimpleNamespace(endpoint="x")
    app = SimpleNamespace(
        url_map=SimpleNamespace(iter_rules=lambda: [rule]), view_functions={"x": lambda: None}
    )

    with pytest.raises(AssertionError, match="needs @requires or @public"):
        require_marks(app)  # type: ignore[arg-type]

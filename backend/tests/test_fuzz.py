"""Whatever anybody sends to any address, the answer is one that the OpenAPI document promises.

FUZZ_EXAMPLES=300 looks harder, and elsewhere each time.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as examples
from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from backend.access.models import User
from backend.access.permissions import ADMIN, ANALYST, VIEWER
from backend.app import create_app
from backend.extensions import cache, db, limiter
from backend.tests import fuzz
from backend.tests.conftest import settings_for
from backend.tests.signing_in import access_token
from backend.tests.world import make_world
from migrations.tests.databases import Database, Server

pytestmark = pytest.mark.slow

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))
# A change is made by few random bodies only: most stop at the rules of its schema.
FEW, MANY = 4, 10
OPERATIONS = fuzz.operations()
READING = [operation for operation in OPERATIONS if operation.method == "get"]


@dataclass(frozen=True)
class World:
    """The application on a database with a few rows of everything, and who asks it."""

    app: Flask
    keys: fuzz.Keys
    senders: dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def filled(
    server: Server, database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    with server.database(database) as own:
        app = create_app(settings_for(own, data_dir=tmp_path_factory.mktemp("sent")))
        with app.app_context(), Session(db.engine) as session:
            keys = make_world(session)
        yield World(app, keys, {})
        with app.app_context():
            db.engine.dispose()


def senders(app: Flask, connection: Connection) -> dict[str, dict[str, str]]:
    """Sign everybody in, for each test anew: a token lasts as long as one may take."""
    # With this header, refusals of forgery do not hide what comes after them.
    found = {"nobody": {"X-Requested-With": "fuzz"}}
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        for role in (VIEWER, ANALYST, ADMIN):
            user = session.scalars(select(User).where(User.username == role.lower())).one()
            token = access_token(session, user, key=app.config["SIGNING_KEY"])
            found[role] = {**found["nobody"], "Authorization": f"Bearer {token}"}
        session.commit()
    return found


@pytest.fixture
def world(filled: World) -> Iterator[World]:
    """The same world for every test: what one changes is rolled back."""
    with filled.app.app_context():
        binds = cast("dict[str | None, Engine | Connection]", db.engines)
        engine = db.engine
        cache.clear()
        limiter.reset()
    with engine.connect() as connection, connection.begin() as transaction:
        binds[None] = connection
        yield replace(filled, senders=senders(filled.app, connection))
        binds[None] = engine
        transaction.rollback()


def each(operations: list[fuzz.Operation]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("operation", operations, ids=lambda each: each.label)


@each(OPERATIONS)
def test_every_answer_is_a_promised_one(operation: fuzz.Operation, world: World) -> None:
    @given(case=fuzz.cases(operation))
    @examples(
        max_examples=EXAMPLES or (MANY if operation.method in ("patch", "put") else FEW),
        deadline=None,
        derandomize=not EXAMPLES,
        database=None,
        phases=[Phase.generate, Phase.shrink] if EXAMPLES else [Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: fuzz.Case) -> None:
        fuzz.bring_near(case, world.keys)
        for headers in world.senders.values():
            answer = case.call(headers=headers, app=world.app)
            case.validate_response(answer, checks=fuzz.CHECKS)

    ask()


@each(READING)
def test_what_is_there_is_shown_as_promised(operation: fuzz.Operation, world: World) -> None:
    answer = read(operation, world)

    assert answer.status_code == 200, answer.get_data(as_text=True)
    if "limit" in fuzz.parameters(operation):
        assert answer.get_json()["data"], "the world has no row of this"


@each([operation for operation in READING if fuzz.parameters(operation)])
def test_odd_parameters_are_answered_as_promised(operation: fuzz.Operation, world: World) -> None:
    for name, parameter in fuzz.parameters(operation).items():
        for value in fuzz.odd_values(parameter["schema"]):
            answer = read(operation, world, **{name: value})

            assert answer.status_code in (200, 400, 404), (name, value)


def read(operation: fuzz.Operation, world: World, **query: str) -> Any:
    """Ask as an administrator, and check the answer against the document."""
    case = fuzz.known_case(operation, world.keys)
    address = fuzz.address(case, query)
    answer = world.app.test_client().get(address, headers=world.senders[ADMIN])
    case.validate_response(answer, checks=fuzz.CHECKS)
    return answer

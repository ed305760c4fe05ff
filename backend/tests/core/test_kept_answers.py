"""An answer is given again while nothing was committed, to whoever may ask, and never longer."""

import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from backend.access.permissions import ADMIN, VIEWER
from backend.access.seed import seed_roles
from backend.app import create_app
from backend.core import kept_answers
from backend.core.kept_answers import Kept, KeptAnswers
from backend.extensions import db
from backend.tests.conftest import settings_for, sign_in
from backend.tests.core.replicas import statements
from backend.tests.factories import make_item
from backend.tests.signing_in import SignedInClient
from migrations.tests.databases import APPLICATION, Database, Server

ITEMS = "/api/v1/items"


@pytest.fixture
def own(server: Server, database: Database) -> Iterator[Database]:
    """A database of its own, where commits are real."""
    with server.database(database) as own:
        yield own


@pytest.fixture
def app(own: Database) -> Iterator[Flask]:
    app = create_app(settings_for(own, answers_kept_seconds=60))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def people(app: Flask, own: Database) -> SimpleNamespace:
    with own.as_role(APPLICATION) as connection, Session(connection) as session:
        seed_roles(session)
        ana, vic = sign_in(app, session, "ana", ADMIN), sign_in(app, session, "vic", VIEWER)
        session.commit()
    return SimpleNamespace(ana=ana, vic=vic)


def test_nothing_but_who_asks_is_read_again(app: Flask, people: SimpleNamespace) -> None:
    first = people.ana.get(ITEMS)
    with statements(app) as asked:
        again = people.vic.get(ITEMS)

    assert (again.status_code, again.data) == (200, first.data)
    assert again.content_type == "application/json"
    assert len(asked[None]) == 1
    assert "pg_current_snapshot" in asked[None][0]


def test_a_commit_of_any_program_is_seen_at_once(own: Database, people: SimpleNamespace) -> None:
    assert skus(people.ana) == []
    with own.as_role(APPLICATION) as connection, Session(connection) as session:
        make_item(session, sku="NEW")
        session.flush()
        assert skus(people.ana) == []
        session.commit()
    assert skus(people.ana) == ["NEW"]
    with own.as_role(APPLICATION) as connection:
        connection.execute(text("UPDATE core.dim_item SET sku = 'NEWER'"))
        connection.commit()
    assert skus(people.vic) == ["NEWER"]


def test_an_answer_about_who_asks_is_theirs_alone(people: SimpleNamespace) -> None:
    answers = [each.get("/api/v1/auth/me").get_json() for each in (people.ana, people.vic)]

    assert [answer["username"] for answer in answers] == ["ana", "vic"]


def test_a_kept_answer_lets_nobody_in(people: SimpleNamespace) -> None:
    assert people.ana.get("/api/v1/users").status_code == 200
    assert people.vic.get("/api/v1/users").status_code == 403
    people.ana.post("/api/v1/auth/logout")
    assert people.ana.get(ITEMS).status_code == 401


def test_other_forms_and_parameters_are_other_answers(people: SimpleNamespace) -> None:
    page = people.ana.get(ITEMS)

    assert page.get_json()["meta"]["limit"] == 100
    with people.ana.get(ITEMS, headers={"Accept": "text/csv"}) as file:
        assert file.data.startswith(b"id,sku,")
    assert people.ana.get(f"{ITEMS}?limit=7").get_json()["meta"]["limit"] == 7


def test_who_holds_a_kept_answer_is_told_so(own: Database, people: SimpleNamespace) -> None:
    tag = people.ana.get("/api/v1/planning/service-levels/A").headers["ETag"]
    held = people.vic.get("/api/v1/planning/service-levels/A", headers={"If-None-Match": tag})

    assert (held.status_code, held.data) == (304, b"")


def test_what_is_refused_is_not_kept(app: Flask, people: SimpleNamespace) -> None:
    assert people.ana.get(f"{ITEMS}/1").status_code == 404
    with statements(app) as asked:
        assert people.ana.get(f"{ITEMS}/1").status_code == 404
    assert len(asked[None]) > 1


def test_a_setting_of_nought_keeps_nothing(own: Database) -> None:
    app = create_app(settings_for(own, answers_kept_seconds=0))
    assert kept_answers.EXTENSION not in app.extensions


def test_an_answer_is_forgotten_in_time_and_for_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_answers, "MOST_BYTES", 10)
    answers = KeptAnswers(0.05)
    for address in ("one", "two"):
        answers.keep(address, Kept("1:1:", b"123456", ()))
    assert answers.find("one", "1:1:") is None
    assert answers.find("two", "1:1:") is not None
    assert answers.find("two", "1:2:") is None
    time.sleep(0.06)
    assert answers.find("two", "1:1:") is None


def skus(client: SignedInClient) -> list[str]:
    return [item["sku"] for item in client.get(ITEMS).get_json()["data"]]

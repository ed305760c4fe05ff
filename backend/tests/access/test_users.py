"""GET, POST /users; GET, PATCH /users/{id}; POST /users/{id}/password."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.models import User
from backend.audit.models import AuditLog
from backend.extensions import own_transaction
from backend.tests.conftest import sign_in
from backend.tests.factories import PASSWORD, make_user
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/users"


def test_a_list_is_filtered_and_sorted(ana: SignedInClient, session: Session) -> None:
    make_user(session, username="zoe", full_name="Zoe Mota")
    make_user(session, username="bob", full_name="Bob Mota", is_active=False)
    session.commit()

    answer = ana.get(f"{URL}?q=mota&sort=-username").get_json()

    assert [user["username"] for user in answer["data"]] == ["zoe", "bob"]
    assert answer["meta"]["total"] == 2
    assert ana.get(f"{URL}?q=mota&active=false").get_json()["data"][0]["username"] == "bob"


def test_a_new_user_can_sign_in_with_the_generated_password(
    ana: SignedInClient, client: FlaskClient
) -> None:
    draft = {"username": "max", "full_name": "Max", "roles": ["ANALYST"]}

    created = ana.post(URL, json=draft)

    assert created.status_code == 201
    assert created.headers["Location"].endswith(f"/users/{created.get_json()['id']}")
    credentials = {"username": "MAX", "password": created.get_json()["password"]}
    assert client.post("/api/v1/auth/login", json=credentials).status_code == 200


def test_a_user_name_is_unique_whatever_its_case(ana: SignedInClient) -> None:
    draft = {"username": "ANA", "full_name": "Another", "roles": ["VIEWER"]}

    answer = ana.post(URL, json=draft)

    assert answer.status_code == 409
    assert answer.get_json()["code"] == "UsernameTaken"


def test_a_role_that_does_not_exist_is_refused(ana: SignedInClient) -> None:
    draft = {"username": "max", "full_name": "Max", "roles": ["KING"]}

    assert ana.post(URL, json=draft).get_json()["code"] == "RoleUnknown"


def test_a_short_password_is_refused(ana: SignedInClient) -> None:
    draft = {"username": "max", "full_name": "Max", "roles": ["VIEWER"], "password": "short"}

    answer = ana.post(URL, json=draft)

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == "password"


def test_a_change_needs_the_tag_of_what_was_read(ana: SignedInClient, session: Session) -> None:
    user = make_user(session)
    session.commit()
    tag = ana.get(f"{URL}/{user.id}").headers["ETag"]
    change = {"full_name": "Somebody Else"}

    assert ana.patch(f"{URL}/{user.id}", json=change).status_code == 428
    changed = ana.patch(f"{URL}/{user.id}", json=change, headers={"If-Match": tag})
    assert changed.status_code == 200
    stale = ana.patch(f"{URL}/{user.id}", json=change, headers={"If-Match": tag})
    assert stale.status_code == 412
    assert stale.get_json()["current"]["full_name"] == "Somebody Else"


def test_a_changed_role_ends_the_sessions_at_once(ana: SignedInClient, noa: SignedInClient) -> None:
    assert noa.get("/api/v1/auth/me").status_code == 200

    ana.patch(f"{URL}/{noa.user_id}", json={"roles": ["VIEWER"]}, headers={"If-Match": "*"})

    assert noa.get("/api/v1/auth/me").status_code == 401


def test_a_deactivated_user_is_locked_out_at_once(
    ana: SignedInClient, vic: SignedInClient, client: FlaskClient
) -> None:
    ana.patch(f"{URL}/{vic.user_id}", json={"is_active": False}, headers={"If-Match": "*"})

    assert vic.get("/api/v1/auth/me").status_code == 401
    credentials = {"username": "vic", "password": PASSWORD}
    assert client.post("/api/v1/auth/login", json=credentials).status_code == 401


def test_the_last_administrator_stays(ana: SignedInClient, session: Session) -> None:
    make_user(session, roles=("ADMIN",), is_active=False)
    session.commit()
    mine = f"{URL}/{ana.user_id}"

    for change in ({"is_active": False}, {"roles": ["VIEWER"]}):
        answer = ana.patch(mine, json=change, headers={"If-Match": "*"})

        assert answer.status_code == 409
        assert answer.get_json()["code"] == "LastAdministrator"
    assert ana.get(mine).get_json()["roles"] == ["ADMIN"]


def test_an_administrator_may_go_when_another_one_stays(
    ana: SignedInClient, session: Session
) -> None:
    make_user(session, roles=("ADMIN",))
    session.commit()

    mine = f"{URL}/{ana.user_id}"
    answer = ana.patch(mine, json={"roles": ["VIEWER"]}, headers={"If-Match": "*"})

    assert answer.status_code == 200


def test_a_reset_password_unlocks_and_ends_sessions(
    ana: SignedInClient, vic: SignedInClient, client: FlaskClient, session: Session
) -> None:
    answer = ana.post(f"{URL}/{vic.user_id}/password", json={})

    password = answer.get_json()["password"]
    assert len(password) >= 12
    assert vic.get("/api/v1/auth/me").status_code == 401
    credentials = {"username": "vic", "password": password}
    assert client.post("/api/v1/auth/login", json=credentials).status_code == 200


def test_a_change_is_written_down(ana: SignedInClient, session: Session) -> None:
    user = make_user(session, full_name="Before")
    session.commit()

    change = {"full_name": "After"}
    ana.patch(f"{URL}/{user.id}", json=change, headers={"If-Match": "*", "X-Request-ID": "r" * 10})

    entry = session.scalars(select(AuditLog).order_by(AuditLog.id.desc()).limit(1)).one()
    assert (entry.actor, entry.actor_id) == ("ana", ana.user_id)
    assert (entry.action, entry.entity_id) == ("access:user:changed", str(user.id))
    assert (entry.before, entry.after) == ({"full_name": "Before"}, {"full_name": "After"})
    assert (entry.ip, entry.request_id) == ("127.0.0.1", "r" * 10)


def test_nothing_changed_is_not_written_down(ana: SignedInClient, session: Session) -> None:
    user = make_user(session, full_name="Same")
    session.commit()

    ana.patch(f"{URL}/{user.id}", json={"full_name": "Same"}, headers={"If-Match": "*"})

    assert session.scalars(select(AuditLog)).all() == []
    session.expire_all()
    assert session.get_one(User, user.id).version == 1


def test_null_removes_an_email_and_nothing_else(ana: SignedInClient, session: Session) -> None:
    user = make_user(session, email="a@b.example")
    session.commit()
    address = f"{URL}/{user.id}"

    changed = ana.patch(address, json={"email": None}, headers={"If-Match": "*"})

    assert changed.get_json()["email"] is None
    refused = ana.patch(address, json={"full_name": None}, headers={"If-Match": "*"})
    assert refused.status_code == 422


def test_two_administrators_cannot_demote_each_other_at_once(live: Flask) -> None:
    with live.app_context(), own_transaction() as session:
        people = [sign_in(live, session, name, "ADMIN") for name in ("one", "two")]

    def demote(pair: tuple[SignedInClient, SignedInClient]) -> int:
        by, whom = pair
        change = {"roles": ["VIEWER"]}
        return by.patch(f"{URL}/{whom.user_id}", json=change, headers={"If-Match": "*"}).status_code

    one, two = people
    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(demote, [(one, two), (two, one)]))

    # The second one finds itself demoted already, or itself the last one.
    assert statuses[0] == 200
    assert statuses[1] in (401, 403, 409)
    with live.app_context(), own_transaction() as session:
        admins = [user for user in session.scalars(select(User)) if user.roles[0].name == "ADMIN"]
        assert len(admins) == 1

"""Many people at the same moment, repeated requests, and a process that is killed."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from backend.access.permissions import LOGISTICS_MANAGER, LOGISTICS_OFFICER
from backend.extensions import db
from backend.needs.approvals.models import NeedsListApproval
from backend.needs.lists.models import NeedsList, NeedsListClaim
from backend.needs.lists.workflow import Status
from backend.procurement.purchases.models import Procurement
from backend.tests.conftest import sign_in
from backend.tests.execution.approvals.conftest import add_line, advance
from backend.tests.factories import make_item
from backend.tests.needs.factories import make_event, make_needs_list
from backend.tests.needs.scenes import a_site
from backend.tests.signing_in import SignedInClient

ROOT = Path(__file__).resolve().parents[4]
OFFICERS = 50
ITEMS = 10
LINES = 3


@pytest.fixture
def work(live: Flask) -> Iterator[Session]:
    """A session whose commits others see."""
    with live.app_context(), Session(db.engine) as session:
        yield session


def all_at_once(
    people: list[SignedInClient], send: Callable[[SignedInClient], TestResponse]
) -> list[TestResponse]:
    gate = Barrier(len(people))

    def go(person: SignedInClient) -> TestResponse:
        gate.wait()
        return send(person)

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(go, people))


def test_of_fifty_overlapping_lists_one_wins_each_item(live: Flask, work: Session) -> None:
    """Officer n asks for items n, n + 1 and n + 2 of a circle of ten, all for one site."""
    event, site = make_event(work), a_site(work)
    items = [make_item(work) for _ in range(ITEMS)]
    officers = [sign_in(live, work, f"officer{n}", LOGISTICS_OFFICER) for n in range(OFFICERS)]
    lists: dict[int, int] = {}
    wanted: dict[int, set[int]] = {}
    for number, officer in enumerate(officers):
        needs_list = make_needs_list(work, event, site, created_by=officer.user_id)
        wanted[needs_list.id] = {items[(number + step) % ITEMS].id for step in range(LINES)}
        for item_id in wanted[needs_list.id]:
            add_line(work, needs_list, item_id=item_id)
        lists[officer.user_id] = needs_list.id
    work.commit()

    answers = all_at_once(officers, lambda one: advance(one, lists[one.user_id], "submit"))

    assert {answer.status_code for answer in answers} == {200, 409}
    work.expire_all()
    won = set(work.scalars(select(NeedsList.id).where(NeedsList.status == "PENDING_APPROVAL")))
    assert len(won) == sum(answer.status_code == 200 for answer in answers)
    held = {(claim.item_id, claim.needs_list_id) for claim in work.scalars(select(NeedsListClaim))}
    assert held == {(item_id, winner) for winner in won for item_id in wanted[winner]}
    numbers = {each.id: each.needs_list_no for each in work.scalars(select(NeedsList))}
    for officer, answer in zip(officers, answers, strict=True):
        if answer.status_code == 200:
            continue
        problem = answer.get_json()
        mine = wanted[lists[officer.user_id]]
        blamed = {error["message"].split(" is on ")[1] for error in problem["errors"]}
        assert problem["code"] == "ItemsClaimed"
        # Whoever is named holds one of the items: nobody lost to a list that lost itself.
        assert blamed
        assert blamed <= {numbers[winner] for item_id, winner in held if item_id in mine}


def pending(live: Flask, work: Session, *, people: int) -> tuple[list[SignedInClient], int]:
    officer = sign_in(live, work, "oda", LOGISTICS_OFFICER)
    managers = [sign_in(live, work, f"manager{n}", LOGISTICS_MANAGER) for n in range(people)]
    needs_list = make_needs_list(work, make_event(work), a_site(work), created_by=officer.user_id)
    add_line(work, needs_list)
    work.commit()
    assert advance(officer, needs_list.id, "submit").status_code == 200
    work.expire_all()
    return managers, needs_list.id


def counts(work: Session) -> tuple[int, int]:
    """How many approvals and how many procurements there are."""
    work.expire_all()
    found = [
        work.execute(select(func.count()).select_from(kind)).scalar_one()
        for kind in (NeedsListApproval, Procurement)
    ]
    return found[0], found[1]


def test_of_two_approvers_one_approves(live: Flask, work: Session) -> None:
    managers, needs_list_id = pending(live, work, people=2)

    answers = all_at_once(managers, lambda one: advance(one, needs_list_id, "approve"))

    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: 1}
    assert counts(work) == (1, 1)


def test_an_approver_who_read_an_older_version_is_told(live: Flask, work: Session) -> None:
    managers, needs_list_id = pending(live, work, people=2)
    address = f"/api/v1/needs-lists/{needs_list_id}/steps"
    version = work.get_one(NeedsList, needs_list_id).version

    answers = all_at_once(
        managers,
        lambda one: one.post(
            address, json={"action": "approve"}, headers={"If-Match": f'"{version}"'}
        ),
    )

    assert Counter(answer.status_code for answer in answers) == {200: 1, 412: 1}
    assert counts(work) == (1, 1)


def test_a_repeated_key_gets_the_first_answer(live: Flask, work: Session) -> None:
    [manager], needs_list_id = pending(live, work, people=1)
    address = f"/api/v1/needs-lists/{needs_list_id}/steps"
    sent = {"json": {"action": "approve"}, "headers": {"If-Match": "*", "Idempotency-Key": "k"}}

    first, second = (manager.post(address, **sent) for _ in range(2))

    assert first.status_code == second.status_code == 200
    assert first.get_data() == second.get_data()
    assert counts(work) == (1, 1)


KILLED = """
import os, signal, sys
from backend.app import create_app
from backend.execution.approvals import documents
from backend.extensions import db
from backend.settings import load_settings
draft = documents.draft
def die(*given, **named):
    if sys.argv[3] == "after":
        draft(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)
documents.draft = die
app = create_app(load_settings())
client = app.test_client()
client.post("/api/v1/needs-lists/%s/steps" % sys.argv[1], json={"action": "approve"},
    headers={"If-Match": "*", "Authorization": sys.argv[2]})
"""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_kill_between_approval_and_documents_leaves_neither(
    live: Flask, work: Session, moment: str
) -> None:
    [manager], needs_list_id = pending(live, work, people=1)
    settings = live.config["SETTINGS"]
    environment = {
        **os.environ,
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": "the-key-of-the-tests-is-no-secret-at-all",
        "LOG_LEVEL": "ERROR",
    }
    token = manager.environ_base["HTTP_AUTHORIZATION"]

    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(needs_list_id), token, moment],
        cwd=ROOT,
        env=environment,
        check=False,
        timeout=60,
    )

    assert killed.returncode == -9
    wait_until_gone(work, needs_list_id)
    assert counts(work) == (0, 0)
    assert work.get_one(NeedsList, needs_list_id).status == Status.PENDING_APPROVAL
    # After the restart the same approval works, and makes everything.
    answer = advance(manager, needs_list_id, "approve")
    assert answer.get_json()["status"] == "APPROVED"
    assert counts(work) == (1, 1)


def wait_until_gone(work: Session, needs_list_id: int) -> None:
    """The server notices a dead client a moment later, and rolls its transaction back."""
    free = select(NeedsList.id).where(NeedsList.id == needs_list_id)
    for _ in range(100):
        found = work.scalars(free.with_for_update(skip_locked=True)).first()
        work.rollback()
        if found is not None:
            return
        time.sleep(0.1)
    raise AssertionError("the killed transaction still holds the list")

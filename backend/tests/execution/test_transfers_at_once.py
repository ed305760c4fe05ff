"""Several people want the same stock, or the same transfer, at the same moment."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from backend.access.permissions import LOGISTICS_MANAGER, LOGISTICS_OFFICER
from backend.extensions import db
from backend.inventory.ledger.models import StockBalance
from backend.tests.conftest import sign_in
from backend.tests.execution.conftest import URL, Depots, approved, done, draft, step
from backend.tests.factories import make_item, make_lot, make_site
from backend.tests.needs.factories import put_stock
from backend.tests.signing_in import SignedInClient

WISHES = 8


@pytest.fixture
def scene(live: Flask) -> tuple[SignedInClient, SignedInClient, Depots]:
    """An officer, a manager and 100 of an item, where commits are real."""
    with live.app_context(), Session(db.engine, expire_on_commit=False) as session:
        north, south = make_site(session), make_site(session)
        item = make_item(session)
        soon, late = make_lot(session, item_id=item.id), make_lot(session, item_id=item.id)
        put_stock(session, item, north, 60, lot=soon)
        put_stock(session, item, north, 40, lot=late)
        officer = sign_in(live, session, "ole", LOGISTICS_OFFICER)
        manager = sign_in(live, session, "mia", LOGISTICS_MANAGER)
        session.commit()
        return officer, manager, Depots(north, south, item, soon, late)


def at_once(
    person: SignedInClient, requests: list[Callable[[SignedInClient], int]]
) -> Counter[int]:
    """Count the statuses of requests that several threads send at the same moment."""
    gate = Barrier(len(requests))

    def send(request: Callable[[SignedInClient], int]) -> int:
        own = SignedInClient(person.application, person.response_wrapper)
        own.environ_base.update(person.environ_base)
        gate.wait()
        return request(own)

    with ThreadPoolExecutor(len(requests)) as pool:
        return Counter(pool.map(send, requests))


def wish(number: int, tag: str, action: str) -> Callable[[SignedInClient], int]:
    def send(person: SignedInClient) -> int:
        body, headers = {"action": action}, {"If-Match": tag}
        return person.post(f"{URL}/{number}/steps", json=body, headers=headers).status_code

    return send


def balance(live: Flask, depots: Depots) -> tuple[int, int]:
    with live.app_context(), Session(db.engine) as session:
        found = session.get_one(StockBalance, (depots.item.id, depots.north.id))
        return int(found.on_hand), int(found.reserved)


def test_stock_for_three_is_promised_to_three(
    live: Flask, scene: tuple[SignedInClient, SignedInClient, Depots]
) -> None:
    officer, manager, depots = scene
    numbers = [draft(officer, depots, 30) for _ in range(WISHES)]
    tags = [done(step(officer, number, "submit"))["version"] for number in numbers]

    outcome = at_once(
        manager,
        [wish(number, f'"{tag}"', "approve") for number, tag in zip(numbers, tags, strict=True)],
    )

    assert outcome == {200: 3, 409: WISHES - 3}
    assert balance(live, depots) == (100, 90)


def test_a_transfer_leaves_once(
    live: Flask, scene: tuple[SignedInClient, SignedInClient, Depots]
) -> None:
    officer, manager, depots = scene
    number = approved(officer, manager, depots, 50)
    tag = officer.get(f"{URL}/{number}").headers["ETag"]

    outcome = at_once(officer, [wish(number, tag, "dispatch")] * WISHES)

    assert outcome == {200: 1, 412: WISHES - 1}
    assert balance(live, depots) == (50, 0)


def test_one_lot_is_not_sent_twice(
    live: Flask, scene: tuple[SignedInClient, SignedInClient, Depots]
) -> None:
    officer, manager, depots = scene
    numbers = [approved(officer, manager, depots, 25) for _ in range(4)]
    tags = [officer.get(f"{URL}/{number}").headers["ETag"] for number in numbers]

    outcome = at_once(
        officer,
        [wish(number, tag, "dispatch") for number, tag in zip(numbers, tags, strict=True)],
    )

    assert outcome == {200: 4}
    sent: Counter[int] = Counter()
    for number in numbers:
        for line in officer.get(f"{URL}/{number}/lines").get_json()["data"]:
            for lot in line["lots"]:
                sent[lot["lot_id"]] += int(float(lot["quantity"]))
    assert sent == {depots.soon.id: 60, depots.late.id: 40}

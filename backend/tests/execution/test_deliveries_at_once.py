"""Several people take in the same goods, and several lists want the same gift, at one moment."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.access.permissions import ADMIN
from backend.execution.donations.allocation import allocate_from_list
from backend.execution.donations.errors import DonationShort
from backend.execution.donations.models import DonationAllocation, DonationItem
from backend.extensions import db
from backend.inventory.models import StockMovement
from backend.needs.lists.models import NeedsList
from backend.procurement.models import Order
from backend.procurement.purchases.models import ProcurementItem
from backend.procurement.purchases.workflow import ProcurementStatus
from backend.tests.conftest import sign_in
from backend.tests.execution.donation_factories import list_counting_on, make_donation
from backend.tests.procurement.factories import make_procurement, step
from backend.tests.signing_in import SignedInClient
from backend.tests.test_changes_at_once import PEOPLE, at_once


@pytest.fixture
def shop(live: Flask) -> Iterator[Session]:
    with live.app_context(), Session(db.engine) as session:
        yield session


@pytest.fixture
def ada(live: Flask, shop: Session) -> SignedInClient:
    client = sign_in(live, shop, "ada", ADMIN)
    shop.commit()
    return client


def test_more_than_was_ordered_cannot_be_received_by_many_at_once(
    ada: SignedInClient, shop: Session
) -> None:
    approved = make_procurement(shop, status=ProcurementStatus.APPROVED)
    shop.commit()
    step(ada, approved.id, "order", po_number="PO-1")
    step(ada, approved.id, "ship")
    line = shop.scalars(select(ProcurementItem)).one()
    sent = {"json": {"lines": [{"line_id": line.id, "quantity": "60"}]}}

    answers = at_once(
        ada, "POST", f"/procurements/{approved.id}/receipts", headers={"If-Match": "*"}, **sent
    )

    assert answers == Counter({201: 1, 409: PEOPLE - 1})
    shop.refresh(line)
    assert line.received_quantity == 60
    assert shop.scalar(select(func.sum(StockMovement.quantity))) == 60
    assert shop.scalars(select(Order.received_quantity)).all() == [Decimal(60)]


def test_one_of_two_counts_of_the_same_truck_is_told_that_the_other_came_first(
    ada: SignedInClient, shop: Session
) -> None:
    shipped = make_procurement(shop, status=ProcurementStatus.SHIPPED)
    shop.commit()
    line = shop.scalars(select(ProcurementItem)).one()
    etag = ada.get(f"/api/v1/procurements/{shipped.id}").headers["ETag"]
    sent = {"json": {"lines": [{"line_id": line.id, "quantity": "10"}]}}

    answers = at_once(
        ada, "POST", f"/procurements/{shipped.id}/receipts", headers={"If-Match": etag}, **sent
    )

    assert answers == Counter({201: 1, 412: PEOPLE - 1})


def test_a_gift_is_promised_once(live: Flask, shop: Session) -> None:
    donation = make_donation(shop)
    lists = [list_counting_on(shop, donation, "60").id for _ in range(PEOPLE)]
    shop.commit()
    gate = Barrier(PEOPLE)

    def promise(needs_list_id: int) -> str:
        with live.app_context(), Session(db.engine) as session:
            needs_list = session.get_one(NeedsList, needs_list_id)
            gate.wait()
            try:
                allocate_from_list(session, needs_list, by=None)
            except DonationShort as error:
                return error.code
            session.commit()
            return "promised"

    with ThreadPoolExecutor(PEOPLE) as pool:
        answers = Counter(pool.map(promise, lists))

    assert answers == Counter({"promised": 1, "DonationShort": PEOPLE - 1})
    assert shop.scalars(select(DonationAllocation.quantity)).all() == [Decimal(60)]
    shop.expire_all()
    assert shop.scalars(select(DonationItem.allocated_quantity)).all() == [Decimal(60)]

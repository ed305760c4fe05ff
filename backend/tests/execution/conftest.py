"""Two sites with stock, and the people who carry out and decide."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from backend.access.permissions import LOGISTICS_MANAGER, LOGISTICS_OFFICER
from backend.catalogue.models import Item
from backend.inventory.ledger.models import StockBalance
from backend.inventory.models import Lot, Site
from backend.tests.conftest import sign_in
from backend.tests.factories import make_item, make_lot, make_site
from backend.tests.needs.factories import NOON, put_stock, report_site
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/transfers"


@dataclass(frozen=True)
class Depots:
    """North has 100 of the item: 60 in a lot that expires soon, 40 in one that lasts."""

    north: Site
    south: Site
    item: Item
    soon: Lot
    late: Lot

    def balance(self, session: Session, site: Site) -> tuple[int, int]:
        session.expire_all()
        found = session.get(StockBalance, (self.item.id, site.id))
        return (int(found.on_hand), int(found.reserved)) if found else (0, 0)


@pytest.fixture
def depots(session: Session) -> Depots:
    north, south = make_site(session, name="North"), make_site(session, name="South")
    item = make_item(session, sku="TARP")
    soon = make_lot(session, item_id=item.id, expires_on=NOON.date() + dt.timedelta(days=20))
    late = make_lot(session, item_id=item.id, expires_on=NOON.date() + dt.timedelta(days=400))
    put_stock(session, item, north, 60, lot=soon)
    put_stock(session, item, north, 40, lot=late)
    for site in (north, south):
        report_site(session, site)
    session.commit()
    return Depots(north, south, item, soon, late)


@pytest.fixture
def ole(app: Flask, session: Session) -> SignedInClient:
    """A logistics officer."""
    return sign_in(app, session, "ole", LOGISTICS_OFFICER)


@pytest.fixture
def mia(app: Flask, session: Session) -> SignedInClient:
    """A logistics manager."""
    return sign_in(app, session, "mia", LOGISTICS_MANAGER)


@pytest.fixture
def max_(app: Flask, session: Session) -> SignedInClient:
    """Another logistics manager."""
    return sign_in(app, session, "max", LOGISTICS_MANAGER)


@pytest.fixture
def officer(app: Flask, session: Session) -> SignedInClient:
    return sign_in(app, session, "olga", LOGISTICS_OFFICER)


@pytest.fixture
def manager(app: Flask, session: Session) -> SignedInClient:
    return sign_in(app, session, "max", LOGISTICS_MANAGER)


def draft(client: SignedInClient, depots: Depots, quantity: int | str = 50, **more: Any) -> int:
    """Draft a transfer from north to south; return its id."""
    body = {
        "from_site_id": depots.north.id,
        "to_site_id": depots.south.id,
        "lines": [{"item_id": depots.item.id, "quantity": str(quantity)}],
        **more,
    }
    answer = client.post(URL, json=body)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    number: int = answer.get_json()["id"]
    return number


def post(client: SignedInClient, url: str, **body: Any) -> Any:
    """Post a step on what is stored now."""
    parent = url.rsplit("/", 1)[0]
    tag = client.get(parent).headers["ETag"]
    return client.post(url, json=body, headers={"If-Match": tag})


def step(client: SignedInClient, number: int, action: str, **body: Any) -> Any:
    return post(client, f"{URL}/{number}/steps", action=action, **body)


def done(answer: Any) -> Any:
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def approved(
    officer: SignedInClient, manager: SignedInClient, depots: Depots, quantity: int = 50
) -> int:
    number = draft(officer, depots, quantity)
    done(step(officer, number, "submit"))
    done(step(manager, number, "approve"))
    return number


def dispatched(
    officer: SignedInClient, manager: SignedInClient, depots: Depots, quantity: int = 50
) -> int:
    number = approved(officer, manager, depots, quantity)
    done(step(officer, number, "dispatch"))
    return number


def lines(client: SignedInClient, number: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = client.get(f"{URL}/{number}/lines").get_json()["data"]
    return rows


def counted(
    client: SignedInClient, number: int, missing: int | str = 0, **more: Any
) -> list[dict[str, Any]]:
    """Return a count of every lot in which ``missing`` is missing from the first one."""
    said = []
    left = Decimal(missing)
    for line in lines(client, number):
        lots = []
        for lot in line["lots"]:
            quantity = Decimal(lot["quantity"])
            lost = min(left, quantity)
            left -= lost
            lots.append({"lot_line_id": lot["id"], "quantity": str(quantity - lost)})
        said.append({"line_id": line["id"], "lots": lots, **more})
    return said

"""An event with a site that is short of one item, and people who may do something about it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from backend.access.permissions import APPROVER, LOGISTICS_OFFICER
from backend.catalogue.models import Item
from backend.inventory.models import Site
from backend.needs.events.models import Event
from backend.needs.phases import Phase
from backend.tests.conftest import sign_in
from backend.tests.factories import make_item
from backend.tests.needs.factories import make_event, put_stock, use_stock
from backend.tests.needs.scenes import a_site
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/needs-lists"


@dataclass
class Scene:
    """The site uses 10 an hour and has 100: 900 needed in 72 h with the factor, 800 short."""

    event: Event
    site: Site
    item: Item
    giver: Site

    @property
    def body(self) -> dict[str, Any]:
        return {"event_id": self.event.id, "site_ids": [self.site.id]}


@pytest.fixture
def scene(session: Session) -> Scene:
    event = make_event(session, phase=Phase.STABILIZED)
    item = make_item(session, name="Water tablets", unit="BOX", unit_cost=Decimal(2))
    site, giver = a_site(session), a_site(session)
    put_stock(session, item, site, 100)
    use_stock(session, item, site, 10)
    put_stock(session, item, giver, 200)
    return Scene(event, site, item, giver)


@pytest.fixture
def oda(app: Flask, session: Session) -> SignedInClient:
    """A logistics officer."""
    return sign_in(app, session, "oda", LOGISTICS_OFFICER)


@pytest.fixture
def abe(app: Flask, session: Session) -> SignedInClient:
    """Somebody who decides."""
    return sign_in(app, session, "abe", APPROVER)


def drafted(client: SignedInClient, scene: Scene, **more: Any) -> dict[str, Any]:
    """Draft the scene's list and return it as the API shows it."""
    response = client.post(URL, json={**scene.body, **more})
    assert response.status_code == 201, response.get_json()
    [created] = response.get_json()["created"]
    shown: dict[str, Any] = client.get(f"{URL}/{created['id']}").get_json()
    return shown


def only_line(client: SignedInClient, needs_list: dict[str, Any]) -> dict[str, Any]:
    [line] = client.get(f"{URL}/{needs_list['id']}/lines").get_json()["data"]
    shown: dict[str, Any] = line
    return shown


def change_line(client: SignedInClient, line: dict[str, Any], **body: Any) -> Any:
    address = f"{URL}/{line['needs_list_id']}/lines/{line['id']}"
    etag = client.get(address).headers["ETag"]
    return client.patch(address, json=body, headers={"If-Match": etag})

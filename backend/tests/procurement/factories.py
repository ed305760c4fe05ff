"""Procurements for tests, and what a person sends to move one."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from backend.procurement.purchases.models import Procurement, ProcurementItem
from backend.procurement.purchases.rules import total_value
from backend.procurement.purchases.workflow import ProcurementStatus
from backend.tests.factories import make_item, make_site, make_supplier, numbers

if TYPE_CHECKING:
    # The tests of the pipeline use these makers too, and know no client.
    from werkzeug.test import TestResponse

    from backend.tests.signing_in import SignedInClient

URL = "/api/v1/procurements"
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
PLACED = frozenset(
    {
        ProcurementStatus.ORDERED,
        ProcurementStatus.SHIPPED,
        ProcurementStatus.PARTIAL_RECEIVED,
        ProcurementStatus.RECEIVED,
    }
)


def make_procurement(
    session: Session,
    *,
    status: ProcurementStatus = ProcurementStatus.DRAFT,
    lines: Iterable[Mapping[str, Any]] = ({},),
    **overrides: Any,
) -> Procurement:
    """Make a procurement with a line of 100 at 2.50, unless the test says more."""
    number = next(numbers)
    stated = {"procurement_no": f"PROC-TEST-{number}", "status": status.value, **overrides}
    if "target_site_id" not in stated:
        stated["target_site_id"] = make_site(session).id
    if "supplier_id" not in stated:
        stated["supplier_id"] = make_supplier(session).id
    if status in PLACED:
        stated.setdefault("po_number", f"PO-TEST-{number}")
    if status in PLACED | {ProcurementStatus.APPROVED}:
        stated.setdefault("approved_at", NOON)
    usual = {"ordered_quantity": Decimal(100), "unit_price": Decimal("2.50")}
    given = [{**usual, **line} for line in lines]
    priced = [(line["ordered_quantity"], line["unit_price"]) for line in given]
    stated.setdefault("total_value", total_value(priced))
    procurement = Procurement(**stated)
    session.add(procurement)
    session.flush()
    for line in given:
        if "item_id" not in line:
            line["item_id"] = make_item(session).id
        session.add(ProcurementItem(procurement_id=procurement.id, **line))
    session.flush()
    session.refresh(procurement)
    return procurement


def step(client: "SignedInClient", procurement_id: int, action: str, **sent: Any) -> "TestResponse":
    return post(client, procurement_id, "steps", {"action": action, **sent})


def receive(
    client: "SignedInClient", procurement_id: int, *lines: Mapping[str, Any], **sent: Any
) -> "TestResponse":
    return post(client, procurement_id, "receipts", {"lines": list(lines), **sent})


def post(
    client: "SignedInClient", procurement_id: int, what: str, body: Mapping[str, Any]
) -> "TestResponse":
    etag = client.get(f"{URL}/{procurement_id}").headers["ETag"]
    return client.post(
        f"{URL}/{procurement_id}/{what}", json=dict(body), headers={"If-Match": etag}
    )

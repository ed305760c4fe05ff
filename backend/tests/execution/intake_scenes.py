"""Counts of donations in the tests, and the stock that came of them."""

from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from backend.execution.donations.models import Donation
from backend.inventory.ledger.models import StockBalance
from backend.inventory.models import Site
from backend.tests.execution.donation_factories import (
    INTAKES,
    count,
    lines_of,
    step,
)
from backend.tests.signing_in import SignedInClient


def counted(session: Session, donation: Donation, quantity: str, **more: Any) -> dict[str, Any]:
    line = lines_of(session, donation)[0]
    return {"donation_item_id": line.id, "counted_quantity": quantity, **more}


def on_hand(session: Session, donation: Donation, site: Site) -> Decimal:
    session.expire_all()
    balance = session.get(StockBalance, (lines_of(session, donation)[0].item_id, site.id))
    return balance.on_hand if balance else Decimal(0)


def take_in(
    officer: SignedInClient,
    manager: SignedInClient,
    donation: Donation,
    site: Site,
    line: dict[str, Any],
) -> Any:
    intake = count(officer, donation, site, line).get_json()
    address = f"{INTAKES}/{intake['id']}"
    step(officer, address, "submit")
    return step(manager, address, "verify").get_json()

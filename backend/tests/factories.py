"""Rows for tests: each maker needs nothing and takes whatever a test cares about."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.access.models import Role, User
from backend.access.passwords import hash_password
from backend.catalogue.models import Item
from backend.core.orm import Base
from backend.demand.models import DailyDemand
from backend.inventory.models import DailyInventory, Lot, Region, Site, StockMovement
from backend.procurement.models import Order
from backend.suppliers.models import Supplier, SupplierItem

PASSWORD = "correct horse battery"
numbers = count(1)
Row = TypeVar("Row", bound=Base)


@lru_cache(maxsize=1)
def hashed_password() -> str:
    return hash_password(PASSWORD)


def make_user(session: Session, *, roles: Sequence[str] = ("VIEWER",), **overrides: Any) -> User:
    """Make a user whose password is PASSWORD."""
    number = next(numbers)
    stated = {"username": f"user{number}", "full_name": f"User {number}", **overrides}
    stated.setdefault("password_hash", hashed_password())
    found = list(session.scalars(select(Role).where(Role.name.in_(roles))))
    return _add(session, User(roles=found, **stated))


def make_item(session: Session, **overrides: Any) -> Item:
    number = next(numbers)
    stated = {"sku": f"SKU-{number:05d}", "name": f"Item {number}", **overrides}
    return _add(session, Item(**stated))


def make_region(session: Session, **overrides: Any) -> Region:
    number = next(numbers)
    return _add(session, Region(**{"code": f"R{number}", "name": f"Region {number}", **overrides}))


def make_site(session: Session, **overrides: Any) -> Site:
    number = next(numbers)
    return _add(session, Site(**{"code": f"S{number}", "name": f"Site {number}", **overrides}))


def make_supplier(session: Session, **overrides: Any) -> Supplier:
    number = next(numbers)
    stated = {"code": f"SUP{number}", "name": f"Supplier {number}", **overrides}
    return _add(session, Supplier(**stated))


def make_supplier_item(session: Session, **overrides: Any) -> SupplierItem:
    stated = dict(overrides)
    if "supplier_id" not in stated:
        stated["supplier_id"] = make_supplier(session).id
    if "item_id" not in stated:
        stated["item_id"] = make_item(session).id
    return _add(session, SupplierItem(**stated))


def make_order(session: Session, **overrides: Any) -> Order:
    """Make an order line that is placed and not received."""
    stated = _item_and_site(session, overrides)
    stated.setdefault("order_number", f"PO-{next(numbers)}")
    stated.setdefault("quantity", Decimal(10))
    return _add(session, Order(**stated))


def make_lot(session: Session, **overrides: Any) -> Lot:
    stated = {"lot_number": f"LOT-{next(numbers)}", **overrides}
    if "item_id" not in stated:
        stated["item_id"] = make_item(session).id
    return _add(session, Lot(**stated))


def make_demand(session: Session, date: dt.date, **overrides: Any) -> DailyDemand:
    stated = _item_and_site(session, overrides)
    ensure_partitions(session, date)
    stated = {"quantity": 1.0, "period": "D", "source": "FILE", **stated}
    return _add(session, DailyDemand(date=date, **stated))


def make_stock_movement(
    session: Session, occurred_at: dt.datetime, **overrides: Any
) -> StockMovement:
    stated = _item_and_site(session, overrides)
    ensure_partitions(session, occurred_at.date())
    stated = {"quantity": Decimal(1), "type": "RECEIPT", **stated}
    stated.setdefault("source_key", f"test-{next(numbers)}")
    return _add(session, StockMovement(occurred_at=occurred_at, **stated))


def make_daily_inventory(session: Session, date: dt.date, **overrides: Any) -> DailyInventory:
    stated = _item_and_site(session, overrides)
    ensure_partitions(session, date)
    return _add(session, DailyInventory(date=date, **{"on_hand": 0.0, **stated}))


def ensure_partitions(session: Session, first: dt.date, last: dt.date | None = None) -> None:
    session.execute(select(func.core.ensure_partitions(first, last or first)))


def _item_and_site(session: Session, overrides: dict[str, Any]) -> dict[str, Any]:
    stated = dict(overrides)
    if "item_id" not in stated:
        stated["item_id"] = make_item(session).id
    if "site_id" not in stated:
        stated["site_id"] = make_site(session).id
    return stated


def _add(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    session.refresh(row)
    return row

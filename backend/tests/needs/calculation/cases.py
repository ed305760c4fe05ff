"""Inputs for tests of the calculation: each maker takes whatever a test cares about."""

import datetime as dt
from decimal import Decimal
from typing import Any

from backend.needs.calculation.inputs import Burn, Inbound, LineInputs, Settings, Source, Stock

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def settings(**overrides: Any) -> Settings:
    stated = {
        "phase": "STABILIZED",
        "demand_window_hours": 6,
        "planning_window_hours": 72,
        "safety_factor": Decimal(1),
        "safety_buffer_pct": Decimal(25),
        "freshness_threshold_hours": Decimal(6),
        "stale_threshold_hours": Decimal(12),
        **overrides,
    }
    return Settings(**stated)


def burn(rate: Any, **overrides: Any) -> Burn:
    known = None if rate is None else Decimal(rate)
    stated = {
        "rate": known,
        "source": "UNAVAILABLE" if known is None else "CALCULATED",
        "window_hours": Decimal(6),
        "issue_count": 1,
        "issued_quantity": Decimal(6) * (known or 0),
        **overrides,
    }
    return Burn(**stated)


def stock(usable: Any, reserved: Any = 0, **overrides: Any) -> Stock:
    usable = Decimal(usable)
    stated = {
        "on_hand": usable,
        "expired": Decimal(0),
        "usable": usable,
        "reserved": Decimal(reserved),
        **overrides,
    }
    return Stock(**stated)


def inbound(source: str, quantity: Any, *, in_hours: float | None = 4, **overrides: Any) -> Inbound:
    moment = None if in_hours is None else NOON + dt.timedelta(hours=in_hours)
    stated = {
        "source": source,
        "document_id": 1,
        "document_no": f"{source}-1",
        "quantity": Decimal(quantity),
        "expected_at": moment,
        "is_estimated": False,
        **overrides,
    }
    return Inbound(**stated)


def from_site(capacity: Any, *, site_id: int = 2, hours: Any = 8, **overrides: Any) -> Source:
    return Source("A", Decimal(capacity), Decimal(hours), site_id=site_id, **overrides)


def from_donation(capacity: Any, *, item: int = 1, hours: Any = 72) -> Source:
    return Source("B", Decimal(capacity), Decimal(hours), donation_item_id=item)


def from_supplier(*, hours: Any = 336) -> Source:
    return Source("C", None, Decimal(hours), supplier_id=1)


def line_inputs(**overrides: Any) -> LineInputs:
    stated = {
        "item_id": 1,
        "site_id": 1,
        "as_of": NOON,
        "data_up_to": NOON,
        "hours_behind": Decimal(0),
        "settings": settings(),
        "burn": burn(100),
        "stock": stock(800, 300),
        "unit_cost": Decimal("2.50"),
        **overrides,
    }
    return LineInputs(**stated)

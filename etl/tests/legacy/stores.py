"""An old store, as its own programs wrote it, and the rows that its keys stand for."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from backend.needs.lists.workflow import Status
from backend.tests.factories import make_item, make_site, make_user
from backend.tests.needs.factories import make_event
from etl.tests.conftest import Warehouse

IDS = {"events": {"3": "FLOOD"}, "sites": {"1": "MAIN", "2": "HUB"}, "items": {"12": "WATER"}}


def make_rows(warehouse: Warehouse) -> None:
    with Session(warehouse.engine) as session:
        make_event(session, code="FLOOD")
        for code in ("MAIN", "HUB"):
            make_site(session, code=code)
        for sku in ("WATER", "TENT"):
            make_item(session, sku=sku, unit="EA")
        for name in ("ann", "bob"):
            make_user(session, username=name, roles=())
        session.commit()


def an_item(**changes: Any) -> dict[str, Any]:
    return {
        "item_id": 12,
        "item_name": "Water",
        "uom_code": "LT",
        "burn_rate_per_hour": 50.5,
        "burn_source": "CALCULATED",
        "available_qty": 800,
        "inbound_strict_qty": 200,
        "required_qty": 1500,
        "gap_qty": 500,
        "time_to_stockout": 15.8,
        "horizon": {"A": {"recommended_qty": 200}, "B": {"recommended_qty": None}, "C": {}},
        "confidence": {"level": "MEDIUM", "reasons": ["inventory_timestamp_unavailable"]},
        "warnings": [],
        **changes,
    }


def a_record(*items: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "event_id": 3,
        "warehouse_id": 1,
        "phase": "SURGE",
        "as_of_datetime": "2025-12-01T10:00:00Z",
        "planning_window_days": 3,
        "status": "DRAFT",
        "created_by": "ann",
        "created_at": "2025-12-01T10:05:00Z",
        "updated_by": "bob",
        "updated_at": "2025-12-02T08:00:00Z",
        "snapshot": {"items": list(items), "warnings": ["burn_rate_estimated"]},
        **changes,
    }


def of_every_status() -> dict[str, dict[str, Any]]:
    """A list in each status; active ones ask for nothing, so that they compete for nothing."""
    nothing = an_item(gap_qty=0)
    records = {f"old-{status.value}": a_record(nothing, status=status.value) for status in Status}
    records["old-SUPERSEDED"]["superseded_by"] = "old-DRAFT"
    return records


def write_store(path: Path, records: Any) -> Path:
    store = path / "needs_list_store.json"
    store.write_text(json.dumps({"version": 1, "needs_lists": records}), encoding="utf-8")
    return store


def write_ids(path: Path) -> Path:
    ids = path / "ids.json"
    ids.write_text(json.dumps(IDS), encoding="utf-8")
    return ids

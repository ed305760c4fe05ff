"""scripts/verify_needs_lists.sql finds nothing where all is well, and tells what is not."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from backend.needs.lists.models import NeedsListClaim
from backend.needs.lists.workflow import Status
from backend.tests.execution.donation_factories import make_donation
from backend.tests.factories import make_item, make_order, make_site
from backend.tests.needs.factories import make_event, make_needs_list, put_stock
from backend.tests.procurement.factories import make_procurement
from etl.legacy.needs_lists import run
from etl.tests.conftest import Warehouse
from etl.tests.legacy.stores import make_rows, of_every_status, write_ids, write_store

SCRIPT = Path(__file__).resolve().parents[3] / "scripts/verify_needs_lists.sql"


@pytest.fixture
def session(warehouse: Warehouse) -> Iterator[Session]:
    with Session(warehouse.engine) as session:
        yield session


def answers(session: Session) -> list[list[dict[str, Any]]]:
    lines = SCRIPT.read_text(encoding="utf-8").splitlines()
    script = "\n".join(line for line in lines if not line.startswith("--"))
    asked = [part for part in script.split(";") if part.strip()]
    return [[dict(row) for row in session.execute(text(part)).mappings()] for part in asked]


def problems(session: Session) -> dict[str, int]:
    rows = [answer[0] for answer in answers(session) if answer and "problems" in answer[0]]
    return {row["check_name"]: row["problems"] for row in rows}


def test_an_import_leaves_nothing_to_mend(
    warehouse: Warehouse, session: Session, tmp_path: Path
) -> None:
    make_rows(warehouse)
    run(warehouse.engine, write_store(tmp_path, of_every_status()), ids=write_ids(tmp_path))

    found = problems(session)

    assert len(found) == 9
    assert set(found.values()) == {0}
    counts, newest = answers(session)[-2:]
    assert [(row["lists"], row["imported"]) for row in counts] == [(1, 1)] * len(Status)
    assert len(newest) == 5


def test_what_does_not_hold_together_is_counted(session: Session) -> None:
    site, item = make_site(session), make_item(session)
    needs_list = make_needs_list(session, make_event(session), site, needs_list_no="1")
    session.add(NeedsListClaim(item_id=item.id, site_id=site.id, needs_list_id=needs_list.id))
    make_donation(session, lines=[{"allocated_quantity": Decimal(5)}])
    order = make_order(session, item_id=item.id, site_id=site.id)
    make_procurement(session, lines=[{"order_id": order.id, "received_quantity": Decimal(1)}])
    put_stock(session, item, site, 5)
    session.flush()

    found = problems(session)

    assert {name for name, count in found.items() if count} == {
        "numbers malformed",
        "lists without an audit entry of their state",
        "claims of lists that are not active",
        "donations that differ from their allocations",
        "orders that differ from their procurement",
    }

"""GET /inventory."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from backend.inventory.models import Site
from backend.planning.models import PlanLine
from backend.tests.factories import (
    make_daily_inventory,
    make_item,
    make_lot,
    make_site,
    make_stock_movement,
)
from backend.tests.reading import assert_csv_holds_the_list, get_csv, get_rows, refresh_views
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/inventory"
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
TODAY = NOON.date()


@pytest.fixture
def stock(session: Session) -> dict[str, Site]:
    """Anchors in two lots at the main site and none at the hub; bolts at the hub, unpriced."""
    main = make_site(session, code="MAIN", name="Main")
    hub = make_site(session, code="HUB", name="Hub")
    anchor = make_item(
        session, sku="AN-10", name="Anchor", family="Fixings", unit_cost=Decimal("2.5")
    )
    bolt = make_item(session, sku="BO-20", name="Bolt", family="Small")
    for number, expires_on, quantity in (("L2", dt.date(2026, 9, 1), 6), ("L1", None, 4)):
        lot = make_lot(session, item_id=anchor.id, lot_number=number, expires_on=expires_on)
        make_stock_movement(
            session,
            NOON,
            item_id=anchor.id,
            site_id=main.id,
            lot_id=lot.id,
            quantity=Decimal(quantity),
        )
    for item, site, on_hand in ((anchor, main, 10.0), (anchor, hub, 0.0), (bolt, hub, 3.5)):
        make_daily_inventory(
            session,
            TODAY,
            item_id=item.id,
            site_id=site.id,
            on_hand=on_hand,
            reserved=1.0 if on_hand else 0.0,
        )
    session.add(_plan(anchor.id, main.id))
    refresh_views(session)
    return {"main": main, "hub": hub}


def _plan(item_id: int, site_id: int) -> PlanLine:
    return PlanLine(
        item_id=item_id,
        site_id=site_id,
        as_of=TODAY,
        days_of_cover=4.5,
        safety_stock=5.0,
        reorder_point=12.0,
        confidence="HIGH",
        reasons=[],
    )


def places(client: FlaskClient, query: str) -> list[tuple[str, str]]:
    return [(row["sku"], row["site_code"]) for row in get_rows(client, f"{URL}?{query}")]


ANCHOR_HUB, ANCHOR_MAIN, BOLT_HUB = ("AN-10", "HUB"), ("AN-10", "MAIN"), ("BO-20", "HUB")


@pytest.mark.usefixtures("stock")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [ANCHOR_HUB, ANCHOR_MAIN, BOLT_HUB]),
        ("family=Small", [BOLT_HUB]),
        ("q=anch", [ANCHOR_HUB, ANCHOR_MAIN]),
        ("q=-20", [BOLT_HUB]),
        ("out_of_stock=true", [ANCHOR_HUB]),
        ("out_of_stock=false", [ANCHOR_MAIN, BOLT_HUB]),
        ("below_reorder_point=true", [ANCHOR_MAIN]),
        ("below_reorder_point=false", []),
        ("expires_before=2026-09-02", [ANCHOR_MAIN]),
        ("expires_before=2026-09-01", []),
        ("sort=-on_hand", [ANCHOR_MAIN, BOLT_HUB, ANCHOR_HUB]),
        ("sort=value", [ANCHOR_HUB, ANCHOR_MAIN, BOLT_HUB]),
        ("limit=1&offset=2", [BOLT_HUB]),
    ],
)
def test_filters_sorting_and_pages(
    vic: SignedInClient, query: str, expected: list[tuple[str, str]]
) -> None:
    assert places(vic, query) == expected


def test_one_site(vic: SignedInClient, stock: dict[str, Site]) -> None:
    assert places(vic, f"site_id={stock['hub'].id}") == [ANCHOR_HUB, BOLT_HUB]


@pytest.mark.usefixtures("stock")
def test_a_row_has_its_lots_and_its_value(vic: SignedInClient) -> None:
    _, anchor, bolt = get_rows(vic, URL)

    assert (anchor["on_hand"], anchor["reserved"], anchor["available"]) == (10.0, 1.0, 9.0)
    assert (anchor["value"], anchor["days_of_cover"], anchor["reorder_point"]) == (
        "25.0000",
        4.5,
        12.0,
    )
    assert [(lot["lot_number"], lot["expires_on"], lot["quantity"]) for lot in anchor["lots"]] == [
        ("L2", "2026-09-01", 6.0),
        ("L1", None, 4.0),
    ]
    assert anchor["next_expiry_on"] == "2026-09-01"
    assert (bolt["value"], bolt["lots"], bolt["reorder_point"]) == (None, [], None)


@pytest.mark.usefixtures("stock")
def test_the_csv_file_has_the_same_rows(vic: SignedInClient) -> None:
    assert_csv_holds_the_list(vic, f"{URL}?sort=-available", "sku")
    lots = json.loads(get_csv(vic, f"{URL}?below_reorder_point=true")[0]["lots"])
    assert [lot["lot_number"] for lot in lots] == ["L2", "L1"]


@pytest.mark.parametrize("query", ["expires_before=soon", "low=true", "site_id=main"])
def test_what_cannot_be_used_is_refused(vic: SignedInClient, query: str) -> None:
    assert vic.get(f"{URL}?{query}").status_code == 400


def test_an_empty_database_has_no_stock(vic: SignedInClient) -> None:
    assert get_rows(vic, URL) == []
    assert get_csv(vic, URL) == []


def test_nobody_reads_without_signing_in(client: FlaskClient) -> None:
    assert client.get(URL).status_code == 401

"""GET /orders, /orders/{id}."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from backend.procurement.models import Order
from backend.tests.factories import (
    make_daily_inventory,
    make_item,
    make_order,
    make_site,
    make_supplier,
)
from backend.tests.reading import assert_csv_holds_the_list, get_csv, get_rows, refresh_views
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/orders"
MONDAY = dt.date(2026, 3, 2)


@pytest.fixture
def book(session: Session) -> dict[str, Order]:
    """One order of each kind; the records of their site end on Monday."""
    where: dict[str, Any] = {
        "item_id": make_item(session, sku="AN-10", name="Anchor").id,
        "site_id": make_site(session, code="MAIN", name="Main").id,
    }
    make_daily_inventory(session, MONDAY, **where)
    supplier = make_supplier(session, name="Ace")
    orders = {
        "PO-1": make_order(
            session,
            order_number="PO-1",
            supplier_id=supplier.id,
            quantity=Decimal(20),
            unit_price=Decimal("1.25"),
            received_quantity=Decimal(20),
            ordered_on=_day(-20),
            expected_on=_day(-10),
            received_on=_day(-7),
            status="RECEIVED",
            **where,
        ),
        "PO-2": make_order(
            session,
            order_number="PO-2",
            quantity=Decimal(10),
            received_quantity=Decimal("4.5"),
            ordered_on=_day(-9),
            expected_on=_day(-2),
            status="PART_RECEIVED",
            **where,
        ),
        "PO-3": make_order(
            session, order_number="PO-3", ordered_on=_day(-5), expected_on=_day(3), **where
        ),
        "PX-4": make_order(session, order_number="PX-4", expected_on=_day(-3), status="CANCELLED"),
    }
    refresh_views(session)
    return orders


def numbers(client: FlaskClient, query: str) -> list[str]:
    return [row["order_number"] for row in get_rows(client, f"{URL}?{query}")]


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["PO-3", "PO-2", "PO-1", "PX-4"]),
        ("status=CANCELLED", ["PX-4"]),
        ("open=true", ["PO-3", "PO-2"]),
        ("open=false&sort=order_number", ["PO-1", "PX-4"]),
        ("overdue=true", ["PO-2"]),
        ("overdue=false&sort=order_number", ["PO-1", "PO-3", "PX-4"]),
        ("q=po-", ["PO-3", "PO-2", "PO-1"]),
        ("q=%25", []),
        ("sort=expected_on", ["PO-1", "PX-4", "PO-2", "PO-3"]),
        ("sort=-days_late", ["PO-1", "PO-2", "PO-3", "PX-4"]),
        ("sort=-value,order_number", ["PO-1", "PO-2", "PO-3", "PX-4"]),
        ("limit=2&offset=1", ["PO-2", "PO-1"]),
    ],
)
def test_filters_sorting_and_pages(vic: SignedInClient, query: str, expected: list[str]) -> None:
    assert numbers(vic, query) == expected


def test_what_an_order_refers_to_filters(vic: SignedInClient, book: dict[str, Order]) -> None:
    received = book["PO-1"]

    assert numbers(vic, f"supplier_id={received.supplier_id}") == ["PO-1"]
    assert numbers(vic, f"item_id={received.item_id}") == ["PO-3", "PO-2", "PO-1"]
    assert numbers(vic, f"site_id={book['PX-4'].site_id}") == ["PX-4"]


@pytest.mark.usefixtures("book")
def test_a_line_says_what_its_dates_mean(vic: SignedInClient) -> None:
    late, part, coming, dropped = get_rows(vic, f"{URL}?sort=order_number")

    assert (late["quantity"], late["unit_price"], late["value"]) == ("20.0000", "1.2500", "25.0000")
    assert (late["days_late"], late["is_overdue"], late["supplier_name"]) == (3, False, "Ace")
    assert (late["sku"], late["site_code"]) == ("AN-10", "MAIN")
    assert (part["outstanding_quantity"], part["days_late"], part["is_overdue"]) == (
        "5.5000",
        2,
        True,
    )
    assert (coming["days_late"], coming["is_overdue"], coming["value"]) == (None, False, None)
    assert (dropped["outstanding_quantity"], dropped["days_late"]) == ("0", None)


@pytest.mark.usefixtures("book")
def test_the_csv_file_has_the_same_rows(vic: SignedInClient) -> None:
    assert_csv_holds_the_list(vic, f"{URL}?sort=-expected_on", "order_number")
    assert get_csv(vic, f"{URL}?status=RECEIVED")[0]["value"] == "25.0000"


def test_one_line(vic: SignedInClient, book: dict[str, Order]) -> None:
    answer = vic.get(f"{URL}/{book['PO-1'].id}")

    assert answer.get_json()["lead_time_days"] == 13
    assert answer.get_json()["known_to"] == "2026-03-02"
    again = vic.get(f"{URL}/{book['PO-1'].id}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_line_that_is_not_there(vic: SignedInClient) -> None:
    answer = vic.get(f"{URL}/999999")

    assert (answer.status_code, answer.get_json()["code"]) == (404, "OrderNotFound")


@pytest.mark.parametrize(
    ("query", "field"),
    [("status=LOST", "status"), ("overdue=2", "overdue"), ("supplier=1", "supplier")],
)
def test_what_cannot_be_used_is_named(vic: SignedInClient, query: str, field: str) -> None:
    answer = vic.get(f"{URL}?{query}")

    assert answer.status_code == 400
    assert answer.get_json()["errors"][0]["field"] == field


def test_an_empty_database_has_no_orders(vic: SignedInClient) -> None:
    assert get_rows(vic, URL) == []
    assert get_csv(vic, URL) == []


@pytest.mark.parametrize("path", ["", "/1"])
def test_nobody_reads_without_signing_in(client: FlaskClient, path: str) -> None:
    assert client.get(URL + path).status_code == 401


def _day(offset: int) -> dt.date:
    return MONDAY + dt.timedelta(days=offset)

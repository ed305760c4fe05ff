"""GET /suppliers, /suppliers/{id}."""

import datetime as dt
from statistics import stdev

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from backend.planning.models import LeadTime
from backend.suppliers.models import Supplier
from backend.tests.factories import (
    make_daily_inventory,
    make_item,
    make_order,
    make_site,
    make_supplier,
    make_supplier_item,
)
from backend.tests.reading import assert_csv_holds_the_list, get_csv, get_rows, refresh_views
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/suppliers"
MONDAY = dt.date(2026, 3, 2)


@pytest.fixture
def three(session: Session) -> list[Supplier]:
    suppliers = [
        make_supplier(
            session, code="ACE", name="Ace Tools", type="DOMESTIC", country="BR", reliability=0.9
        ),
        make_supplier(session, code="BEE", name="Bee Import", type="IMPORT", country="CN"),
        make_supplier(session, code="CUT", name="Cut Ltd", is_active=False, lead_time_days=14.0),
    ]
    session.commit()
    return suppliers


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["ACE", "BEE", "CUT"]),
        ("sort=-name", ["CUT", "BEE", "ACE"]),
        ("sort=reliability,-code", ["ACE", "CUT", "BEE"]),
        ("type=IMPORT", ["BEE"]),
        ("country=BR", ["ACE"]),
        ("active=true", ["ACE", "BEE"]),
        ("active=false", ["CUT"]),
        ("q=to", ["ACE"]),
        ("q=be", ["BEE"]),
        ("q=_", []),
        ("limit=1&offset=1", ["BEE"]),
    ],
)
def test_filters_sorting_and_pages(vic: SignedInClient, query: str, expected: list[str]) -> None:
    assert [row["code"] for row in get_rows(vic, f"{URL}?{query}")] == expected


def test_only_who_offers_an_item(
    vic: SignedInClient, session: Session, three: list[Supplier]
) -> None:
    item = make_item(session)
    make_supplier_item(session, supplier_id=three[1].id, item_id=item.id)
    session.commit()

    rows = get_rows(vic, f"{URL}?item_id={item.id}")

    assert [(row["code"], row["items"]) for row in rows] == [("BEE", 1)]


@pytest.mark.usefixtures("three")
def test_the_csv_file_has_the_same_rows(vic: SignedInClient) -> None:
    assert_csv_holds_the_list(vic, f"{URL}?active=true&sort=-code", "code")


def test_the_record_is_counted_from_order_lines(
    vic: SignedInClient, session: Session, three: list[Supplier]
) -> None:
    where = {"item_id": make_item(session).id, "site_id": make_site(session).id}
    make_daily_inventory(session, MONDAY, **where)
    # Ordered, expected and received, in days from the last day that is known.
    for ordered, expected, received in ((-30, -20, -22), (-30, -20, -15), (-20, -10, -10)):
        make_order(
            session,
            supplier_id=three[0].id,
            ordered_on=_day(ordered),
            expected_on=_day(expected),
            received_on=_day(received),
            status="RECEIVED",
            received_quantity=10,
            **where,
        )
    for expected in (-1, 0, 5):
        make_order(session, supplier_id=three[0].id, expected_on=_day(expected), **where)
    make_order(session, supplier_id=three[0].id, expected_on=_day(-9), status="CANCELLED", **where)
    refresh_views(session)

    ace, bee, _ = get_rows(vic, URL)

    assert (ace["observations"], ace["mean_lead_time_days"]) == (3, 11.0)
    assert ace["sd_lead_time_days"] == pytest.approx(stdev([8, 15, 10]))
    # Due: three received, one overdue, one expected on the last day itself, which is not late.
    assert (ace["due"], ace["late"], ace["late_share"]) == (5, 2, 0.4)
    assert (ace["open_orders"], ace["overdue_orders"]) == (3, 1)
    assert (bee["observations"], bee["mean_lead_time_days"]) == (0, None)
    assert (bee["due"], bee["late_share"], bee["open_orders"]) == (0, None, 0)


def test_one_observation_has_no_spread(
    vic: SignedInClient, session: Session, three: list[Supplier]
) -> None:
    make_order(
        session,
        supplier_id=three[2].id,
        ordered_on=_day(-3),
        received_on=_day(0),
        status="RECEIVED",
    )
    refresh_views(session)

    cut = get_rows(vic, f"{URL}?q=cut")[0]

    assert (cut["mean_lead_time_days"], cut["sd_lead_time_days"]) == (3.0, None)
    assert cut["stated_lead_time_days"] == 14.0


def test_a_supplier_comes_with_what_it_offers(
    vic: SignedInClient, session: Session, three: list[Supplier]
) -> None:
    bolt, anchor = make_item(session, sku="BO"), make_item(session, sku="AN")
    make_item(session, sku="ZZ")
    make_supplier_item(session, supplier_id=three[0].id, item_id=bolt.id, pack_size=12)
    session.add(
        LeadTime(
            supplier_id=three[0].id,
            item_id=anchor.id,
            source="OBSERVED",
            observations=6,
            mean_days=8.5,
            sd_days=2.0,
            due=6,
            late_share=0.5,
            mean_days_late=3.0,
        )
    )
    session.commit()

    found = vic.get(f"{URL}/{three[0].id}").get_json()

    assert [row["sku"] for row in found["offered"]] == ["AN", "BO"]
    anchored, bolted = found["offered"]
    assert (anchored["mean_lead_time_days"], anchored["late_share"]) == (8.5, 0.5)
    assert (bolted["pack_size"], bolted["lead_time_source"]) == ("12.0000", None)
    assert found["reliability"] == 0.9


def test_an_unchanged_supplier_is_not_sent_again(
    vic: SignedInClient, three: list[Supplier]
) -> None:
    url = f"{URL}/{three[0].id}"
    tag = vic.get(url).headers["ETag"]

    assert vic.get(url, headers={"If-None-Match": tag}).status_code == 304


def test_a_supplier_that_is_not_there(vic: SignedInClient) -> None:
    answer = vic.get(f"{URL}/999999")

    assert (answer.status_code, answer.get_json()["code"]) == (404, "SupplierNotFound")


@pytest.mark.parametrize("query", ["type=LOCAL", "status=x", "sort=secret"])
def test_what_cannot_be_used_is_refused(vic: SignedInClient, query: str) -> None:
    assert vic.get(f"{URL}?{query}").status_code == 400


def test_an_empty_database_has_no_suppliers(vic: SignedInClient) -> None:
    assert get_rows(vic, URL) == []
    assert get_csv(vic, URL) == []


@pytest.mark.parametrize("path", ["", "/1"])
def test_nobody_reads_without_signing_in(client: FlaskClient, path: str) -> None:
    assert client.get(URL + path).status_code == 401


def _day(offset: int) -> dt.date:
    return MONDAY + dt.timedelta(days=offset)

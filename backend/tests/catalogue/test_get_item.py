"""GET /items/{id}."""

import datetime as dt
from decimal import Decimal

from sqlalchemy.orm import Session

from backend.planning.models import LeadTime, PlanLine
from backend.tests.factories import (
    make_daily_inventory,
    make_item,
    make_order,
    make_site,
    make_supplier,
    make_supplier_item,
)
from backend.tests.reading import refresh_views
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/items"
MONDAY = dt.date(2026, 3, 2)


def test_an_item_comes_with_everybody_who_sells_it(vic: SignedInClient, session: Session) -> None:
    item = make_item(session)
    preferred = make_supplier(session, code="ZED", name="Zed")
    other = make_supplier(session, code="ACE", name="Ace")
    delivered_before = make_supplier(session, code="OLD", name="Old")
    make_supplier_item(
        session,
        supplier_id=preferred.id,
        item_id=item.id,
        is_preferred=True,
        unit_price=Decimal("2.10"),
        min_order_quantity=Decimal(50),
    )
    make_supplier_item(session, supplier_id=other.id, item_id=item.id, lead_time_days=12.0)
    for supplier, mean in ((preferred, 6.5), (delivered_before, 9.0)):
        session.add(_lead_time(supplier.id, item.id, mean))
    session.commit()

    suppliers = vic.get(f"{URL}/{item.id}").get_json()["suppliers"]

    assert [terms["supplier_code"] for terms in suppliers] == ["ZED", "ACE", "OLD"]
    zed, ace, old = suppliers
    assert (zed["is_preferred"], zed["unit_price"], zed["min_order_quantity"]) == (
        True,
        "2.1000",
        "50.0000",
    )
    assert (zed["mean_lead_time_days"], zed["observations"]) == (6.5, 4)
    assert (ace["stated_lead_time_days"], ace["lead_time_source"]) == (12.0, None)
    assert (old["is_preferred"], old["lead_time_source"]) == (False, "OBSERVED")


def test_an_item_comes_with_its_stock_and_plan_at_each_site(
    vic: SignedInClient, session: Session
) -> None:
    item = make_item(session, attributes={"colour": "grey"})
    main = make_site(session, code="MAIN", name="Main")
    make_daily_inventory(session, MONDAY, item_id=item.id, site_id=main.id, on_hand=7.0)
    session.add(_plan(item.id, main.id))
    refresh_views(session)

    found = vic.get(f"{URL}/{item.id}").get_json()

    assert found["attributes"] == {"colour": "grey"}
    assert found["sites"] == [
        {
            "site_id": main.id,
            "site_code": "MAIN",
            "site_name": "Main",
            "on_hand": 7.0,
            "available": 7.0,
            "stock_as_of": "2026-03-02",
            "forecast_per_day": 2.0,
            "days_of_cover": 3.5,
            "safety_stock": 4.0,
            "reorder_point": 18.0,
            "order_up_to": 32.0,
            "plan_as_of": "2026-03-02",
            "confidence": "MEDIUM",
            "reasons": ["LEAD_TIME_STATED"],
        }
    ]


def test_orders_still_to_come_are_listed_and_the_overdue_marked(
    vic: SignedInClient, session: Session
) -> None:
    item, site = make_item(session), make_site(session)
    where = {"item_id": item.id, "site_id": site.id}
    make_daily_inventory(session, MONDAY, **where)
    days = {"early": -3, "late": 4, "today": 0}
    for name, day in days.items():
        make_order(session, order_number=name, expected_on=MONDAY + dt.timedelta(days=day), **where)
    make_order(session, order_number="unpromised", received_quantity=Decimal(4), **where)
    make_order(session, order_number="done", status="RECEIVED", received_on=MONDAY, **where)
    make_order(session, order_number="dropped", status="CANCELLED", **where)
    refresh_views(session)

    orders = vic.get(f"{URL}/{item.id}").get_json()["open_orders"]

    assert [(order["order_number"], order["is_overdue"]) for order in orders] == [
        ("early", True),
        ("today", False),
        ("late", False),
        ("unpromised", False),
    ]
    assert orders[-1]["outstanding_quantity"] == "6.0000"


def test_an_item_alone_has_empty_lists(vic: SignedInClient, session: Session) -> None:
    item = make_item(session)
    session.commit()

    found = vic.get(f"{URL}/{item.id}").get_json()

    assert (found["suppliers"], found["sites"], found["open_orders"]) == ([], [], [])
    assert (found["abc_class"], found["adi"], found["classified_at"]) == (None, None, None)


def test_an_unchanged_item_is_not_sent_again(vic: SignedInClient, session: Session) -> None:
    item = make_item(session)
    session.commit()
    tag = vic.get(f"{URL}/{item.id}").headers["ETag"]

    again = vic.get(f"{URL}/{item.id}", headers={"If-None-Match": tag})
    item.name = "Renamed"
    session.commit()
    changed = vic.get(f"{URL}/{item.id}", headers={"If-None-Match": tag})

    assert (again.status_code, again.get_data()) == (304, b"")
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag


def test_an_item_that_is_not_there(vic: SignedInClient) -> None:
    answer = vic.get(f"{URL}/999999")

    assert answer.status_code == 404
    assert answer.get_json()["code"] == "ItemNotFound"
    assert vic.get(f"{URL}/{2**64}").status_code == 404


def _lead_time(supplier_id: int, item_id: int, mean: float) -> LeadTime:
    return LeadTime(
        supplier_id=supplier_id,
        item_id=item_id,
        source="OBSERVED",
        observations=4,
        mean_days=mean,
        sd_days=1.5,
        due=4,
        late_share=0.25,
    )


def _plan(item_id: int, site_id: int) -> PlanLine:
    return PlanLine(
        item_id=item_id,
        site_id=site_id,
        as_of=MONDAY,
        forecast_per_day=2.0,
        days_of_cover=3.5,
        safety_stock=4.0,
        reorder_point=18.0,
        order_up_to=32.0,
        confidence="MEDIUM",
        reasons=["LEAD_TIME_STATED"],
    )

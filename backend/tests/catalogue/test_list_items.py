"""GET /items, /items/families."""

import datetime as dt
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.planning.models import ItemClass, PlanLine
from backend.tests.factories import make_daily_inventory, make_item, make_site
from backend.tests.reading import assert_csv_holds_the_list, get_csv, get_rows, refresh_views
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/items"
MONDAY = dt.date(2026, 3, 2)


@pytest.fixture
def shelf(session: Session) -> dict[str, Item]:
    """Three items: one of each ABC class, one of them no longer sold, none with stock."""
    anchor = make_item(
        session, sku="AN-10", name="Steel anchor", family="Fixings", unit_cost=Decimal("2.5")
    )
    bolt = make_item(session, sku="BO-20", name="Bolt, zinc", family="Fixings")
    cable = make_item(
        session,
        sku="CA-30",
        name="Copper cable",
        family="Wiring",
        unit_cost=Decimal("9.75"),
        is_active=False,
    )
    for item, abc, xyz, demand in (
        (anchor, "A", "X", "SMOOTH"),
        (bolt, "B", "Z", "LUMPY"),
        (cable, "C", "Z", "SMOOTH"),
    ):
        session.add(
            ItemClass(
                item_id=item.id,
                abc_class=abc,
                abc_basis="VALUE",
                xyz_class=xyz,
                demand_class=demand,
                trailing_quantity=100.0 if abc == "A" else 10.0,
                trailing_value=250.0 if abc == "A" else None,
            )
        )
    session.commit()
    return {"anchor": anchor, "bolt": bolt, "cable": cable}


def skus(client: FlaskClient, query: str) -> list[str]:
    return [row["sku"] for row in get_rows(client, f"{URL}?{query}")]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["AN-10", "BO-20", "CA-30"]),
        ("family=Fixings", ["AN-10", "BO-20"]),
        ("abc_class=A", ["AN-10"]),
        ("xyz_class=Z", ["BO-20", "CA-30"]),
        ("demand_class=SMOOTH", ["AN-10", "CA-30"]),
        ("demand_class=SMOOTH&active=true", ["AN-10"]),
        ("active=false", ["CA-30"]),
        ("q=bolt", ["BO-20"]),
        ("q=ste anch", ["AN-10"]),
        ("q=c", ["CA-30"]),
        ("q=fix", ["AN-10", "BO-20"]),
        ("q=an-1", ["AN-10"]),
        ("q=CA-30", ["CA-30"]),
        ("q=%25", []),
        ("q='", []),
        ("q=bolt %26 | ! :*", ["BO-20"]),
        ("q=nothing", []),
    ],
)
def test_filters(vic: SignedInClient, query: str, expected: list[str]) -> None:
    assert skus(vic, query) == expected


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("-sku", ["CA-30", "BO-20", "AN-10"]),
        ("name", ["BO-20", "CA-30", "AN-10"]),
        ("-family,sku", ["CA-30", "AN-10", "BO-20"]),
        ("unit_cost", ["AN-10", "CA-30", "BO-20"]),
        ("-unit_cost", ["CA-30", "AN-10", "BO-20"]),
        ("-abc_class", ["CA-30", "BO-20", "AN-10"]),
        ("-trailing_quantity,-sku", ["AN-10", "CA-30", "BO-20"]),
    ],
)
def test_sorting_puts_what_is_unknown_last(
    vic: SignedInClient, sort: str, expected: list[str]
) -> None:
    assert skus(vic, f"sort={sort}") == expected


@pytest.mark.usefixtures("shelf")
def test_a_page_is_cut_from_the_whole(vic: SignedInClient) -> None:
    answer = vic.get(f"{URL}?limit=1&offset=1").get_json()

    assert [row["sku"] for row in answer["data"]] == ["BO-20"]
    assert answer["meta"]["total"] == 3
    assert (answer["meta"]["limit"], answer["meta"]["offset"]) == (1, 1)


@pytest.mark.usefixtures("shelf")
def test_the_csv_file_has_the_same_rows(vic: SignedInClient) -> None:
    assert_csv_holds_the_list(vic, f"{URL}?family=Fixings&sort=-name", "sku")


@pytest.mark.usefixtures("shelf")
def test_money_is_text_and_classes_come_along(vic: SignedInClient) -> None:
    anchor = get_rows(vic, f"{URL}?q=anchor")[0]

    assert anchor["unit_cost"] == "2.5000"
    assert anchor["abc_class"] == "A"
    assert (anchor["trailing_quantity"], anchor["trailing_value"]) == (100.0, 250.0)
    assert (anchor["on_hand"], anchor["days_of_cover_reason"]) == (None, "NO_STOCK_DATA")
    assert get_csv(vic, f"{URL}?q=anchor")[0]["unit_cost"] == "2.5000"


def test_stock_is_the_last_known_of_each_site(
    vic: SignedInClient, session: Session, shelf: dict[str, Item]
) -> None:
    main, hub = make_site(session), make_site(session)
    anchor = shelf["anchor"].id
    for site, day, on_hand in (
        (main, 0, 99.0),
        (main, 2, 30.0),
        (hub, 1, 5.0),
    ):
        date = MONDAY + dt.timedelta(days=day)
        make_daily_inventory(
            session, date, item_id=anchor, site_id=site.id, on_hand=on_hand, reserved=1.0
        )
    for site, per_day in ((main, 4.0), (hub, None)):
        session.add(_plan(anchor, site.id, per_day))
    refresh_views(session)

    everywhere = get_rows(vic, f"{URL}?q=anchor")[0]
    at_main = get_rows(vic, f"{URL}?site_id={main.id}")
    at_hub = get_rows(vic, f"{URL}?site_id={hub.id}")[0]

    assert (everywhere["on_hand"], everywhere["available"]) == (35.0, 33.0)
    assert everywhere["stock_as_of"] == "2026-03-03"
    # The hub has no forecast: neither its stock nor its demand counts.
    assert everywhere["days_of_cover"] == 29 / 4
    assert [row["sku"] for row in at_main] == ["AN-10"]
    assert (at_main[0]["on_hand"], at_main[0]["days_of_cover"]) == (30.0, 29 / 4)
    assert (at_hub["available"], at_hub["days_of_cover"]) == (4.0, None)
    assert at_hub["days_of_cover_reason"] == "NO_FORECAST"


def test_without_demand_there_is_no_cover_to_tell(
    vic: SignedInClient, session: Session, shelf: dict[str, Item]
) -> None:
    site = make_site(session)
    make_daily_inventory(session, MONDAY, item_id=shelf["anchor"].id, site_id=site.id, on_hand=8.0)
    session.add(_plan(shelf["anchor"].id, site.id, 0.0))
    refresh_views(session)

    anchor = get_rows(vic, f"{URL}?q=anchor")[0]

    assert (anchor["days_of_cover"], anchor["days_of_cover_reason"]) == (None, "NO_DEMAND_EXPECTED")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("abc_class=D", "abc_class"),
        ("demand_class=smooth", "demand_class"),
        ("active=perhaps", "active"),
        ("limit=501", "limit"),
        ("site_id=0", "site_id"),
        ("colour=red", "colour"),
        ("sort=password", "sort"),
    ],
)
def test_what_cannot_be_used_is_named(vic: SignedInClient, query: str, field: str) -> None:
    answer = vic.get(f"{URL}?{query}")

    assert answer.status_code == 400
    assert [problem["field"] for problem in answer.get_json()["errors"]] == [field]


def test_an_empty_database_has_no_items(vic: SignedInClient) -> None:
    assert vic.get(URL).get_json()["meta"]["total"] == 0
    assert get_csv(vic, URL) == []
    assert get_rows(vic, f"{URL}/families") == []


@pytest.mark.usefixtures("shelf")
def test_families_are_counted(vic: SignedInClient, session: Session) -> None:
    make_item(session, family=None)
    session.commit()

    assert get_rows(vic, f"{URL}/families") == [
        {"family": "Fixings", "items": 2},
        {"family": "Wiring", "items": 1},
    ]
    assert_csv_holds_the_list(vic, f"{URL}/families?sort=-items", "family")


@pytest.mark.parametrize("path", ["", "/families", "/1"])
def test_nobody_reads_without_signing_in(client: FlaskClient, path: str) -> None:
    assert client.get(URL + path).status_code == 401


def _plan(item_id: int, site_id: int, per_day: float | None) -> PlanLine:
    return PlanLine(
        item_id=item_id,
        site_id=site_id,
        as_of=MONDAY,
        forecast_per_day=per_day,
        confidence="HIGH",
        reasons=[],
    )

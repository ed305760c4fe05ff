"""GET /sites, /sites/{id}."""

import datetime as dt

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from backend.inventory.models import Site
from backend.tests.factories import (
    make_daily_inventory,
    make_demand,
    make_item,
    make_region,
    make_site,
    make_stock_movement,
)
from backend.tests.reading import assert_csv_holds_the_list, get_csv, get_rows, refresh_views
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/sites"
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def network(session: Session) -> dict[str, Site]:
    """The first site sets the pace; the others lag by 24, 25 and 49 hours or have no record."""
    north = make_region(session, code="N", name="North").id
    lags = {"A": 0, "B": 24, "C": 25, "D": 49}
    sites = {
        code: make_site(
            session,
            code=code,
            name=f"Site {code}",
            type="STORE" if code == "D" else "WAREHOUSE",
            region_id=north if code in "AB" else None,
            last_synced_at=NOON - dt.timedelta(hours=hours),
        )
        for code, hours in lags.items()
    }
    sites["E"] = make_site(session, code="E", name="Empty")
    sites["F"] = make_site(session, code="F", name="Shut", is_active=False, last_synced_at=NOON)
    refresh_views(session)
    return sites


@pytest.mark.usefixtures("network")
def test_freshness_has_limits_at_24_and_48_hours(vic: SignedInClient) -> None:
    rows = get_rows(vic, URL)

    assert [(row["code"], row["hours_behind"], row["freshness"]) for row in rows] == [
        ("A", 0.0, "HIGH"),
        ("B", 24.0, "HIGH"),
        ("C", 25.0, "MEDIUM"),
        ("D", 49.0, "LOW"),
        ("E", None, None),
        ("F", None, None),
    ]
    assert {row["freshness_basis"] for row in rows[:4]} == {"SYNC"}


def test_a_ledger_line_is_a_sign_of_life(
    vic: SignedInClient, session: Session, network: dict[str, Site]
) -> None:
    make_stock_movement(session, NOON, site_id=network["D"].id)
    refresh_views(session)

    late = vic.get(f"{URL}/{network['D'].id}").get_json()

    assert (late["hours_behind"], late["freshness"], late["freshness_basis"]) == (
        0.0,
        "HIGH",
        "LEDGER",
    )
    assert late["last_data_at"] == "2026-03-02T12:00:00Z"


def test_a_site_with_demand_only_is_compared_with_its_kind(
    vic: SignedInClient, session: Session, network: dict[str, Site]
) -> None:
    make_demand(session, dt.date(2025, 1, 1), site_id=network["E"].id)
    refresh_views(session)

    row = get_rows(vic, f"{URL}?q=empty")[0]

    assert (row["freshness"], row["freshness_basis"]) == ("HIGH", "DEMAND")


@pytest.mark.usefixtures("network")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sort=-hours_behind,code", "DCBAEF"),
        ("type=STORE", "D"),
        ("region=N", "AB"),
        ("freshness=LOW", "D"),
        ("freshness=HIGH", "AB"),
        ("active=false", "F"),
        ("q=site", "ABCD"),
        ("limit=2&offset=3", "DE"),
    ],
)
def test_filters_sorting_and_pages(vic: SignedInClient, query: str, expected: str) -> None:
    assert "".join(row["code"] for row in get_rows(vic, f"{URL}?{query}")) == expected


@pytest.mark.usefixtures("network")
def test_the_csv_file_has_the_same_rows(vic: SignedInClient) -> None:
    assert_csv_holds_the_list(vic, f"{URL}?sort=-code", "code")


def test_items_are_counted_by_what_is_there_now(
    vic: SignedInClient, session: Session, network: dict[str, Site]
) -> None:
    site, day = network["A"].id, NOON.date()
    for on_hand in (5.0, 0.0, -1.0):
        item = make_item(session).id
        make_daily_inventory(
            session, day - dt.timedelta(days=1), site_id=site, item_id=item, on_hand=9.0
        )
        make_daily_inventory(session, day, site_id=site, item_id=item, on_hand=on_hand)
    refresh_views(session)

    row = get_rows(vic, f"{URL}?q=site a")[0]

    assert (row["items_in_stock"], row["items_out_of_stock"]) == (1, 2)


def test_an_unchanged_site_is_not_sent_again(vic: SignedInClient, network: dict[str, Site]) -> None:
    url = f"{URL}/{network['A'].id}"
    tag = vic.get(url).headers["ETag"]

    assert vic.get(url, headers={"If-None-Match": tag}).status_code == 304


def test_a_site_that_is_not_there(vic: SignedInClient) -> None:
    answer = vic.get(f"{URL}/999999")

    assert (answer.status_code, answer.get_json()["code"]) == (404, "SiteNotFound")


@pytest.mark.parametrize("query", ["freshness=STALE", "type=SHOP", "name=x"])
def test_what_cannot_be_used_is_refused(vic: SignedInClient, query: str) -> None:
    assert vic.get(f"{URL}?{query}").status_code == 400


def test_an_empty_database_has_no_sites(vic: SignedInClient) -> None:
    assert get_rows(vic, URL) == []
    assert get_csv(vic, URL) == []


@pytest.mark.parametrize("path", ["", "/1"])
def test_nobody_reads_without_signing_in(client: FlaskClient, path: str) -> None:
    assert client.get(URL + path).status_code == 401

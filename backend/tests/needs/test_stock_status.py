"""GET /stock-status, /stock-status/freshness and /burn-rates."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from backend.inventory.models import Site
from backend.needs.burn.rules import Freshness
from backend.needs.burn.service import recalculate
from backend.needs.status.rules import SiteState, banner_of
from backend.tests.factories import make_item, make_site
from backend.tests.needs.factories import NOON, make_event, put_stock, report_site, take_stock
from backend.tests.needs.scenes import a_site
from backend.tests.reading import assert_csv_holds_the_list, get_rows
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/stock-status"


def a_stale_site(session: Session) -> Site:
    site = make_site(session)
    report_site(session, site, NOON - dt.timedelta(hours=5))
    return site


def test_what_runs_out_first_comes_first(vic: SignedInClient, session: Session) -> None:
    site, event = a_site(session), make_event(session)
    idle, slow, fast = (make_item(session) for _ in range(3))
    for item, issued in ((idle, 0), (slow, 6), (fast, 60)):
        put_stock(session, item, site, 160)
        if issued:
            take_stock(session, item, site, issued)
    recalculate(session, event.id)

    rows = get_rows(vic, f"{URL}?event_id={event.id}")

    assert [row["item_id"] for row in rows] == [fast.id, slow.id, idle.id]
    assert [row["severity"] for row in rows] == ["WARNING", "OK", "OK"]
    assert rows[0]["burn_rate"] == "10.00000000"
    assert rows[0]["time_to_stockout_hours"] == "10.0000"
    assert (rows[2]["time_to_stockout_hours"], rows[2]["burn_rate_source"]) == (None, "NO_DEMAND")
    assert rows[2]["burn_rate_reasons"] == ["burn_no_rows_in_window"]


def test_the_list_is_narrowed_by_what_people_look_for(
    vic: SignedInClient, session: Session
) -> None:
    site, other = a_site(session), a_site(session)
    water = make_item(session, name="Water 10 l", family="Water", category="WASH")
    tent = make_item(session, name="Tent", family="Shelter")
    put_stock(session, water, site, 100)
    put_stock(session, tent, other, 100)
    take_stock(session, water, site, 99)
    recalculate(session, 0)

    for query in (
        f"site_id={site.id}",
        f"item_id={water.id}",
        "q=water",
        f"q={water.sku.lower()}",
        "family=Water",
        "category=WASH",
        "severity=CRITICAL",
        "running_out=true",
    ):
        assert [row["item_id"] for row in get_rows(vic, f"{URL}?{query}")] == [water.id], query
    assert len(get_rows(vic, f"{URL}?freshness=HIGH")) == 2
    assert get_rows(vic, f"{URL}?event_id=999") == []
    assert_csv_holds_the_list(vic, URL, "sku")
    assert vic.get(f"{URL}?sort=severity").status_code == 400


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], "ALL_FRESH"),
        ([("HIGH", 3), ("MEDIUM", 1)], "ALL_FRESH"),
        ([("HIGH", 3), ("LOW", 0)], "SOME_STALE"),
        ([("HIGH", 0), ("LOW", 1)], "CRITICAL_STALE"),
        ([("MEDIUM", 0), ("LOW", 0)], "CRITICAL_STALE"),
    ],
)
def test_the_banner_warns_where_stale_data_hurts(
    states: list[tuple[str, int]], expected: str
) -> None:
    sites = [SiteState(Freshness(level), critical) for level, critical in states]

    assert banner_of(sites) == expected


def test_freshness_goes_by_the_limits_of_the_events_phase(
    vic: SignedInClient, session: Session
) -> None:
    fresh, stale, event = a_site(session), a_stale_site(session), make_event(session)
    silent = make_site(session)

    surge = vic.get(f"{URL}/freshness?event_id={event.id}").get_json()
    without = vic.get(f"{URL}/freshness").get_json()

    assert (surge["state"], surge["fresh"], surge["stale"]) == ("SOME_STALE", 1, 2)
    assert (without["phase"], without["fresh"], without["stale"]) == ("BASELINE", 2, 1)
    assert [(site["site_id"], site["hours_behind"]) for site in surge["sites"]] == [
        (silent.id, None),
        (stale.id, "5.00"),
        (fresh.id, "0.00"),
    ]
    assert vic.get(f"{URL}/freshness?event_id=999").status_code == 404


def test_a_stale_site_with_critical_items_is_what_to_look_at(
    vic: SignedInClient, session: Session
) -> None:
    a_site(session)
    stale, event = a_stale_site(session), make_event(session)
    item = make_item(session, baseline_burn_rate=Decimal(50))
    put_stock(session, item, stale, 100)
    recalculate(session, event.id)

    found = vic.get(f"{URL}/freshness?event_id={event.id}").get_json()

    assert (found["state"], found["sites"][0]["critical_items"]) == ("CRITICAL_STALE", 1)


def test_the_trend_of_a_rate_is_every_calculation(vic: SignedInClient, session: Session) -> None:
    site, item = a_site(session), make_item(session)
    put_stock(session, item, site, 1000)
    take_stock(session, item, site, 72)
    recalculate(session, 0)
    later = NOON + dt.timedelta(hours=2)
    take_stock(session, item, site, 72, at=later)
    report_site(session, site, later)
    recalculate(session, 0)
    url = f"/api/v1/burn-rates?item_id={item.id}&site_id={site.id}"

    rows = get_rows(vic, url)

    assert [row["rate"] for row in rows] == ["0.20000000", "0.10000000"]
    assert rows[0]["available_quantity"] == "856.0000"
    assert_csv_holds_the_list(vic, url, "id")
    assert get_rows(vic, f"{url}&event_id=1") == []
    assert vic.get("/api/v1/burn-rates").status_code in (400, 422)

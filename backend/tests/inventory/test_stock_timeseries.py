"""GET /inventory/timeseries."""

import datetime as dt
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from backend.planning.models import PlanLine
from backend.tests.factories import make_daily_inventory, make_item, make_site
from backend.tests.reading import assert_csv_holds_the_list, get_csv, get_rows, refresh_views
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/inventory/timeseries"
SUNDAY = dt.date(2026, 3, 1)


@pytest.fixture
def history(session: Session) -> dict[str, int]:
    """Ten days at the main site from 1 March, a Sunday; the hub begins on the 4th, ends on 6th."""
    item, main, hub = make_item(session).id, make_site(session).id, make_site(session).id
    for day in range(10):
        date = SUNDAY + dt.timedelta(days=day)
        make_daily_inventory(
            session,
            date,
            item_id=item,
            site_id=main,
            on_hand=100.0 - day,
            reserved=2.0,
            received=1.0,
            issued=2.0,
        )
        if 3 <= day <= 5:
            make_daily_inventory(session, date, item_id=item, site_id=hub, on_hand=10.0, issued=1.0)
    for site, level in ((main, 40.0), (hub, 8.0)):
        session.add(_plan(item, site, level))
    refresh_views(session)
    return {"item": item, "main": main, "hub": hub}


def points(client: FlaskClient, history: dict[str, int], query: str) -> list[dict[str, Any]]:
    return get_rows(client, f"{URL}?item_id={history['item']}&{query}")


def test_days_at_one_site(vic: SignedInClient, history: dict[str, int]) -> None:
    rows = points(
        vic, history, f"site_id={history['main']}&start_date=2026-03-02&end_date=2026-03-03"
    )

    assert [row["date"] for row in rows] == ["2026-03-02", "2026-03-03"]
    assert rows[0] == {
        "date": "2026-03-02",
        "until": "2026-03-02",
        "on_hand": 99.0,
        "reserved": 2.0,
        "available": 97.0,
        "received": 1.0,
        "issued": 2.0,
        "sites": 1,
        "is_complete": True,
        "safety_stock": 20.0,
        "reorder_point": 40.0,
    }


def test_weeks_begin_on_monday_and_tell_the_stock_at_their_end(
    vic: SignedInClient, history: dict[str, int]
) -> None:
    rows = points(vic, history, f"site_id={history['main']}&bucket=week")

    assert [(row["date"], row["until"], row["on_hand"], row["issued"]) for row in rows] == [
        ("2026-02-23", "2026-03-01", 100.0, 2.0),
        ("2026-03-02", "2026-03-08", 93.0, 14.0),
        ("2026-03-09", "2026-03-10", 91.0, 4.0),
    ]


def test_all_sites_add_up_and_say_when_one_is_missing(
    vic: SignedInClient, history: dict[str, int]
) -> None:
    rows = points(vic, history, "start_date=2026-03-03&end_date=2026-03-07")

    assert [(row["on_hand"], row["sites"], row["is_complete"]) for row in rows] == [
        (98.0, 1, True),
        (107.0, 2, True),
        (106.0, 2, True),
        (105.0, 2, True),
        (94.0, 1, False),
    ]
    assert rows[1]["issued"] == 3.0
    assert {row["reorder_point"] for row in rows} == {48.0}


def test_a_week_takes_each_site_s_own_last_day(
    vic: SignedInClient, history: dict[str, int]
) -> None:
    week = points(vic, history, "bucket=week")[1]

    assert (week["on_hand"], week["issued"], week["sites"]) == (103.0, 17.0, 2)


def test_months(vic: SignedInClient, history: dict[str, int]) -> None:
    rows = points(vic, history, "bucket=month")

    assert [(row["date"], row["on_hand"], row["received"]) for row in rows] == [
        ("2026-03-01", 101.0, 10.0)
    ]


def test_a_level_unknown_at_one_site_is_unknown_for_all(
    vic: SignedInClient, session: Session, history: dict[str, int]
) -> None:
    session.add(_plan(history["item"], make_site(session).id, None))
    session.commit()

    assert points(vic, history, "bucket=month")[0]["reorder_point"] is None


def test_the_csv_file_has_the_same_rows(vic: SignedInClient, history: dict[str, int]) -> None:
    assert_csv_holds_the_list(vic, f"{URL}?item_id={history['item']}&sort=-date", "date")


def test_an_item_without_records_has_no_points(vic: SignedInClient, session: Session) -> None:
    item = make_item(session).id
    session.commit()

    assert get_rows(vic, f"{URL}?item_id={item}") == []
    assert get_csv(vic, f"{URL}?item_id={item}") == []


def test_the_item_is_required(vic: SignedInClient) -> None:
    answer = vic.get(URL)

    assert answer.status_code == 400
    assert [problem["field"] for problem in answer.get_json()["errors"]] == ["item_id"]


@pytest.mark.parametrize(
    "query",
    ["bucket=year", "start_date=yesterday", "start_date=2026-03-02&end_date=2026-03-01", "x=1"],
)
def test_what_cannot_be_used_is_refused(
    vic: SignedInClient, history: dict[str, int], query: str
) -> None:
    assert vic.get(f"{URL}?item_id={history['item']}&{query}").status_code == 400


def test_an_item_or_site_that_is_not_there(vic: SignedInClient, history: dict[str, int]) -> None:
    item = vic.get(f"{URL}?item_id=999999")
    site = vic.get(f"{URL}?item_id={history['item']}&site_id=999999")

    assert (item.status_code, item.get_json()["code"]) == (404, "ItemNotFound")
    assert (site.status_code, site.get_json()["code"]) == (404, "SiteNotFound")


def test_nobody_reads_without_signing_in(client: FlaskClient) -> None:
    assert client.get(f"{URL}?item_id=1").status_code == 401


def _plan(item_id: int, site_id: int, level: float | None) -> PlanLine:
    return PlanLine(
        item_id=item_id,
        site_id=site_id,
        as_of=SUNDAY,
        reorder_point=level,
        safety_stock=level / 2 if level is not None else None,
        confidence="HIGH",
        reasons=[],
    )

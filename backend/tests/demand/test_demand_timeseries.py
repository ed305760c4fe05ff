"""GET /demand/timeseries."""

import datetime as dt
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.access.models import Organisation
from backend.demand.models import DemandRepair, ForecastRun
from backend.tests.demand.conftest import History
from backend.tests.factories import make_demand, make_item
from backend.tests.reading import assert_csv_holds_the_list, get_rows
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/demand/timeseries"


def points(client: FlaskClient, history: History, query: str) -> list[dict[str, Any]]:
    return get_rows(client, f"{URL}?item_id={history.item}&{query}")


def test_a_day_without_a_record_is_zero(vic: SignedInClient, history: History) -> None:
    rows = points(vic, history, f"site_id={history.main}&end_date=2026-03-05")

    assert [(row["date"], row["quantity"], row["rows"]) for row in rows] == [
        ("2026-03-02", 1.0, 1),
        ("2026-03-03", 2.0, 1),
        ("2026-03-04", 0.0, 0),
        ("2026-03-05", 4.0, 1),
    ]
    assert rows[0] == {
        "date": "2026-03-02",
        "quantity": 1.0,
        "unfilled_quantity": 1.0,
        "repaired_quantity": 2.0,
        "repaired_periods": 0,
        "returned_quantity": 0.0,
        "value": 2.0,
        "promotion_rows": 1,
        "rows": 1,
    }


def test_all_sites_add_up_and_what_is_unknown_at_one_is_null(
    vic: SignedInClient, history: History
) -> None:
    first = points(vic, history, "end_date=2026-03-02")[0]

    assert (first["quantity"], first["rows"]) == (101.0, 2)
    assert first["unfilled_quantity"] is None
    assert first["value"] is None


def test_repairs_stand_beside_what_was_recorded(
    vic: SignedInClient, history: History, session: Session
) -> None:
    run = ForecastRun(
        origin=dt.date(2026, 3, 11), period="D", horizon=1, model="Stack", series=1,
        candidates={}, accuracy={}, settings={}, input_hash="repairs", seconds=1.0,
    )  # fmt: skip
    session.add(run)
    session.flush()
    for day, quantity in ((4, 3.5), (15, 2.0)):
        session.add(
            DemandRepair(
                item_id=history.item, site_id=history.main, date=dt.date(2026, 3, day),
                quantity=quantity, run_id=run.id,
            )
        )  # fmt: skip
    session.flush()

    days = points(vic, history, f"site_id={history.main}&end_date=2026-03-05")
    week = points(vic, history, f"site_id={history.main}&bucket=week")[0]

    fourth = days[2]
    assert (fourth["quantity"], fourth["repaired_quantity"]) == (0.0, 3.5)
    assert fourth["repaired_periods"] == 1
    # 25 sold, six asked for in vain, and what the empty day would have brought.
    assert (week["quantity"], week["repaired_quantity"]) == (25.0, 34.5)


def test_weeks_begin_on_monday(vic: SignedInClient, history: History) -> None:
    rows = points(vic, history, f"site_id={history.main}&bucket=week")

    # 1 + 2 + 4 + 5 + 6 + 7, then 8 + 9 + 10
    assert [(row["date"], row["quantity"]) for row in rows] == [
        ("2026-03-02", 25.0),
        ("2026-03-09", 27.0),
    ]


def test_the_series_runs_to_the_last_day_of_any_demand(
    vic: SignedInClient, history: History
) -> None:
    rows = points(vic, history, f"site_id={history.hub}")

    assert len(rows) == 10
    assert sum(row["quantity"] for row in rows) == 100.0


def test_monthly_demand_is_not_cut_into_days(vic: SignedInClient, session: Session) -> None:
    session.execute(update(Organisation).values(demand_period="M"))
    item = make_item(session).id
    for day in (dt.date(2026, 1, 1), dt.date(2026, 3, 1)):
        make_demand(session, day, item_id=item, period="M")
    session.commit()

    rows = get_rows(vic, f"{URL}?item_id={item}&bucket=day&end_date=2026-03-31")

    assert [row["date"] for row in rows] == ["2026-01-01", "2026-02-01", "2026-03-01"]


def test_days_cut_off_begin_with_the_zeros_of_a_gap(vic: SignedInClient, history: History) -> None:
    rows = points(vic, history, f"site_id={history.main}&start_date=2026-03-04&end_date=2026-03-05")

    assert [(row["date"], row["quantity"]) for row in rows] == [
        ("2026-03-04", 0.0),
        ("2026-03-05", 4.0),
    ]


@pytest.mark.parametrize("cut", ["limit=2", "limit=2&offset=2", "limit=9", "offset=90"])
def test_each_page_tells_how_many_there_are(
    vic: SignedInClient, history: History, cut: str
) -> None:
    where = f"item_id={history.item}&site_id={history.main}&end_date=2026-03-05"
    answer = vic.get(f"{URL}?{where}&{cut}").get_json()

    assert answer["meta"]["total"] == 4


def test_the_csv_file_has_the_same_rows(vic: SignedInClient, history: History) -> None:
    assert_csv_holds_the_list(vic, f"{URL}?item_id={history.item}&sort=-date", "date")


def test_an_item_without_demand_has_no_points(vic: SignedInClient, session: Session) -> None:
    item = make_item(session).id
    session.commit()

    assert get_rows(vic, f"{URL}?item_id={item}") == []


@pytest.mark.parametrize(
    "query", ["", "item_id=1&bucket=year", "item_id=1&start_date=2026-03-02&end_date=2026-03-01"]
)
def test_what_cannot_be_used_is_refused(vic: SignedInClient, query: str) -> None:
    assert vic.get(f"{URL}?{query}").status_code == 400


def test_an_item_or_site_that_is_not_there(vic: SignedInClient, history: History) -> None:
    item = vic.get(f"{URL}?item_id=999999")
    site = vic.get(f"{URL}?item_id={history.item}&site_id=999999")

    assert (item.status_code, item.get_json()["code"]) == (404, "ItemNotFound")
    assert (site.status_code, site.get_json()["code"]) == (404, "SiteNotFound")

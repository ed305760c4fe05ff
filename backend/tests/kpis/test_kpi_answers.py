"""GET /analytics/kpis beside the numbers: files, refusals, the cache, the definitions."""

import csv
import io

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from backend.kpis.definitions import KPIS
from backend.tests.kpis.scenes import D2, D3, URL, Shop, ask, kpis, refresh


@pytest.fixture
def shop(session: Session) -> Shop:
    return Shop(session)


def test_the_file_has_a_row_for_each_kpi(vic: FlaskClient, session: Session, shop: Shop) -> None:
    shop.sell(shop.anchor, shop.north, D3, 2.5)
    refresh(session)
    session.commit()

    response = vic.get(URL, query_string={"format": "csv"})

    rows = list(csv.DictReader(io.StringIO(response.get_data(as_text=True))))
    assert [row["slug"] for row in rows] == [kpi.slug for kpi in KPIS]
    assert rows[0]["value"] == "2.5"
    assert rows[2]["reason"] == "NO_STOCK_DATA"
    assert response.headers["X-Total-Count"] == str(len(KPIS))


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"start_date": "2024-03-02", "end_date": "2024-03-01"}, 400),
        ({"start_date": "0001-01-01"}, 400),
        ({"start_date": "1980-01-01", "end_date": "2024-03-01"}, 400),
        ({"start_date": "soon"}, 400),
        ({"horizon": "3"}, 400),
        ({"site_id": "999999"}, 404),
    ],
)
def test_what_cannot_be_asked(
    vic: FlaskClient, session: Session, query: dict[str, str], status: int
) -> None:
    response = vic.get(URL, query_string=query)

    assert response.status_code == status
    assert response.content_type == "application/problem+json"


def test_nobody_sees_figures_unasked(client: FlaskClient) -> None:
    for path in ("", "/definitions"):
        assert client.get(URL + path).status_code == 401
    assert client.get("/api/v1/analytics/freshness").status_code == 401


def test_answers_are_kept_until_the_views_are_refreshed(
    vic: FlaskClient, session: Session, shop: Shop
) -> None:
    shop.sell(shop.anchor, shop.north, D3, 1)
    assert kpis(vic, session)["total_demand_units"]["value"] == 1
    shop.sell(shop.anchor, shop.north, D2, 1)
    session.commit()

    assert ask(vic)["total_demand_units"]["value"] == 1


def test_definitions_are_contracts(vic: FlaskClient, session: Session) -> None:
    answer = vic.get(f"{URL}/definitions").get_json()

    assert [row["slug"] for row in answer["data"]] == [kpi.slug for kpi in KPIS]
    assert {row["better"] for row in answer["data"]} == {"higher", "lower"}
    assert all(row["source_view"].startswith("analytics.") for row in answer["data"])
    assert vic.get(f"{URL}/definitions?format=csv").headers["X-Total-Count"] == str(len(KPIS))
